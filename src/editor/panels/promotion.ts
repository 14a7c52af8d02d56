import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { expose, exposedAs, unexpose } from '../document/expose.ts';
import { edit } from '../store/document-store.ts';
import { paramLabel } from './typed-value.ts';

/** Whether a parameter inside a subgraph is shown on the card of the subgraph, and a switch of it. */
export function promotionOf(graph: GraphDocument, id: string, name: string) {
  const ref = `${id}.${name}`;
  const [outside] = exposedAs(graph, 'params', ref);
  return {
    isPromoted: outside !== undefined,
    toggle: () =>
      edit(`${outside === undefined ? 'Promote' : 'Take back'} ${paramLabel(name).toLowerCase()}`, (inner) =>
        outside === undefined ? expose(inner, 'params', ref, catalog) : unexpose(inner, 'params', outside),
      ),
  };
}
