import { addNode } from '../../src/editor/document/add-node.ts';
import { type Alignment, alignNodes, distributeNodes, layOut } from '../../src/editor/document/arrange.ts';
import { copyNodes, duplicateNodes, pasteNodes } from '../../src/editor/document/clipboard.ts';
import {
  addComment,
  changeComment,
  moveComments,
  nudgeComments,
  removeComments,
} from '../../src/editor/document/comments.ts';
import { connect, connectionProblem, disconnect, portAt } from '../../src/editor/document/connect.ts';
import { connectThrough, convertersFor, insertOnEdge } from '../../src/editor/document/converters.ts';
import {
  collapseNodes,
  describeGraph,
  pinNodes,
  renameNode,
  setNote,
  setTitle,
  switchNodes,
} from '../../src/editor/document/describe-nodes.ts';
import { type ExposedSide, expose, renameExposed, unexpose } from '../../src/editor/document/expose.ts';
import { addToGroup, changeGroup, makeGroup, removeFromGroups, ungroup } from '../../src/editor/document/groups.ts';
import { moveNodes, nudgeNodes } from '../../src/editor/document/move-nodes.ts';
import { faceOf } from '../../src/editor/document/node-face.ts';
import { placeSubgraph } from '../../src/editor/document/place-subgraph.ts';
import { removeNodes } from '../../src/editor/document/remove-nodes.ts';
import { paramProblem, resetParams, setParam } from '../../src/editor/document/set-param.ts';
import { extractSubgraph, makeSubgraph } from '../../src/editor/document/subgraph.ts';
import { unpackProblem, unpackSubgraph } from '../../src/editor/document/unpack-subgraph.ts';
import { catalog } from '../../src/nodes/library.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import type { Param, StoredParam } from '../../src/runtime/node/params.ts';

/** Three numbers from 0 to 255 that say what an edit does to which part of a graph. */
export interface Dice {
  readonly a: number;
  readonly b: number;
  readonly c: number;
}
/** What was copied, between the edits of a sequence. */
export interface Clipboard {
  text: string | null;
}
export interface RandomEdit {
  readonly name: string;
  /** What is computed must stay the same. */
  readonly keepsResults?: true;
  change(graph: GraphDocument, dice: Dice, clipboard: Clipboard): GraphDocument;
}

const types = [
  'io.open-movie',
  'denoise.gaussian',
  'segment.threshold',
  'segment.fill-holes',
  'measure.object-features',
  'track.from-labels',
  'track.relabel',
  'drift.estimate',
  'drift.apply',
  'drift.correct-drift',
  'io.save-labels',
] as const;
const words = ['Blur', 'a.b/c', '', '__proto__', 'Ähnlich schön', 'constructor', 'movie', '数'];
const alignments: readonly Alignment[] = ['left', 'centre', 'right', 'top', 'middle', 'bottom'];
const sides: readonly ExposedSide[] = ['inputs', 'outputs', 'params'];

const pick = <T>(from: readonly T[], number: number): T | undefined =>
  from.length > 0 ? from[number % from.length] : undefined;
const ids = (graph: GraphDocument): readonly string[] => Object.keys(graph.nodes).sort();
const one = (graph: GraphDocument, number: number): string => pick(ids(graph), number) ?? 'gone';
/** Those nodes whose bit is set, from the `skip`-th on. */
const some = (graph: GraphDocument, bits: number, skip = 0): readonly string[] =>
  ids(graph).filter((_, i) => ((bits >> ((i + skip) % 8)) & 1) === 1);
const word = (number: number): string => pick(words, number) ?? '';
/** Words that may be a name on the outside: anything may be asked for. */
const refs = (graph: GraphDocument, side: ExposedSide): readonly string[] =>
  ids(graph).flatMap((id) => {
    const face = faceOf(graph.nodes[id] as NonNullable<GraphDocument['nodes'][string]>, graph, catalog);
    const names = side === 'params' ? [...face.params.keys()] : face[side].map(({ name }) => name);
    return names.map((name) => `${id}.${name}`);
  });
function someValue(param: Param, number: number): StoredParam {
  if (param.type === 'toggle') return number % 2 === 0;
  if (param.type === 'choice') return pick(param.options, number) ?? '';
  if (param.type === 'text' || param.type === 'file') return number % 3 === 0 ? '' : word(number);
  if (number % 5 === 0) return param.default;
  return pick([param.min, param.max, Math.round((param.min + param.max) / 2), '2.5 µm', Number.NaN], number) ?? 0;
}
const group = (graph: GraphDocument, number: number): string =>
  pick(Object.keys(graph.groups).sort(), number) ?? 'gone';
