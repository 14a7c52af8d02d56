import { useState } from 'react';
import { useStore } from 'zustand';
import { documentStore, edit, openPath } from '../store/document-store.ts';
import classes from './document-menu.module.css';

/** The title of the document, which can be typed over. */
export function DocumentTitle() {
  const title = useStore(documentStore, ({ document }) => document.title);
  const isReadOnly = useStore(documentStore, ({ readOnly }) => readOnly !== null);
  const [draft, setDraft] = useState<string | null>(null);
  return (
    <input
      className={classes['title']}
      aria-label="Title of the graph"
      spellCheck={false}
      readOnly={isReadOnly}
      value={draft ?? title}
      onChange={({ currentTarget }) => setDraft(currentTarget.value)}
      onKeyDown={({ key, currentTarget }) => {
        if (key === 'Escape') setDraft(null);
        if (key === 'Enter') currentTarget.blur();
      }}
      onBlur={() => {
        if (draft !== null) rename(draft.trim());
        setDraft(null);
      }}
    />
  );
}

function rename(title: string): void {
  const { document, path } = documentStore.getState();
  if (title === '' || title === document.title) return;
  // The title is the document's, also while one of its subgraphs is open.
  if (path.length > 0) openPath([]);
  edit('Rename the graph', (graph) => ({ ...graph, title }));
  if (path.length > 0) openPath(path);
}
