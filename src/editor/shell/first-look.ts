import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { documentStore } from '../store/document-store.ts';
import { look, type OutputRef, viewStore } from '../store/view-store.ts';

/** Shows the movie of a document that was just opened, so that the picture is never empty without need; nothing of the one before. */
export function startFirstLook(): () => void {
  const show = () => {
    const { document, past, future } = documentStore.getState();
    if (past.length > 0 || future.length > 0) return;
    const [shown] = viewStore.getState().shown;
    if (shown && document.nodes[shown.step.split('/')[0] ?? '']) return;
    const movie = firstMovie(document);
    if (movie) look(movie);
    else if (shown) viewStore.setState({ shown: [], compare: 'single' });
  };
  show();
  return documentStore.subscribe(({ document }, before) => {
    if (document !== before.document) show();
  });
}

function firstMovie(document: GraphDocument): OutputRef | null {
  const sources = Object.entries(document.nodes).sort(([, a], [, b]) => a.at[0] - b.at[0] || a.at[1] - b.at[1]);
  for (const [step, { type }] of sources) {
    const definition = catalog.nodes.get(type);
    if (definition?.role !== 'source') continue;
    for (const [port, { kind }] of Object.entries(definition.outputs)) if (kind === 'Movie') return { step, port };
  }
  return null;
}
