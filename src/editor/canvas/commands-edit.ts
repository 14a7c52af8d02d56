import { catalog } from '../../nodes/library.ts';
import { duplicateNodes } from '../document/clipboard.ts';
import { removeNodes } from '../document/remove-nodes.ts';
import { documentStore, edit, openPath, redo, select, undo } from '../store/document-store.ts';
import { graphNow, removeWires, titles } from './actions.ts';
import { announce } from './announce.ts';
import { canvasStore } from './canvas-store.ts';
import { copySelection, cutSelection, pasteFromClipboard } from './clipboard-actions.ts';
import type { Command } from './commands.ts';

const section = 'Edit';
const state = () => documentStore.getState();
const nodes = () => [...state().selection.nodes].filter((id) => graphNow().nodes[id]);
const hasNodes = () => nodes().length > 0;
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
    isEnabled: hasNodes,
    run: () => void cutSelection(),
  },
  {
    id: 'copy',
    title: 'Copy',
    section,
    keys: ['Mod+C'],
    isNative: true,
    isEnabled: hasNodes,
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
    isEnabled: hasNodes,
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
    isEnabled: () => hasNodes() || state().selection.edges.size > 0,
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
      select({ nodes: new Set(all) });
      announce(`${all.length} nodes selected`);
    },
  },
  {
    id: 'leave',
    title: 'Leave the subgraph',
    section,
    keys: ['Alt+ArrowUp', 'Backspace'],
    isEnabled: () => state().path.length > 0 && !hasNodes() && state().selection.edges.size === 0,
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
  let copies: readonly string[] = [];
  edit(`Duplicate ${titles(ids)}`, (graph) => {
    const added = duplicateNodes(graph, ids, keepInputs);
    copies = added.ids;
    return added.graph;
  });
  if (copies.length > 0) select({ nodes: new Set(copies) });
}

function removeSelection(heal: boolean): void {
  const ids = nodes();
  const wires = [...state().selection.edges];
  if (ids.length > 0) edit(`Delete ${titles(ids)}`, (graph) => removeNodes(graph, ids, catalog, heal));
  else removeWires(wires);
  select({});
}
