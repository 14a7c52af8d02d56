import { catalog } from '../../nodes/library.ts';
import { duplicateNodes } from '../document/clipboard.ts';
import { removeComments } from '../document/comments.ts';
import { removeNodes } from '../document/remove-nodes.ts';
import { documentStore, edit, editAndSelect, openPath, redo, select, undo } from '../store/document-store.ts';
import { graphNow, removeWires, titles } from './actions.ts';
import { announce } from './announce.ts';
import { canvasStore } from './canvas-store.ts';
import { copySelection, cutSelection, pasteFromClipboard } from './clipboard-actions.ts';
import type { Command } from './commands.ts';

const section = 'Edit';
const state = () => documentStore.getState();
const nodes = () => [...state().selection.nodes].filter((id) => graphNow().nodes[id]);
const comments = () => [...state().selection.comments];
const hasNodes = () => nodes().length > 0;
const hasAny = () => hasNodes() || comments().length > 0;
const always = () => true;

export const editCommands: readonly Command[] = [
  {
    id: 'add',
    title: 'Add a node …',
    section,
    keys: ['Space', '/'],
    isEnabled: always,
    run: ({ view }) => canvasStore.setState({ search: { ...view.pointer(), from: null } }),
  },
  {
    id: 'undo',
    title: 'Undo',
    section,
    keys: ['Mod+Z'],
    isGlobal: true,
    isEnabled: () => state().past.length > 0,
    run: undo,
  },
  {
    id: 'redo',
    title: 'Redo',
    section,
    keys: ['Mod+Shift+Z', 'Mod+Y'],
    isGlobal: true,
    isEnabled: () => state().future.length > 0,
    run: redo,
  },
  {
    id: 'cut',
    title: 'Cut',
    section,
    keys: ['Mod+X'],
    isNative: true,
    isEnabled: hasAny,
    run: () => void cutSelection(),
  },
  {
    id: 'copy',
    title: 'Copy',
    section,
    keys: ['Mod+C'],
    isNative: true,
    isEnabled: hasAny,
    run: () => void copySelection(),
  },
  {
    id: 'paste',
    title: 'Paste',
    section,
    keys: ['Mod+V'],
    isNative: true,
    isEnabled: always,
    run: ({ view }) => void pasteFromClipboard(view.pointer().at, view.pointer().screen),
  },
  {
    id: 'duplicate',
    title: 'Duplicate',
    section,
    keys: ['Mod+D'],
    isEnabled: hasAny,
    run: () => duplicate(false),
  },
  {
    id: 'duplicate-wired',
    title: 'Duplicate with its inputs',
    section,
    keys: ['Mod+Shift+D'],
    isEnabled: hasNodes,
    run: () => duplicate(true),
  },
  {
    id: 'delete',
    title: 'Delete',
    section,
    keys: ['Delete', 'Backspace'],
    isEnabled: () => hasAny() || state().selection.edges.size > 0,
    run: ({ view }) => {
      removeSelection(true);
      view.focus();
    },
  },
  {
    id: 'delete-cut',
    title: 'Delete without healing the wires',
    section,
    keys: ['Shift+Delete'],
    isEnabled: hasNodes,
    run: ({ view }) => {
      removeSelection(false);
      view.focus();
    },
  },
  {
    id: 'select-all',
    title: 'Select all',
    section,
    keys: ['Mod+A'],
    isEnabled: always,
    run: () => {
      const all = Object.keys(graphNow().nodes);
      select({ nodes: new Set(all), comments: new Set(Object.keys(graphNow().comments ?? {})) });
      announce(`${all.length} nodes selected`);
    },
  },
  {
    id: 'leave',
    title: 'Leave the subgraph',
    section,
    keys: ['Alt+ArrowUp', 'Backspace'],
    isEnabled: () => state().path.length > 0 && !hasAny() && state().selection.edges.size === 0,
    run: ({ view }) => leave(view.focusCard),
  },
];

/** Shows the graph around the one on the canvas, with the node that stands for it selected. */
export function leave(focusCard: (id: string) => void): void {
  const { path } = state();
  const id = path.at(-1);
  if (id === undefined) return;
  openPath(path.slice(0, -1));
  select({ nodes: new Set([id]) });
  focusCard(id);
}

function duplicate(keepInputs: boolean): void {
  const ids = nodes();
  const notes = comments();
  editAndSelect(`Duplicate ${titles(ids, notes.length)}`, (graph) => duplicateNodes(graph, ids, keepInputs, notes));
}

function removeSelection(heal: boolean): void {
  const ids = nodes();
  const wires = [...state().selection.edges];
  const notes = comments();
  if (ids.length + notes.length > 0) {
    edit(`Delete ${titles(ids, notes.length)}`, (graph) =>
      removeComments(removeNodes(graph, ids, catalog, heal), notes),
    );
  } else removeWires(wires);
  select({});
}
