import { catalog } from '../../nodes/library.ts';
import { parseEndpoint } from '../../runtime/graph/document.ts';
import { collapseNodes, pinNodes, switchNodes } from '../document/describe-nodes.ts';
import { subgraphOf } from '../document/graph-at.ts';
import { faceOf } from '../document/node-face.ts';
import { outputOf } from '../document/output-of.ts';
import { makeSubgraph } from '../document/subgraph.ts';
import { unpackProblem, unpackSubgraph } from '../document/unpack-subgraph.ts';
import { saveToLibrary } from '../library/saved-subgraphs.ts';
import { documentStore, edit, editAndSelect, openPath, select } from '../store/document-store.ts';
import { look } from '../store/view-store.ts';
import { graphNow, titleNow, titles, wireOf } from './actions.ts';
import { announce } from './announce.ts';
import { canvasStore } from './canvas-store.ts';
import { mainOutput } from './card-size.ts';
import type { Command } from './commands.ts';

const section = 'Nodes';
const nodes = () => [...documentStore.getState().selection.nodes].filter((id) => graphNow().nodes[id]);
const hasNodes = () => nodes().length > 0;
const onlyNode = (): string | null => (nodes().length === 1 ? (nodes()[0] ?? null) : null);
const isGraph = (id: string | null): id is string => id !== null && subgraphOf(graphNow(), id, catalog) !== undefined;

export const nodeCommands: readonly Command[] = [
  {
    id: 'open',
    title: 'Open, or look at the output',
    section,
    keys: ['Enter'],
    isEnabled: () => onlyNode() !== null,
    run: () => openOrLook(onlyNode()),
  },
  {
    id: 'look',
    title: 'Look at the output',
    section,
    keys: ['V'],
    isEnabled: () => onlyNode() !== null,
    run: () => lookAt(onlyNode(), false),
  },
  {
    id: 'look-beside',
    title: 'Look at the output beside the other',
    section,
    keys: ['Shift+V'],
    isEnabled: () => onlyNode() !== null,
    run: () => lookAt(onlyNode(), true),
  },
  {
    id: 'wire',
    title: 'Lay a wire …',
    section,
    keys: ['W'],
    isEnabled: () => onlyNode() !== null,
    run: () => canvasStore.setState({ wiringFrom: onlyNode() }),
  },
  {
    id: 'rename',
    title: 'Rename',
    section,
    keys: ['F2'],
    isEnabled: () => onlyNode() !== null,
    run: () => {
      const id = onlyNode();
      if (id !== null) canvasStore.setState({ renaming: { kind: 'node', id } });
    },
  },
  {
    id: 'note',
    title: 'Write a note',
    section,
    keys: ['N'],
    isEnabled: () => onlyNode() !== null,
    run: () => {
      const id = onlyNode();
      if (id !== null) canvasStore.setState({ renaming: { kind: 'note', id } });
    },
  },
  {
    id: 'run-to',
    title: 'Run to here',
    section,
    keys: ['Mod+Enter'],
    isEnabled: hasNodes,
    run: ({ session }) => {
      const { path } = documentStore.getState();
      session.run(nodes().map((id) => [...path, id].join('/')));
    },
  },
  { id: 'mute', title: 'Mute, or not', section, keys: ['M'], isEnabled: hasNodes, run: () => toggleOff('mute') },
  { id: 'bypass', title: 'Bypass, or not', section, keys: ['B'], isEnabled: hasNodes, run: () => toggleOff('bypass') },
  {
    id: 'pin',
    title: 'Pin, or not: keep the result',
    section,
    keys: ['P'],
    isEnabled: hasNodes,
    run: () => togglePin(),
  },
  { id: 'collapse', title: 'Collapse, or not', section, keys: ['C'], isEnabled: hasNodes, run: () => toggleCollapse() },
  {
    id: 'make-subgraph',
    title: 'Make a subgraph',
    section,
    keys: ['Mod+Shift+G'],
    isEnabled: hasNodes,
    run: () => makeSubgraphOf(nodes()),
  },
  {
    id: 'save-subgraph',
    title: 'Save to the library',
    section,
    keys: [],
    isEnabled: () => isGraph(onlyNode()),
    run: () => {
      const id = onlyNode();
      const inner = id === null ? undefined : subgraphOf(graphNow(), id, catalog);
      if (id !== null && inner) void saveToLibrary({ ...inner, title: titleNow(id) });
    },
  },
  {
    id: 'unpack',
    title: 'Unpack the subgraph',
    section,
    keys: ['Mod+Shift+U'],
    isEnabled: () => isGraph(onlyNode()) && unpackProblem(graphNow(), onlyNode() ?? '', catalog) === null,
    run: () => {
      const id = onlyNode();
      if (id === null) return;
      editAndSelect(`Unpack ${titleNow(id)}`, (graph) => unpackSubgraph(graph, id, catalog));
    },
  },
];

