import type { GraphDocument, GraphNode } from '../runtime/graph/document.ts';

/** Outputs of the nodes that open movies → outputs of the simulated movie that stand in for them. */
const standIns: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'io.open-movie': { movie: 'movie' },
  'io.open-ctc': { movie: 'movie', truth: 'labels', segTruth: 'labels', lineage: 'lineage' },
};

/** Whether the embedded sample can stand in for what a node of this type opens. */
export const hasSample = (type: string): boolean => Object.hasOwn(standIns, type);

/**
 * The document with the embedded sample, a simulated movie with its truth, in the place of movies that would be opened:
 * of spots where the graph looks for spots, else of nuclei.
 * @param bound  ids of nodes that open a file of the user's and stay as they are.
 */
export function withSample(document: GraphDocument, bound: ReadonlySet<string>): GraphDocument {
  const replaced = new Map<string, Readonly<Record<string, string>>>();
  const nodes: Record<string, GraphNode> = {};
  for (const [id, node] of Object.entries(document.nodes)) {
    const ports = bound.has(id) ? undefined : standIns[node.type];
    if (ports) replaced.set(id, ports);
    const params = ports && looksForSpots(document, id) ? { kind: 'spots' } : {};
    nodes[id] = ports ? { ...node, type: 'io.simulated-movie', version: 1, params } : node;
  }
  const edges = document.edges.map(([from, to]) => {
    const dot = from.lastIndexOf('.');
    const port = replaced.get(from.slice(0, dot))?.[from.slice(dot + 1)];
    return [port === undefined ? from : `${from.slice(0, dot)}.${port}`, to] as const;
  });
  return { ...document, nodes, edges };
}

/** Whether what comes out of a node goes into a spot detector, and into nothing that segments. */
function looksForSpots({ nodes, edges }: GraphDocument, from: string): boolean {
  const nodeOf = (end: string) => end.slice(0, end.lastIndexOf('.'));
  const below = new Set([from]);
  for (const id of below) for (const [start, end] of edges) if (nodeOf(start) === id) below.add(nodeOf(end));
  const families = new Set([...below].map((id) => nodes[id]?.type.split('.')[0]));
  return families.has('detect') && !families.has('segment');
}
