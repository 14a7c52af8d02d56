import { commands } from '../canvas/commands.ts';
import { showKeys } from '../canvas/keys.ts';

/** The keys of one part of the editor. */
export interface ShortcutGroup {
  readonly where: string;
  /** Keys as people read them, and what they do. */
  readonly keys: readonly (readonly [keys: string, does: string])[];
}

const shown = (keys: readonly (readonly [string, string])[]) =>
  keys.map(([key, does]) => [showKeys(key), does] as const);
const ofCanvas = (section: (typeof commands)[number]['section']) =>
  commands
    .filter((command) => command.section === section && command.keys.length > 0)
    .map(({ keys, title }) => [showKeys(keys[0] ?? ''), title] as const);

/** All keys of the editor. */
export const shortcuts: readonly ShortcutGroup[] = [
  {
    where: 'Documents',
    keys: shown([
      ['Mod+S', 'Save'],
      ['Mod+Shift+S', 'Save as …'],
      ['Mod+O', 'Open a graph, a result or a movie'],
    ]),
  },
  {
    where: 'Parts of the page',
    keys: shown([
      ['F6', 'Go to the next part: canvas, results, picture, parameters …'],
      ['Shift+F6', 'Go to the part before'],
    ]),
  },
  {
    where: 'Running',
    keys: shown([
      ['Mod+Enter', 'Run all; on the canvas to the selected nodes'],
      ['Mod+Shift+Enter', 'Run to the selected nodes'],
      ['X', 'Flip between A and B'],
    ]),
  },
  { where: 'Editing', keys: ofCanvas('Edit') },
  { where: 'Nodes', keys: ofCanvas('Nodes') },
  {
    where: 'Picture',
    keys: shown([
      ['←', 'One frame back; also ,'],
      ['→', 'One frame on; also .'],
      ['PageUp', 'Ten frames back'],
      ['PageDown', 'Ten frames on'],
      ['Home', 'First frame'],
      ['End', 'Last frame'],
      ['↑', 'One plane up'],
      ['↓', 'One plane down'],
      ['Space', 'Play, or stop'],
      ['Plus', 'Zoom in'],
      ['-', 'Zoom out'],
      ['0', 'Fit the picture'],
      ['1', 'Actual size'],
      ['Shift+↑', 'Move the picture; all arrows'],
      ['Enter', 'Select what is in the middle'],
      ['F', 'Flip between two pictures'],
      ['L', 'Labels: off, outlines, filled'],
      ['K', 'Tracks, or not'],
      ['Esc', 'Select nothing'],
    ]),
  },
  { where: 'Arranging', keys: ofCanvas('Arrange') },
  { where: 'View of the graph', keys: ofCanvas('View') },
];
