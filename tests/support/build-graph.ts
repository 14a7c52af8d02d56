import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalog } from '../../src/nodes/library.ts';
import { type GraphDocument, type GraphNode, parseEndpoint, writeDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import type { StoredParam } from '../../src/runtime/node/params.ts';
import { runCli } from './cli.ts';

/** A node of a graph that is to be built by hand, with what feeds it. */
export interface Part {
  readonly id: string;
  readonly type: string;
  readonly title: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly feeds: readonly { readonly from: string; readonly output: string; readonly input: string }[];
}

/** The nodes of a graph, each after all that feed it; those downstream of the one before come first. */
export function partsOf(graph: GraphDocument): readonly Part[] {
  const done = new Map<string, Part>();
  const visit = (id: string): void => {
    const node = graph.nodes[id];
    if (!node || done.has(id)) return;
    const into = graph.edges.filter(([, to]) => parseEndpoint(to).node === id);
    for (const [from] of into) visit(parseEndpoint(from).node);
    done.set(id, {
      id,
      type: node.type,
      title: catalog.nodes.get(node.type)?.title ?? node.type,
      params: inOrder(node),
      feeds: into.map(([from, to]) => ({
        from: parseEndpoint(from).node,
        output: parseEndpoint(from).port,
        input: parseEndpoint(to).port,
      })),
    });
  };
  for (const id of Object.keys(graph.nodes)) visit(id);
  return [...done.values()];
}

/** The parameters in the order in which the editor shows them. */
function inOrder({ type, params }: GraphNode): Readonly<Record<string, StoredParam>> {
  const order = Object.keys(catalog.nodes.get(type)?.params ?? {});
  return Object.fromEntries(Object.entries(params).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b)));
}

/** What a graph computes: nodes, parameters and wires, without places, groups and texts; ids are renamed. */
export function computationOf(graph: GraphDocument, rename: (id: string) => string = (id) => id): unknown {
  const nodes = Object.entries(graph.nodes).map(
    ([id, { type, version, params, off }]) => [rename(id), { type, version, params, off }] as const,
  );
  const end = (ref: string) => `${rename(parseEndpoint(ref).node)}.${parseEndpoint(ref).port}`;
  return {
    nodes: Object.fromEntries(nodes),
    edges: graph.edges.map(([from, to]) => `${end(from)} → ${end(to)}`).sort(),
  };
}

/** A node and all that feeds it. */
export function upstreamOf(graph: GraphDocument, id: string): GraphDocument {
  const ids = new Set<string>();
  const visit = (at: string): void => {
    if (ids.has(at)) return;
    ids.add(at);
    for (const [from, to] of graph.edges) if (parseEndpoint(to).node === at) visit(parseEndpoint(from).node);
  };
  visit(id);
  return {
    ...graph,
    nodes: Object.fromEntries(Object.entries(graph.nodes).filter(([one]) => ids.has(one))),
    edges: graph.edges.filter(([, to]) => ids.has(parseEndpoint(to).node)),
  };
}

/** Files that the headless run of a graph writes with the movie of the folder. */
export async function headlessFiles(folder: string, graph: string, names: readonly string[]) {
  await writeFile(join(folder, 'built.json'), graph);
  const source = Object.entries(parseDocument(graph).nodes).find(([, { type }]) => type === 'io.open-movie')?.[0] ?? '';
  const out = join(folder, 'out');
  const input = `${source}=${join(folder, 'movie.tif')}`;
  const run = await runCli('run', join(folder, 'built.json'), '--input', input, '--out', out, '--no-cache');
  if (run.code !== 0) throw new Error(run.stderr);
  const files = names.map(async (name) => [name, await readFile(join(out, name), 'utf8')] as const);
  return new Map(await Promise.all(files));
}

/** A folder with a small movie in it: `movie.tif`, 5 frames of 128 × 128 pixels. */
export async function folderWithMovie(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'cellwire-'));
  const size = { frames: 5, width: 128, height: 128, cells: 9 };
  const graph: GraphDocument = {
    format: 'cellwire-graph',
    formatVersion: 1,
    title: 'Small movie',
    notes: '',
    nodes: {
      movie: { type: 'io.simulated-movie', version: 1, params: size, at: [0, 0] },
      save: { type: 'io.save-movie', version: 1, params: {}, at: [15, 0] },
    },
    edges: [['movie.movie', 'save.movie']],
    groups: {},
    exposed: {},
  };
  await writeFile(join(folder, 'small.json'), writeDocument(graph));
  const run = await runCli('run', join(folder, 'small.json'), '--out', folder, '--no-cache');
  if (run.code !== 0) throw new Error(run.stderr);
  return folder;
}
