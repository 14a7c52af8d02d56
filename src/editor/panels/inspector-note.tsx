import { Textarea } from '@mantine/core';
import { setNote } from '../document/describe-nodes.ts';
import { edit, settle } from '../store/document-store.ts';

interface Props {
  readonly id: string;
  readonly note: string;
}

/** What the user wants to remember about a node. */
export function Note({ id, note }: Props) {
  return (
    <Textarea
      size="xs"
      aria-label="Note"
      placeholder="A note for yourself and your colleagues"
      autosize
      minRows={1}
      maxRows={10}
      value={note}
      onChange={(event) => {
        const text = event.currentTarget.value;
        edit('Note', (graph) => setNote(graph, id, text), `note:${id}`);
      }}
      onBlur={settle}
    />
  );
}
