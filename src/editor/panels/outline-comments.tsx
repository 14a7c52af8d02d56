import { UnstyledButton } from '@mantine/core';
import { IconNote } from '@tabler/icons-react';
import type { KeyboardEvent } from 'react';
import { useStore } from 'zustand';
import type { GraphComment } from '../../runtime/graph/document.ts';
import { showOnCanvas } from '../canvas/canvas-places.ts';
import { canvasStore } from '../canvas/canvas-store.ts';
import { commentNodeId } from '../canvas/flow-elements.ts';
import { removeComments } from '../document/comments.ts';
import { documentStore, edit, select } from '../store/document-store.ts';
import classes from './palette.module.css';

/** The comments of the graph, in reading order; Enter or a double click writes in one, Delete takes it away. */
export function OutlineComments({ comments }: { comments: Readonly<Record<string, GraphComment>> }) {
  const selected = useStore(documentStore, ({ selection }) => selection.comments);
  const sorted = Object.entries(comments).sort(([, { at: a }], [, { at: b }]) => a[1] - b[1] || a[0] - b[0]);
  const show = (id: string) => {
    select({ comments: new Set([id]) });
    showOnCanvas(commentNodeId(id));
  };
  const write = (id: string) => {
    show(id);
    canvasStore.setState({ renaming: { kind: 'comment', id } });
  };
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === 'F2') write(id);
    else if (event.key === ' ') show(id);
    else if (event.key === 'Delete' || event.key === 'Backspace') {
      edit('Delete a comment', (graph) => removeComments(graph, [id]));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <ul className={classes['items']} aria-label="Comments">
      {sorted.map(([id, { text }]) => (
        <li key={id}>
          <UnstyledButton
            className={classes['item'] ?? ''}
            aria-label={`Comment: ${text.trim() || 'empty'}`}
            aria-pressed={selected.has(id)}
            onClick={() => show(id)}
            onDoubleClick={() => write(id)}
            onKeyDown={(event) => onKeyDown(event, id)}
          >
            <IconNote size={16} aria-hidden />
            <span className={classes['name']}>{text.split('\n')[0] || 'Empty comment'}</span>
          </UnstyledButton>
        </li>
      ))}
    </ul>
  );
}
