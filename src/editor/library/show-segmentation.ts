import { catalog } from '../../nodes/library.ts';
import { isFramed } from '../../runtime/data/kinds.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { faceOf } from '../document/node-face.ts';
import type { Session } from '../session/session.ts';
import { documentStore, openPath, select } from '../store/document-store.ts';
import { look } from '../store/view-store.ts';
import { isActive } from './resume.ts';

/**
 * Selects the threshold and shows its labels, so that the tour has something to move and to see. What must have seen the
 * whole sample before one frame can be shown, such as the estimate of bleaching, is run.
 */
export function showSegmentation(session: Session): void {
  const { document, readOnly } = documentStore.getState();
  const id = Object.keys(document.nodes).find((one) => document.nodes[one]?.type === 'segment.threshold');
  if (id === undefined || readOnly !== null) return;
  openPath([]);
  select({ nodes: new Set([id]) });
  look({ step: id, port: 'labels' });
  const { steps, run } = session.state.getState();
  const isThere = (step: string) => ['cached', 'done'].includes(steps.get(step)?.state ?? '');
  const missing = estimatesAbove(document, id).filter((step) => !isThere(step));
  if (missing.length > 0 && !isActive(run)) session.run(missing);
}

/** The nodes above one that give no frames but what was learnt from all of them; nearest first. */
export function estimatesAbove(graph: GraphDocument, id: string): readonly string[] {
  const above = new Set([id]);
  for (const node of above) {
    for (const [from, to] of graph.edges) {
      const [start, end] = [endpointOf(from), endpointOf(to)];
      if (start && end?.node === node) above.add(start.node);
    }
  }
  return [...above].filter((one) => {
    const node = graph.nodes[one];
    if (!node) return false;
    const { inputs, outputs } = faceOf(node, graph, catalog);
    return inputs.length > 0 && outputs.length > 0 && outputs.every(({ kind }) => !isFramed(kind));
  });
}
