import type { GraphDocument, GraphNode } from '../runtime/graph/document.ts';

/** Outputs of the nodes that open movies → outputs of the simulated movie that stand in for them. */
const standIns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'io.open-movie': { movie: 'movie' },
  'io.open-ctc': { movie: 'movie', truth: 'labels', segTruth: 'labels', lineage: 'lineage' },
};

/**
 * The document with the embedded sample, a simulated movie with its truth, in the place of movies that would be opened.
 * @param bound  ids of nodes that open a file of the user's and stay as they are.
 */
export function withSample(document: GraphDocument, bound: ReadonlySet<string>): GraphDocument {
  const replaced = new Map<string, Readonly<Record<string, string>>>();
  const nodes: Record<string, GraphNode> = {};
  for (const [id, node] of Object.entries(document.nodes)) {
    const ports = bound.has(id) ? undefined : standIns[node.type];
    if (ports) replaced.set(id, ports);
    nodes[id] = ports ? { ...node, type: 'io.simulated-movie', version: 1, params: {} } : node;
  }
  const edges = document.edges.map(([from, to]) => {
    const dot = from.lastIndexOf('.');
    const port = replaced.get(from.slice(0, dot))?.[from.slice(dot + 1)];
    return [port === undefined ? from : `${from.slice(0, dot)}.${port}`, to] as const;
  });
  return { ...document, nodes, edges };
}
