import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { changeComment, leastComment } from '../document/comments.ts';
import { gridSize_px } from '../document/grid.ts';
import { documentStore, edit, select, settle } from '../store/document-store.ts';
import { canvasStore } from './canvas-store.ts';
import { finishComment } from './commands-comment.ts';
import classes from './comment.module.css';
import type { CommentNode } from './flow-elements.ts';

/** A free text on the canvas; double-click or Enter writes in it, its edges size it. */
export const Comment = memo(function Comment({ data: { id, comment }, selected }: NodeProps<CommentNode>) {
  const isWriting = useStore(canvasStore, ({ renaming }) => renaming?.kind === 'comment' && renaming.id === id);
  const colour = comment.colour ?? paper;
  const resize = (_: unknown, { x, y, width, height }: { x: number; y: number; width: number; height: number }) =>
    edit(
      'Resize the comment',
      (graph) =>
        changeComment(graph, id, {
          at: [x / gridSize_px, y / gridSize_px],
          size: [width / gridSize_px, height / gridSize_px],
        }),
      `resize ${id}`,
    );
  return (
    <div
      className={classes['comment']}
      data-selected={selected || undefined}
      style={{ '--comment': colour } as React.CSSProperties}
    >
      <NodeResizer
        isVisible={selected && !isWriting}
        minWidth={leastComment[0] * gridSize_px}
        minHeight={leastComment[1] * gridSize_px}
        lineClassName={classes['edge'] ?? ''}
        handleClassName={classes['corner'] ?? ''}
        onResize={resize}
        onResizeEnd={settle}
      />
      {isWriting ? <Writing id={id} text={comment.text} /> : <div className={classes['text']}>{comment.text}</div>}
    </div>
  );
});

/** The colour of a comment that has none of its own. */
export const paper = '#d9a800';

function Writing({ id, text }: { id: string; text: string }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const finish = (written: string | null) => {
    const { renaming } = canvasStore.getState();
    if (renaming?.kind === 'comment' && renaming.id === id) finishComment(id, written);
  };
  return (
    <textarea
      ref={field}
      className={`${classes['field']} nodrag nowheel`}
      aria-label="Text of the comment"
      placeholder="Write here. Shift Enter begins a line."
      defaultValue={text}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key !== 'Escape' && (event.key !== 'Enter' || event.shiftKey)) return;
        event.preventDefault();
        const node = event.currentTarget.closest<HTMLElement>('.react-flow__node');
        finish(event.key === 'Escape' ? null : event.currentTarget.value);
        // Before the field goes, or the focus would go with it.
        node?.focus({ preventScroll: true });
      }}
    />
  );
}

/** A comment that takes the keyboard is the one that keys are about. */
export function selectOnFocus(event: React.FocusEvent): void {
  const id = event.target.matches('.react-flow__node-comment') ? event.target.getAttribute('data-id') : null;
  const comment = id?.slice('comment '.length);
  if (comment === undefined || documentStore.getState().selection.comments.has(comment)) return;
  if (event.target.matches(':focus-visible')) select({ comments: new Set([comment]) });
}
