import { catalog } from '../../nodes/library.ts';
import { GraphError } from '../../runtime/graph/errors.ts';
import { copyNodes, pasteNodes } from '../document/clipboard.ts';
import { removeComments } from '../document/comments.ts';
import { removeNodes } from '../document/remove-nodes.ts';
import { documentStore, edit, editAndSelect, select } from '../store/document-store.ts';
import { graphNow, say, titles } from './actions.ts';
import { announce } from './announce.ts';
import type { Place, Point } from './canvas-store.ts';

const selected = () => [...documentStore.getState().selection.nodes].filter((id) => graphNow().nodes[id]);
const comments = () => [...documentStore.getState().selection.comments];

/** What was copied last, for browsers that do not let a page read the clipboard. */
let copied = '';

/** The selected nodes and comments as text; `null` where none is selected. */
export function copiedText(): string | null {
  const ids = selected();
  if (ids.length + comments().length === 0) return null;
  copied = copyNodes(graphNow(), ids, comments());
  announce(`Copied ${titles(ids, comments().length)}`);
  return copied;
}

export async function copySelection(): Promise<void> {
  const text = copiedText();
  if (text === null) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Not allowed here: Paste of this page still works, with what `copied` holds.
  }
}

export async function cutSelection(): Promise<void> {
  const copying = copySelection();
  removeCut();
  await copying;
}

export function removeCut(): void {
  const ids = selected();
  const notes = comments();
  edit(`Cut ${titles(ids, notes.length)}`, (graph) => removeComments(removeNodes(graph, ids, catalog), notes));
  select({});
}

export async function pasteFromClipboard(at: Place, screen: Point): Promise<void> {
  let text = copied;
  try {
    text = (await navigator.clipboard.readText()) || copied;
  } catch {
    // As above.
  }
  pasteText(text, at, screen);
}

/** Adds the nodes of a text at a place, or says why that can't be done. */
export function pasteText(text: string, at: Place, screen: Point): void {
  try {
    editAndSelect('Paste', (graph) => pasteNodes(graph, text, at));
  } catch (error) {
    if (!(error instanceof GraphError)) throw error;
    say(text.trim() === '' ? 'Nothing was copied yet.' : 'What was copied is no part of a graph.', screen);
    return;
  }
}
