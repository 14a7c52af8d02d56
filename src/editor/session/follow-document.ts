import { documentStore } from '../store/document-store.ts';
import type { Session } from './session.ts';

/** Tells the session every edit of the document. @returns what ends it. */
export function followDocument(session: Session): () => void {
  session.setDocument(documentStore.getState().document);
  return documentStore.subscribe(({ document }, before) => {
    if (document !== before.document) session.setDocument(document);
  });
}
