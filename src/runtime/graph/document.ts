import type { StoredParam } from '../node/params.ts';
import { GraphError } from './errors.ts';

/** The file a user saves and shares: no view state, no results, no paths of one person's disk. */
export interface GraphDocument {
  readonly format: 'cellwire-graph';
  readonly formatVersion: 1;
  readonly title: string;
  readonly notes: string;
  /** By a short readable id (`blur`, `blur-2`). */
  readonly nodes: Readonly<Record<string, GraphNode>>;
  readonly edges: ReadonlyArray<readonly [from: string, to: string]>;
  /** Frames on the canvas: title, colour, members. */
  readonly groups: Readonly<Record<string, Group>>;
  /** Texts on the canvas; nothing is computed from them. Left out where there are none. */
  readonly comments?: Readonly<Record<string, GraphComment>>;
  /** What a graph that uses this one as a node sees. */
  readonly exposed: Exposed;
  /** Graphs used as nodes of this one, as node type `graph.<name>`; left out where there are none. */
  readonly subgraphs?: Readonly<Record<string, GraphDocument>>;
}
export interface GraphNode {
  readonly type: string;
  readonly version: number;
  /** Only values that differ from the default of that version. */
  readonly params: Readonly<Record<string, StoredParam>>;
  /** Grid units of the editor; integers, so that a nudge is a small diff. */
  readonly at: readonly [column: number, row: number];
  readonly title?: string;
  readonly note?: string;
  /** Its results are kept in the cache. */
  readonly pinned?: true;
  /**
   * Left out when the graph runs. bypass: what enters passes by, to outputs of the same kind. mute: what needs it is left
   * out too.
   */
  readonly off?: 'bypass' | 'mute';
  /** Drawn as its title alone. */
  readonly collapsed?: true;
}
export interface Group {
  readonly title: string;
  readonly colour: string;
  readonly nodes: readonly string[];
}
/** A free text on the canvas. */
export interface GraphComment {
  readonly text: string;
  /** Upper left corner, grid units of `GraphNode.at`. */
  readonly at: readonly [column: number, row: number];
  /** Grid units, 1 to `largestComment`. */
  readonly size: readonly [columns: number, rows: number];
  /** As of a group; left out: that of paper. */
  readonly colour?: string;
}
export const largestComment = 500;
/** Names on the outside → `node.port` or `node.param` inside; an input may feed several ports. */
export interface Exposed {
  readonly inputs?: Readonly<Record<string, readonly string[]>>;
  readonly outputs?: Readonly<Record<string, string>>;
  readonly params?: Readonly<Record<string, string>>;
}

export interface Endpoint {
  readonly node: string;
  readonly port: string;
}
export function parseEndpoint(ref: string): Endpoint {
  const dot = ref.lastIndexOf('.');
  if (dot <= 0) throw new GraphError('not-a-document', { reason: `"${ref}" is not of the form node.port` });
  return { node: ref.slice(0, dot), port: ref.slice(dot + 1) };
}

/**
 * The document as text: keys sorted, one node and one edge a line, so that `git diff` reads well.
 * @returns text that `parseDocument` and `writeDocument` give back byte for byte.
 */
export function writeDocument(document: GraphDocument): string {
  return `${writeBody(document, '')}\n`;
}

function writeBody(document: GraphDocument, indent: string): string {
  const inner = `${indent}  `;
  const block = (entries: readonly string[], [open, close]: readonly [string, string]) =>
    entries.length === 0
      ? open + close
      : `${open}\n${entries.map((entry) => `${inner}  ${entry}`).join(',\n')}\n${inner}${close}`;
  const record = <T>(values: Readonly<Record<string, T>>, write: (value: T) => string) =>
    block(
      Object.keys(values)
        .sort()
        .map((key) => `${JSON.stringify(key)}: ${write(values[key] as T)}`),
      ['{', '}'],
    );
  const edges = document.edges.map(([from, to]) => `[${JSON.stringify(from)}, ${JSON.stringify(to)}]`).sort();
  const fields = [
    `"format": ${JSON.stringify(document.format)}`,
    `"formatVersion": ${document.formatVersion}`,
    `"title": ${JSON.stringify(document.title)}`,
    `"notes": ${JSON.stringify(document.notes)}`,
    `"nodes": ${record(document.nodes, inline)}`,
    `"edges": ${block(edges, ['[', ']'])}`,
    `"groups": ${record(document.groups, inline)}`,
    ...(Object.keys(document.comments ?? {}).length > 0
      ? [`"comments": ${record(document.comments ?? {}, inline)}`]
      : []),
    `"exposed": ${inline(document.exposed)}`,
    ...(document.subgraphs
      ? [`"subgraphs": ${record(document.subgraphs, (one) => writeBody(one, `${inner}  `))}`]
      : []),
  ];
  return `{\n${fields.map((field) => inner + field).join(',\n')}\n${indent}}`;
}

/** A value on one line with spaces, keys in the order of `order`, others sorted behind. */
function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, v]) => v !== undefined);
  if (entries.length === 0) return '{}';
  entries.sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : 1));
  return `{ ${entries.map(([k, v]) => `${JSON.stringify(k)}: ${inline(v)}`).join(', ')} }`;
}
const order = ['type', 'version', 'title', 'inputs', 'outputs', 'params', 'at'];
const rank = (key: string) => (order.includes(key) ? order.indexOf(key) : order.length);
