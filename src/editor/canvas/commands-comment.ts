import { addComment, changeComment, commentSize, removeComments, resizeComments } from '../document/comments.ts';
import { documentStore, edit, select, undo } from '../store/document-store.ts';
import { graphNow } from './actions.ts';
import { canvasStore, type Place } from './canvas-store.ts';
import type { Command } from './commands.ts';
import { commentNodeId } from './flow-elements.ts';

const section = 'Comments';
const comments = () => [...documentStore.getState().selection.comments];
const onlyComment = (): string | null => {
  const { nodes } = documentStore.getState().selection;
  const [id] = comments();
  return nodes.size === 0 && comments().length === 1 ? (id ?? null) : null;
};

const resize = (key: string, word: string, columns: number, rows: number): Command => ({
  id: `comment-${word}`,
  title: `Make the comment ${word}`,
  section,
  keys: [`Alt+Shift+${key}`],
  isEnabled: () => comments().length > 0,
  run: () => {
    const ids = comments();
    edit('Resize the comment', (graph) => resizeComments(graph, ids, columns, rows), `resize ${ids.join()}`);
  },
});

export const commentCommands: readonly Command[] = [
  {
    id: 'add-comment',
    title: 'Add a comment',
    section,
    keys: ['Shift+C'],
    isEnabled: () => true,
    run: ({ view }) => {
      const id = addCommentAt(view.pointer().at);
      if (id !== null) view.reveal(commentNodeId(id));
    },
  },
  {
    id: 'edit-comment',
    title: 'Write in the comment',
    section,
    keys: ['Enter', 'F2'],
    isEnabled: () => onlyComment() !== null,
    run: ({ view }) => {
      const id = onlyComment();
      if (id === null) return;
      view.reveal(commentNodeId(id));
      canvasStore.setState({ renaming: { kind: 'comment', id } });
    },
  },
  resize('ArrowRight', 'wider', 1, 0),
  resize('ArrowLeft', 'narrower', -1, 0),
  resize('ArrowDown', 'taller', 0, 1),
  resize('ArrowUp', 'shorter', 0, -1),
];

const addLabel = 'Add a comment';

/** Adds an empty comment, its middle at a place, and begins to write in it; its id, or `null` where edits are refused. */
export function addCommentAt([column, row]: Place): string | null {
  let made = '';
  edit(
    addLabel,
    (graph) => {
      const added = addComment(graph, '', [column - commentSize[0] / 2, row - commentSize[1] / 2]);
      made = added.id;
      return added.graph;
    },
    'write comment',
  );
  if (!Object.hasOwn(graphNow().comments ?? {}, made)) return null;
  select({ comments: new Set([made]) });
  canvasStore.setState({ renaming: { kind: 'comment', id: made } });
  return made;
}

/** Ends the writing of a comment; one without any text goes. @param text  `null`: as it was. */
export function finishComment(id: string, text: string | null): void {
  const comment = graphNow().comments?.[id];
  canvasStore.setState({ renaming: null });
  if (!comment) return;
  const written = (text ?? comment.text).trimEnd();
  const isNew = comment.text === '' && documentStore.getState().past.at(-1)?.label === addLabel;
  if (written === '') {
    if (isNew) undo();
    else edit('Delete a comment', (graph) => removeComments(graph, [id]));
    return;
  }
  // What is written first belongs to the step that made the comment.
  edit('Write a comment', (graph) => changeComment(graph, id, { text: written }), isNew ? 'write comment' : null);
}

export function recolourComment(id: string, colour: string | null): void {
  edit('Colour of the comment', (graph) => changeComment(graph, id, { colour }));
}
