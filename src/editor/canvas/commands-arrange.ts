import { catalog } from '../../nodes/library.ts';
import { type Alignment, alignNodes, type CardSize, distributeNodes, layOut } from '../document/arrange.ts';
import { nudgeComments } from '../document/comments.ts';
import { gridSize_px } from '../document/grid.ts';
import { changeGroup, makeGroup, removeFromGroups, ungroup } from '../document/groups.ts';
import { nudgeNodes } from '../document/move-nodes.ts';
import { faceOf } from '../document/node-face.ts';
import { documentStore, edit } from '../store/document-store.ts';
import { graphNow, titles } from './actions.ts';
import { canvasStore } from './canvas-store.ts';
import { layoutOf } from './card-size.ts';
import type { Command } from './commands.ts';

const section = 'Arrange';
const nodes = () => [...documentStore.getState().selection.nodes].filter((id) => graphNow().nodes[id]);
const comments = () => [...documentStore.getState().selection.comments];
const atLeast = (count: number) => () => nodes().length >= count;

/** Colours that frames take in turn; told apart by the colour-blind (after Tol). */
export const groupColours: readonly string[] = [
  '#4477aa',
  '#228833',
  '#aa3377',
  '#ccbb44',
  '#ee6677',
  '#66ccee',
  '#888888',
];

const sizeOf = (id: string): CardSize => {
  const graph = graphNow();
  const node = graph.nodes[id];
  if (!node) return { width: 0, height: 0 };
  const { width, height } = layoutOf(faceOf(node, graph, catalog), node.collapsed === true);
  return { width: width / gridSize_px, height: height / gridSize_px };
};

const align = (to: Alignment, title: string): Command => ({
  id: `align-${to}`,
  title,
  section,
  keys: [],
  isEnabled: atLeast(2),
  run: () => edit(title, (graph) => alignNodes(graph, nodes(), to, sizeOf)),
});
const distribute = (axis: 'row' | 'column', title: string): Command => ({
  id: `distribute-${axis}`,
  title,
  section,
  keys: [],
  isEnabled: atLeast(3),
  run: () => edit(title, (graph) => distributeNodes(graph, nodes(), axis, sizeOf)),
});
const nudge = (key: string, word: string, columns: number, rows: number): Command => ({
  id: `nudge-${word}`,
  title: `Move ${word}`,
  section,
  keys: [`Shift+${key}`],
  isEnabled: () => nodes().length + comments().length > 0,
  run: () => {
    const ids = nodes();
    const notes = comments();
    edit(
      `Move ${titles(ids, notes.length)}`,
      (graph) => nudgeComments(nudgeNodes(graph, ids, columns, rows), notes, columns, rows),
      `nudge ${ids.join()} ${notes.join()}`,
    );
  },
});

export const arrangeCommands: readonly Command[] = [
  {
    id: 'lay-out',
    title: 'Lay out',
    section,
    keys: ['L'],
    isEnabled: () => Object.keys(graphNow().nodes).length > 1,
    run: ({ view }) => {
      const ids = nodes();
      edit('Lay out', (graph) => layOut(graph, ids.length > 1 ? ids : null, sizeOf));
      view.fit();
    },
  },
  {
    id: 'group',
    title: 'Group',
    section,
    keys: ['Mod+G'],
    isEnabled: atLeast(1),
    run: () => {
      const ids = nodes();
      let id: string | null = null;
      const colour = groupColours[Object.keys(graphNow().groups).length % groupColours.length] ?? '#4477aa';
      edit(`Group ${titles(ids)}`, (graph) => {
        const made = makeGroup(graph, ids, 'Group', colour);
        id = made.id;
        return made.graph;
      });
      if (id !== null) canvasStore.setState({ renaming: { kind: 'group', id } });
    },
  },
  {
    id: 'ungroup',
    title: 'Take out of the group',
    section,
    keys: ['Mod+Alt+G'],
    isEnabled: () => Object.values(graphNow().groups).some((group) => group.nodes.some((id) => nodes().includes(id))),
    run: () => {
      const ids = nodes();
      edit(`Ungroup ${titles(ids)}`, (graph) => removeFromGroups(graph, ids));
    },
  },
  align('left', 'Align left edges'),
  align('centre', 'Align centres across'),
  align('right', 'Align right edges'),
  align('top', 'Align upper edges'),
  align('middle', 'Align centres down'),
  align('bottom', 'Align lower edges'),
  distribute('row', 'Distribute across'),
  distribute('column', 'Distribute down'),
  nudge('ArrowLeft', 'left', -1, 0),
  nudge('ArrowRight', 'right', 1, 0),
  nudge('ArrowUp', 'up', 0, -1),
  nudge('ArrowDown', 'down', 0, 1),
];

export function recolourGroup(id: string, colour: string): void {
  edit('Colour of the group', (graph) => changeGroup(graph, id, { colour }));
}
export function dissolveGroup(id: string): void {
  edit('Ungroup', (graph) => ungroup(graph, id));
}
