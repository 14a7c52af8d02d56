import { documentStore } from '../store/document-store.ts';
import { graphNow } from './actions.ts';
import { canvasStore } from './canvas-store.ts';
import type { Command } from './commands.ts';
import { commentNodeId } from './flow-elements.ts';

const section = 'View';
const always = () => true;
const hasAny = () => Object.keys(graphNow().nodes).length > 0 || graphNow().comments !== undefined;
const selected = () => {
  const { nodes, comments } = documentStore.getState().selection;
  return [...nodes, ...[...comments].map(commentNodeId)];
};

export const viewCommands: readonly Command[] = [
  { id: 'fit', title: 'Show everything', section, keys: ['F', '1'], isEnabled: hasAny, run: ({ view }) => view.fit() },
  {
    id: 'zoom-selection',
    title: 'Zoom to the selection',
    section,
    keys: ['2'],
    isEnabled: () => selected().length > 0,
    run: ({ view }) => view.zoomTo(selected()),
  },
  {
    id: 'zoom-in',
    title: 'Zoom in',
    section,
    keys: ['Plus', '='],
    isEnabled: always,
    run: ({ view }) => view.zoomBy(1.3),
  },
  {
    id: 'zoom-out',
    title: 'Zoom out',
    section,
    keys: ['-'],
    isEnabled: always,
    run: ({ view }) => view.zoomBy(1 / 1.3),
  },
  {
    id: 'shortcuts',
    title: 'Keyboard shortcuts',
    section,
    keys: ['?'],
    isGlobal: true,
    isEnabled: always,
    run: () => canvasStore.setState({ isSheetOpen: true }),
  },
];
