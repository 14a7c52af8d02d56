import type { Exposed, GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { pickNodes } from './clipboard.ts';
import { removeComments } from './comments.ts';
import { tidyExposed } from './exposed-of.ts';
import { freeName } from './graph-at.ts';
import { mapValues } from './map-refs.ts';
import { cornerOf } from './move-nodes.ts';
import { type Added, nodeOf } from './node-of.ts';
import { ownValue, withoutKeys } from './records.ts';
import { withoutMembers } from './remove-nodes.ts';
import { slug } from './slug.ts';

/** Gives names to cut wires: the port's, with the node's before it where that is taken; the same one for the same key. */
function namer(): (key: string, port: string, node: string) => string {
  const names = new Map<string, string>();
  return (key, port, node) => {
    const taken = [...names.values()];
    const name = names.get(key) ?? (taken.includes(port) ? freeName(`${node}-${port}`, taken) : port);
    names.set(key, name);
    return name;
  };
}

interface Cut {
  readonly inner: GraphDocument;
  /** Edges of the outer graph, those cut ending at `id`. */
  readonly edges: GraphDocument['edges'];
  readonly exposed: Exposed;
}

/** Splits a graph into some nodes, what they exchange with the rest exposed, and the rest. */
function cut(
  graph: GraphDocument,
  picked: ReadonlySet<string>,
  id: string,
  title: string,
  comments: Iterable<string> = [],
): Cut {
  const at = (ref: string) => endpointOf(ref) ?? { node: '', port: '' };
  const isIn = (ref: string) => picked.has(at(ref).node);
  const [ins, outs, values] = [namer(), namer(), namer()];
  // Maps: a name may be anything, `__proto__` too.
  const inputs = new Map<string, readonly string[]>();
  const outputs = new Map<string, string>();
  const params = new Map<string, string>();
  const enter = (key: string, source: string, ref: string): string => {
    const name = ins(key, at(ref).port, source);
    const refs = inputs.get(name) ?? [];
    if (!refs.includes(ref)) inputs.set(name, [...refs, ref]);
    return `${id}.${name}`;
  };
  const leave = (ref: string): string => {
    const name = outs(ref, at(ref).port, at(ref).node);
    outputs.set(name, ref);
    return `${id}.${name}`;
  };
  const edges: (readonly [string, string])[] = [];
  for (const [from, to] of [...graph.edges].sort(byText)) {
    if (isIn(from) && isIn(to)) continue;
    edges.push([isIn(from) ? leave(from) : from, isIn(to) ? enter(`wire ${from}`, at(from).node, to) : to]);
  }
  const exposed: Exposed = {
    inputs: mapValues(graph.exposed.inputs ?? {}, (refs, name) => [
      ...new Set(refs.map((ref) => (isIn(ref) ? enter(`outside ${name}`, name, ref) : ref))),
    ]),
    outputs: mapValues(graph.exposed.outputs ?? {}, (ref) => (isIn(ref) ? leave(ref) : ref)),
    params: mapValues(graph.exposed.params ?? {}, (ref) => {
      if (!isIn(ref)) return ref;
      const name = values(ref, at(ref).port, at(ref).node);
      params.set(name, ref);
      return `${id}.${name}`;
    }),
  };
  const shown = {
    inputs: Object.fromEntries(inputs),
    outputs: Object.fromEntries(outputs),
    params: Object.fromEntries(params),
  };
  const inner = { ...pickNodes(graph, picked, comments), title, exposed: tidyExposed(shown) };
  return { inner, edges: unique(edges), exposed: tidyExposed(exposed) };
}
const byText = ([a, b]: readonly [string, string], [c, d]: readonly [string, string]): number =>
  a < c ? -1 : a > c ? 1 : b < d ? -1 : b > d ? 1 : 0;
const unique = (edges: GraphDocument['edges']): GraphDocument['edges'] => [
  ...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values(),
];

/** Some nodes as a graph that can be used as a node: wires that lead out of the selection become its inputs and outputs. */
export function extractSubgraph(graph: GraphDocument, ids: Iterable<string>, title: string): GraphDocument {
  const picked = new Set([...ids].filter((id) => nodeOf(graph, id) !== undefined));
  return cut(graph, picked, '', title).inner;
}

/**
 * The graph with nodes put into a subgraph, and one node in their place; what it computes stays the same.
 *
 * @param title     of the subgraph; its name in the file and the id of the node are made from it.
 * @param comments  ids of comments that go into it too.
 * @returns         the same graph without ids where none of the nodes is there.
 */
export function makeSubgraph(
  graph: GraphDocument,
  ids: Iterable<string>,
  title: string,
  comments: readonly string[] = [],
): Added {
  const picked = new Set([...ids].filter((id) => nodeOf(graph, id) !== undefined));
  if (picked.size === 0) return { graph, ids: [] };
  const rest = withoutKeys(graph.nodes, picked);
  const name = freeName(slug(title, 'subgraph'), Object.keys(graph.subgraphs ?? {}));
  const id = freeName(name, Object.keys(rest));
  const { inner, edges, exposed } = cut(graph, picked, id, title, comments);
  const node: GraphNode = { type: `graph.${name}`, version: 1, params: {}, at: cornerOf(Object.values(inner.nodes)) };
  const unused = Object.keys(inner.subgraphs ?? {}).filter((one) => !isUsed(rest, `graph.${one}`));
  return {
    graph: {
      ...removeComments(graph, comments),
      nodes: { ...rest, [id]: node },
      edges,
      groups: replaceMembers(graph.groups, picked, [id]),
      exposed,
      subgraphs: { ...withoutKeys(graph.subgraphs ?? {}, unused), [name]: inner },
    },
    ids: [id],
  };
}

const isUsed = (nodes: GraphDocument['nodes'], type: string): boolean =>
  Object.values(nodes).some((node) => node.type === type);

/** Groups with some nodes gone and others in the place of those that had been all in one group. */
export function replaceMembers(
  groups: GraphDocument['groups'],
  gone: ReadonlySet<string>,
  instead: readonly string[],
): GraphDocument['groups'] {
  const [home] = Object.entries(groups).find(([, { nodes }]) => [...gone].every((id) => nodes.includes(id))) ?? [];
  const left = withoutMembers(groups, gone);
  const group = home === undefined ? undefined : ownValue(groups, home);
  // A group of nothing else has gone into the subgraph with its nodes.
  if (home === undefined || !group || !ownValue(left, home)) return left;
  const nodes = [...group.nodes.filter((id) => !gone.has(id)), ...instead].sort();
  return { ...left, [home]: { ...group, nodes } };
}
