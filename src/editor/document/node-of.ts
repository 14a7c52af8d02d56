import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';

/** A node by its id; `undefined` where there is none, whatever the id (documents may come from anywhere). */
export const nodeOf = (graph: GraphDocument, id: string): GraphNode | undefined =>
  Object.hasOwn(graph.nodes, id) ? graph.nodes[id] : undefined;

/** The graph with one node changed; the same graph where there is no such node or it stays the same. */
export function changeNode(graph: GraphDocument, id: string, change: (node: GraphNode) => GraphNode): GraphDocument {
  const node = nodeOf(graph, id);
  const changed = node && change(node);
  return changed === undefined || changed === node ? graph : { ...graph, nodes: { ...graph.nodes, [id]: changed } };
}

/** The graph with several nodes changed in one go. */
export function changeNodes(
  graph: GraphDocument,
  ids: Iterable<string>,
  change: (node: GraphNode, id: string) => GraphNode,
): GraphDocument {
  const changed = new Map<string, GraphNode>();
  for (const id of ids) {
    const node = nodeOf(graph, id);
    const next = node && change(node, id);
    if (next && next !== node) changed.set(id, next);
  }
  return changed.size > 0 ? { ...graph, nodes: { ...graph.nodes, ...Object.fromEntries(changed) } } : graph;
}

/** An edit that made nodes, and their ids in order: what to select afterwards. */
export interface Added {
  readonly graph: GraphDocument;
  readonly ids: readonly string[];
  /** Comments that came with them, where some did. */
  readonly comments?: readonly string[];
}
