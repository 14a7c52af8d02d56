import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';

/** Whether two versions of a document compute the same: only places, titles, notes and groups differ. Quick, by identity. */
export function isSameComputation(a: GraphDocument, b: GraphDocument): boolean {
  if (a === b) return true;
  if (a.edges !== b.edges || a.subgraphs !== b.subgraphs || a.exposed !== b.exposed) return false;
  const ids = Object.keys(a.nodes);
  if (ids.length !== Object.keys(b.nodes).length) return false;
  return ids.every((id) => isSameNode(a.nodes[id], b.nodes[id]));
}

const isSameNode = (a: GraphNode | undefined, b: GraphNode | undefined): boolean =>
  a === b ||
  (a !== undefined &&
    b !== undefined &&
    a.type === b.type &&
    a.version === b.version &&
    a.params === b.params &&
    a.pinned === b.pinned &&
    a.off === b.off);
