import type { GraphDocument } from '../../runtime/graph/document.ts';
import type { GraphDiff } from '../document/diff-documents.ts';
import { edgeId } from '../store/document-store.ts';
import type { Mark } from './graph-picture.tsx';

export interface MarkedGraph {
  readonly graph: GraphDocument;
  /** By node id and by wire, `from -> to`. */
  readonly marks: ReadonlyMap<string, Mark>;
}

/**
 * One graph that shows what changed from `before` to `after`: `after`, with what was removed still in it.
 *
 * @param diff  of the same two graphs.
 */
export function markedGraph(before: GraphDocument, after: GraphDocument, diff: GraphDiff | undefined): MarkedGraph {
  if (!diff) return { graph: after, marks: new Map() };
  const marks = new Map<string, Mark>();
  for (const { id, isMoved, params, fields } of diff.changed) {
    marks.set(id, isMoved && params.length === 0 && fields.length === 0 ? 'moved' : 'changed');
  }
  for (const id of diff.added) marks.set(id, 'added');
  for (const id of diff.removed) marks.set(id, 'removed');
  for (const [from, to] of diff.wiresAdded) marks.set(edgeId(from, to), 'added');
  for (const [from, to] of diff.wiresRemoved) marks.set(edgeId(from, to), 'removed');
  const removed = Object.fromEntries(
    diff.removed.flatMap((id) => {
      const node = before.nodes[id];
      return node ? [[id, node]] : [];
    }),
  );
  return {
    graph: {
      ...after,
      nodes: { ...after.nodes, ...removed },
      edges: [...after.edges, ...diff.wiresRemoved],
      // So that the types of removed nodes are known.
      ...(before.subgraphs || after.subgraphs ? { subgraphs: { ...before.subgraphs, ...after.subgraphs } } : {}),
    },
    marks,
  };
}