const notes = (graph: GraphDocument): readonly string[] => Object.keys(graph.comments ?? {}).sort();
const someNotes = (graph: GraphDocument, bits: number): readonly string[] =>
  notes(graph).filter((_, i) => ((bits >> (i % 8)) & 1) === 1);
const wire = (graph: GraphDocument, number: number) => pick(graph.edges, number) ?? (['gone.a', 'gone.b'] as const);

export const randomEdits: readonly RandomEdit[] = [
  ...Array.from(
    { length: 3 },
    (): RandomEdit => ({
      name: 'add',
      change: (graph, { a, b, c }) =>
        ids(graph).length > 14 ? graph : addNode(graph, pick(types, a) ?? '', [b / 7, c / 7], catalog).graph,
    }),
  ),
  ...Array.from(
    { length: 4 },
    (): RandomEdit => ({
      name: 'connect',
      change(graph, { a, b, c }) {
        const from = pick(refs(graph, 'outputs'), a);
        const kind = from === undefined ? undefined : portAt(graph, from, 'outputs', catalog)?.kind;
        const inputs = refs(graph, 'inputs');
        const fitting = inputs.filter((ref) => portAt(graph, ref, 'inputs', catalog)?.kind === kind);
        const to = pick(c % 4 === 0 ? inputs : fitting, b);
        if (from === undefined || to === undefined || kind === undefined) return graph;
        if (connectionProblem(graph, from, to, catalog) === null) return connect(graph, from, to, catalog);
        const other = portAt(graph, to, 'inputs', catalog)?.kind;
        const converter = other && pick(convertersFor(kind, other, catalog), c);
        const isLoop = connectionProblem(graph, from, to, catalog)?.startsWith('That would') === true;
        if (!converter || isLoop || from.split('.')[0] === to.split('.')[0]) return graph;
        try {
          return connectThrough(graph, from, to, converter, catalog).graph;
        } catch (error) {
          // Only a loop may be in the way of a converter.
          if (error instanceof RangeError && error.message.startsWith('That would be a loop')) return graph;
          throw error;
        }
      },
    }),
  ),
  { name: 'disconnect', change: (graph, { a }) => disconnect(graph, [wire(graph, a)]) },
  { name: 'insert', change: (graph, { a, b }) => insertOnEdge(graph, one(graph, a), wire(graph, b), catalog) ?? graph },
  { name: 'remove', change: (graph, { a, b }) => removeNodes(graph, [one(graph, a)], catalog, b % 3 > 0) },
  { name: 'remove some', change: (graph, { a, b }) => removeNodes(graph, some(graph, a & b), catalog) },
  {
    name: 'move',
    keepsResults: true,
    change: (graph, { a, b, c }) => moveNodes(graph, new Map([[one(graph, a), [b - 128, c / 3]]])),
  },
  {
    name: 'nudge',
    keepsResults: true,
    change: (graph, { a, b }) => nudgeNodes(graph, some(graph, a), (b % 5) - 2, (b % 3) - 1),
  },
  {
    name: 'set',
    change(graph, { a, b, c }) {
      const id = one(graph, a);
      const node = graph.nodes[id];
      const [name, param] = (node && pick([...faceOf(node, graph, catalog).params], b)) ?? ['gone', undefined];
      const value = param ? someValue(param, c) : c;
      return paramProblem(graph, id, name, value, catalog) === null ? setParam(graph, id, name, value, catalog) : graph;
    },
  },
  { name: 'reset', change: (graph, { a }) => resetParams(graph, one(graph, a)) },
  { name: 'title', keepsResults: true, change: (graph, { a, b }) => setTitle(graph, one(graph, a), word(b), catalog) },
  { name: 'note', keepsResults: true, change: (graph, { a, b }) => setNote(graph, one(graph, a), word(b)) },
  {
    name: 'describe',
    keepsResults: true,
    change: (graph, { a }) => describeGraph(graph, { title: word(a), notes: word(a + 1) }),
  },
  { name: 'rename', keepsResults: true, change: (graph, { a, b }) => renameNode(graph, one(graph, a), word(b)).graph },
  { name: 'pin', keepsResults: true, change: (graph, { a, b }) => pinNodes(graph, some(graph, a), b % 2 === 0) },
  {
    name: 'collapse',
    keepsResults: true,
    change: (graph, { a, b }) => collapseNodes(graph, some(graph, a), b % 2 === 0),
  },
  {
    name: 'switch',
    change: (graph, { a, b }) =>
      switchNodes(graph, [one(graph, a)], pick(['bypass', 'mute', null] as const, b) ?? null),
  },
  {
    name: 'group',
    keepsResults: true,
    change: (graph, { a, b }) => makeGroup(graph, some(graph, a), word(b), '#4477aa').graph,
  },
  {
    name: 'change group',
    keepsResults: true,
    change: (graph, { a, b }) => changeGroup(graph, group(graph, a), { title: word(b) }),
  },
  {
    name: 'add to group',
    keepsResults: true,
    change: (graph, { a, b }) => addToGroup(graph, group(graph, a), some(graph, b)),
  },
  { name: 'remove from groups', keepsResults: true, change: (graph, { a }) => removeFromGroups(graph, some(graph, a)) },
  { name: 'ungroup', keepsResults: true, change: (graph, { a }) => ungroup(graph, group(graph, a)) },
  {
    name: 'add comment',
    keepsResults: true,
    change: (graph, { a, b, c }) =>
      notes(graph).length > 6 ? graph : addComment(graph, word(a), [b - 100, c / 3]).graph,
  },
  {
    name: 'change comment',
    keepsResults: true,
    change: (graph, { a, b, c }) =>
      changeComment(graph, pick(notes(graph), a) ?? 'gone', {
        ...(b % 2 === 0 ? { text: word(c) } : { size: [b, c] }),
        ...(c % 3 === 0 && { colour: b % 2 === 0 ? '#4477aa' : null }),
      }),
  },
  {
    name: 'move comments',
    keepsResults: true,
    change: (graph, { a, b, c }) =>
      a % 2 === 0
        ? nudgeComments(graph, notes(graph), (b % 5) - 2, 1)
        : moveComments(graph, new Map([[pick(notes(graph), a) ?? 'gone', [b, c]]])),
  },
  {
    name: 'remove comments',
    keepsResults: true,
    change: (graph, { a }) => removeComments(graph, someNotes(graph, a)),
  },
  {
    name: 'copy',
    change(graph, { a, b }, clipboard) {
      clipboard.text = copyNodes(graph, some(graph, a), someNotes(graph, b));
      return graph;
    },
  },
  {
    name: 'paste',
    change: (graph, { a, b }, { text }) =>
      text === null || ids(graph).length > 12 ? graph : pasteNodes(graph, text, a % 2 === 0 ? null : [a, b]).graph,
  },
  {
    name: 'duplicate',
    change: (graph, { a, b, c }) =>
      ids(graph).length > 12 ? graph : duplicateNodes(graph, some(graph, a & b), c % 2 === 0).graph,
  },
  {
    name: 'align',
    keepsResults: true,
    change: (graph, { a, b }) => alignNodes(graph, some(graph, a), pick(alignments, b) ?? 'left'),
  },
  {
    name: 'distribute',
    keepsResults: true,
    change: (graph, { a, b }) => distributeNodes(graph, some(graph, a), b % 2 === 0 ? 'row' : 'column'),
  },
  {
    name: 'lay out',
    keepsResults: true,
    // Seldom: it takes as long as a hundred others.
    change: (graph, { a, b }) => (a % 16 > 0 ? graph : layOut(graph, b % 2 === 0 ? null : some(graph, b))),
  },
  ...Array.from(
    { length: 3 },
    (): RandomEdit => ({
      name: 'make subgraph',
      keepsResults: true,
      change: (graph, { a, b, c }) => makeSubgraph(graph, some(graph, a, c), word(b), someNotes(graph, c)).graph,
    }),
  ),
  {
    name: 'unpack',
    keepsResults: true,
    change(graph, { a }) {
      const id = pick(
        ids(graph).filter((one_) => unpackProblem(graph, one_, catalog) === null),
        a,
      );
      return id === undefined ? graph : unpackSubgraph(graph, id, catalog).graph;
    },
  },
  {
    name: 'place subgraph',
    change: (graph, { a, b }) =>
      ids(graph).length > 12
        ? graph
        : placeSubgraph(graph, extractSubgraph(graph, some(graph, a), word(b)), [a, b], catalog).graph,
  },
  {
    name: 'expose',
    change(graph, { a, b, c }) {
      const side = pick(sides, a) ?? 'params';
      const ref = pick(refs(graph, side), b);
      return ref === undefined ? graph : expose(graph, side, ref, catalog, c % 2 === 0 ? undefined : word(c));
    },
  },
  {
    name: 'unexpose',
    change(graph, { a, b }) {
      const side = pick(sides, a) ?? 'params';
      return unexpose(graph, side, pick(Object.keys(graph.exposed[side] ?? {}).sort(), b) ?? 'gone');
    },
  },
  {
    name: 'rename exposed',
    keepsResults: true,
    change(graph, { a, b, c }) {
      const side = pick(sides, a) ?? 'params';
      return renameExposed(graph, side, pick(Object.keys(graph.exposed[side] ?? {}).sort(), b) ?? 'gone', word(c));
    },
  },
];