/** Opens a subgraph on the canvas; of other nodes, shows the output. */
export function openOrLook(id: string | null): void {
  if (!isGraph(id)) {
    lookAt(id, false);
    return;
  }
  const { path } = documentStore.getState();
  const title = titleNow(id);
  openPath([...path, id]);
  announce(`${title}, ${Object.keys(graphNow().nodes).length} nodes`);
}

/** Shows the main output of a node in the viewer. */
export function lookAt(id: string | null, beside: boolean): void {
  const node = id === null ? undefined : graphNow().nodes[id];
  const main = node ? mainOutput(faceOf(node, graphNow(), catalog)) : undefined;
  if (id === null || !main) return;
  lookAtPort(id, main.name, beside);
}

export function lookAtPort(id: string, port: string, beside: boolean): void {
  const { document, path } = documentStore.getState();
  const output = outputOf(document, path, id, port, catalog);
  if (output) look(output, beside);
}

/** Shows what a wire carries in the viewer. */
export function lookAtWire(wire: string, beside: boolean): void {
  const from = wireOf(graphNow(), wire)?.[0];
  if (from === undefined) return;
  const { node, port } = parseEndpoint(from);
  lookAtPort(node, port, beside);
}

/** What all have is taken off; else all get it. */
function toggleOff(how: 'mute' | 'bypass'): void {
  const ids = nodes();
  const areAll = ids.every((id) => graphNow().nodes[id]?.off === how);
  const verb = areAll ? 'Switch on' : how === 'mute' ? 'Mute' : 'Bypass';
  edit(`${verb} ${titles(ids)}`, (graph) => switchNodes(graph, ids, areAll ? null : how));
}

function togglePin(): void {
  const ids = nodes();
  const areAll = ids.every((id) => graphNow().nodes[id]?.pinned);
  edit(`${areAll ? 'Unpin' : 'Pin'} ${titles(ids)}`, (graph) => pinNodes(graph, ids, !areAll));
}

function toggleCollapse(): void {
  const ids = nodes();
  const areAll = ids.every((id) => graphNow().nodes[id]?.collapsed);
  edit(`${areAll ? 'Expand' : 'Collapse'} ${titles(ids)}`, (graph) => collapseNodes(graph, ids, !areAll));
}

function makeSubgraphOf(ids: readonly string[]): void {
  let made: readonly string[] = [];
  edit(`Make a subgraph of ${titles(ids)}`, (graph) => {
    const title = ids.length === 1 ? titleNow(ids[0] ?? '') : 'Subgraph';
    const added = makeSubgraph(graph, ids, title, [...documentStore.getState().selection.comments]);
    made = added.ids;
    return added.graph;
  });
  const [id] = made;
  if (id === undefined) return;
  select({ nodes: new Set([id]) });
  canvasStore.setState({ renaming: { kind: 'node', id } });
}
