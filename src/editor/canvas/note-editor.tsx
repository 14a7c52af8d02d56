import { useRef } from 'react';
import { useStore } from 'zustand';
import { graphNow, noteNode, titleNow } from './actions.ts';
import classes from './canvas.module.css';
import { canvasStore } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';
import { Popover } from './popover.tsx';

/** A note on a card, being written. */
export function NoteEditor({ view }: { view: CanvasView }) {
  const id = useStore(canvasStore, ({ renaming }) => (renaming?.kind === 'note' ? renaming.id : null));
  const text = useRef<HTMLTextAreaElement>(null);
  if (id === null) return null;
  const finish = (keep: boolean) => {
    const written = text.current?.value;
    canvasStore.setState({ renaming: null });
    if (keep && written !== undefined) noteNode(id, written);
    view.focusCard(id);
  };
  return (
    <Popover screen={view.beside(id)} label={`Note on ${titleNow(id)}`} onClose={() => finish(true)}>
      <textarea
        ref={text}
        className={classes['query']}
        rows={4}
        // biome-ignore lint/a11y/noAutofocus: it opens to be written in
        autoFocus
        aria-label={`Note on ${titleNow(id)}`}
        placeholder="Why this node, why these parameters …"
        defaultValue={graphNow().nodes[id]?.note ?? ''}
        onKeyDown={(event) => {
          event.stopPropagation();
          if (event.key === 'Escape') finish(false);
          if (event.key === 'Enter' && !event.shiftKey) {
            event.preventDefault();
            finish(true);
          }
        }}
      />
      <div className={classes['none']}>Enter keeps it, Shift Enter begins a line.</div>
    </Popover>
  );
}
