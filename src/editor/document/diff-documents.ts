import { type GraphDocument, type GraphNode, writeDocument } from '../../runtime/graph/document.ts';
import type { StoredParam } from '../../runtime/node/params.ts';
import type { GraphPath } from './graph-at.ts';

/** A parameter that has another value; `undefined` stands for its default. */
export interface ParamChange {
  readonly param: string;
  readonly from: StoredParam | undefined;
  readonly to: StoredParam | undefined;
}
export interface NodeChange {
  readonly id: string;
  readonly params: readonly ParamChange[];
  readonly isMoved: boolean;
  /** Fields that differ besides: title, note, off, pinned, collapsed, version, type. */
  readonly fields: readonly (keyof GraphNode)[];
}
/** Parts of a graph that are compared as a whole. */
export type GraphPart = 'title' | 'notes' | 'groups' | 'comments' | 'exposed';
/** What differs between two graphs at one place of a document. */
export interface GraphDiff {
  /** Names of subgraphs from the root down; empty for the root. */
  readonly path: GraphPath;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly changed: readonly NodeChange[];
  readonly wiresAdded: GraphDocument['edges'];
  readonly wiresRemoved: GraphDocument['edges'];
  /** Other parts that differ, and subgraphs that one of the two lacks. */
  readonly parts: readonly (GraphPart | 'subgraphs')[];
}

/** What changed from one document to another, the root first; graphs without a difference are left out. */
export function diffDocuments(before: GraphDocument, after: GraphDocument, path: GraphPath = []): readonly GraphDiff[] {
  if (before === after) return [];
  const changed = Object.keys(before.nodes)
    .filter((id) => Object.hasOwn(after.nodes, id))
    .sort()
    .flatMap((id) => nodeChange(id, before.nodes[id] as GraphNode, after.nodes[id] as GraphNode) ?? []);
  const inner = Object.keys(before.subgraphs ?? {})
    .filter((name) => Object.hasOwn(after.subgraphs ?? {}, name))
    .sort();
  const own: GraphDiff = {
    path,
    added: missing(after.nodes, before.nodes),
    removed: missing(before.nodes, after.nodes),
    changed,
    wiresAdded: wiresMissing(after, before),
    wiresRemoved: wiresMissing(before, after),
    parts: [
      ...(['title', 'notes', 'groups', 'comments', 'exposed'] as const).filter((part) => !isSame(part, before, after)),
      ...(hasSameNames(before.subgraphs, after.subgraphs) ? [] : (['subgraphs'] as const)),
    ],
  };
  const deeper = inner.flatMap((name) =>
    diffDocuments(before.subgraphs?.[name] as GraphDocument, after.subgraphs?.[name] as GraphDocument, [...path, name]),
  );
  return hasChanges(own) ? [own, ...deeper] : deeper;
}

function nodeChange(id: string, before: GraphNode, after: GraphNode): NodeChange | null {
  if (before === after) return null;
  const names = [...new Set([...Object.keys(before.params), ...Object.keys(after.params)])].sort();
  const params = names
    .map((param) => ({ param, from: own(before.params, param), to: own(after.params, param) }))
    .filter(({ from, to }) => from !== to);
  const isMoved = before.at[0] !== after.at[0] || before.at[1] !== after.at[1];
  const fields = (['type', 'version', 'title', 'note', 'pinned', 'off', 'collapsed'] as const).filter(
    (field) => before[field] !== after[field],
  );
  return params.length > 0 || isMoved || fields.length > 0 ? { id, params, isMoved, fields } : null;
}
const own = (params: GraphNode['params'], name: string): StoredParam | undefined =>
  Object.hasOwn(params, name) ? params[name] : undefined;

/** As written: the order of keys is no difference. */
function isSame(part: GraphPart, before: GraphDocument, after: GraphDocument): boolean {
  if (before[part] === after[part]) return true;
  const alone = (graph: GraphDocument) => writeDocument({ ...bare, [part]: graph[part] });
  return alone(before) === alone(after);
}
const bare: GraphDocument = {
  format: 'cellwire-graph',
  formatVersion: 1,
  title: '',
  notes: '',
  nodes: {},
  edges: [],
  groups: {},
  exposed: {},
};

const missing = (from: Readonly<Record<string, unknown>>, other: Readonly<Record<string, unknown>>) =>
  Object.keys(from)
    .filter((key) => !Object.hasOwn(other, key))
    .sort();
const hasSameNames = (a: GraphDocument['subgraphs'] = {}, b: GraphDocument['subgraphs'] = {}): boolean =>
  missing(a, b).length === 0 && missing(b, a).length === 0;

function wiresMissing(from: GraphDocument, other: GraphDocument): GraphDocument['edges'] {
  if (from.edges === other.edges) return [];
  const there = new Set(other.edges.map((edge) => JSON.stringify(edge)));
  return from.edges.filter((edge) => !there.has(JSON.stringify(edge)));
}

const hasChanges = ({ added, removed, changed, wiresAdded, wiresRemoved, parts }: GraphDiff): boolean =>
  added.length + removed.length + changed.length + wiresAdded.length + wiresRemoved.length + parts.length > 0;

/** A difference in one line for a list: "2 nodes added, threshold.method otsu → li". */
export function describeDiff(diffs: readonly GraphDiff[]): string {
  const count = (of: (diff: GraphDiff) => number) => diffs.reduce((sum, diff) => sum + of(diff), 0);
  const some = (number: number, one: string, many: string, verb: string): readonly string[] =>
    number === 0 ? [] : [`${number} ${number === 1 ? one : many} ${verb}`];
  const values = diffs.flatMap(({ path, changed }) =>
    changed.flatMap(({ id, params }) =>
      params.map(({ param, from, to }) => `${[...path, id].join('/')}.${param} ${shown(from)} → ${shown(to)}`),
    ),
  );
  const texts = [
    ...some(
      count(({ added }) => added.length),
      'node',
      'nodes',
      'added',
    ),
    ...some(
      count(({ removed }) => removed.length),
      'node',
      'nodes',
      'removed',
    ),
    ...(values.length > 3 ? [`${values.length} parameters changed`] : values),
    ...some(
      count(({ wiresAdded }) => wiresAdded.length),
      'wire',
      'wires',
      'added',
    ),
    ...some(
      count(({ wiresRemoved }) => wiresRemoved.length),
      'wire',
      'wires',
      'removed',
    ),
    ...some(
      count(({ changed }) => changed.filter(({ isMoved }) => isMoved).length),
      'node',
      'nodes',
      'moved',
    ),
  ];
  if (texts.length > 0) return texts.join(', ');
  return diffs.length === 0 ? 'no difference' : 'names, notes, comments or groups changed';
}
const shown = (value: StoredParam | undefined): string => (value === undefined ? 'default' : String(value));
