import { useEffect } from 'react';
import { useStore } from 'zustand';
import { documentStore } from '../store/document-store.ts';
import { announce, announcement } from './announce.ts';
import classes from './canvas.module.css';

/** Says every change of the document, and every undo and redo, to screen readers. */
export function Announcer() {
  const { text, count } = useStore(announcement);
  useEffect(
    () =>
      documentStore.subscribe((now, before) => {
        if (now.document === before.document) return;
        const last = now.past.at(-1);
        if (now.past.length > before.past.length && last) {
          announce(
            now.future.length < before.future.length && before.future.at(-1)?.label === last.label
              ? `Redone: ${last.label}`
              : last.label,
          );
        } else if (now.future.length > before.future.length) {
          announce(`Undone: ${now.future.at(-1)?.label ?? ''}`);
        }
      }),
    [],
  );
  return (
    <div className={classes['announcer']} role="status" aria-live="polite">
      {/* The same text twice is said twice only where it is another element. */}
      <span key={count}>{text}</span>
    </div>
  );
}
