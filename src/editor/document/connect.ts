import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { endpointOf, portsOf } from '../../runtime/graph/ports-of.ts';
import type { Port } from '../../runtime/node/define.ts';
import { withoutRefs } from './exposed-of.ts';
import { titleOf } from './node-face.ts';
import { nodeOf } from './node-of.ts';

/** The port that `node.port` names on one side; `null` where there is none. */
export function portAt(
  graph: GraphDocument,
  ref: string,
  side: 'inputs' | 'outputs',
  catalog: Catalog,
): (Port & { readonly node: string }) | null {
  const end = endpointOf(ref);
  const node = end && nodeOf(graph, end.node);
  const port = end && node ? portsOf(node.type, graph, catalog)?.[side].get(end.port) : undefined;
  return end && port ? { ...port, node: end.node } : null;
}

/**
 * Why an output can't be connected to an input, a sentence.
 * @returns `null` where it can; a wire that is there already would be replaced.
 */
export function connectionProblem(graph: GraphDocument, from: string, to: string, catalog: Catalog): string | null {
  const output = portAt(graph, from, 'outputs', catalog);
  const input = portAt(graph, to, 'inputs', catalog);
  if (!output) return `There is no output ${from}.`;
  if (!input) return `There is no input ${to}.`;
  const title = (id: string) => {
    const node = nodeOf(graph, id);
    return node ? titleOf(node, graph, catalog) : id;
  };
  if (output.node === input.node) return 'A node can’t be connected to itself.';
  if (output.kind !== input.kind) {
    return `${title(output.node)} gives ${output.kind}, but ${title(input.node)} takes ${input.kind} there.`;
  }
  if (isAbove(graph, input.node, output.node)) {
    return `That would be a loop: ${title(output.node)} already needs what ${title(input.node)} gives.`;
  }
  return null;
}

/** Whether what a node gives reaches another. */
function isAbove(graph: GraphDocument, node: string, other: string): boolean {
  const below = new Map<string, string[]>();
  for (const [from, to] of graph.edges) {
    const start = endpointOf(from)?.node ?? '';
    below.set(start, [...(below.get(start) ?? []), endpointOf(to)?.node ?? '']);
  }
  const seen = new Set([node]);
  const open = [node];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    if (id === other) return true;
    for (const next of below.get(id) ?? []) {
      if (seen.has(next)) continue;
      seen.add(next);
      open.push(next);
    }
  }
  return false;
}

/**
 * The graph with an output connected to an input; what fed the input before, a wire or the outside of a subgraph, is
 * taken off.
 * @throws RangeError where they can't be connected; ask `connectionProblem` first.
 */
export function connect(graph: GraphDocument, from: string, to: string, catalog: Catalog): GraphDocument {
  const problem = connectionProblem(graph, from, to, catalog);
  if (problem !== null) throw new RangeError(problem);
  const feeding = graph.edges.filter(([, end]) => end === to);
  if (feeding.length === 1 && feeding[0]?.[0] === from) return graph;
  const { params, outputs, inputs } = graph.exposed;
  const exposed = inputs
    ? { ...withoutRefs({ inputs }, (ref) => ref === to), ...(outputs && { outputs }), ...(params && { params }) }
    : graph.exposed;
  return { ...graph, edges: [...graph.edges.filter(([, end]) => end !== to), [from, to]], exposed };
}

/** The graph without some wires. */
export function disconnect(graph: GraphDocument, wires: Iterable<readonly [from: string, to: string]>): GraphDocument {
  const gone = new Set([...wires].map(([from, to]) => JSON.stringify([from, to])));
  const edges = graph.edges.filter(([from, to]) => !gone.has(JSON.stringify([from, to])));
  return edges.length === graph.edges.length ? graph : { ...graph, edges };
}
