import {
  type Exposed,
  type GraphComment,
  type GraphDocument,
  type GraphNode,
  type Group,
  largestComment,
} from './document.ts';
import { GraphError } from './errors.ts';

/** The newest format; `migrations[n]` turns a document of version n into one of version n + 1. */
export const currentFormat = 1;
export const migrations: Readonly<Record<number, (old: Record<string, unknown>) => Record<string, unknown>>> = {};

const maxBytes = 16 * 1024 * 1024;
const maxDepth = 16;

/**
 * Reads a graph file of any version so far.
 * @throws GraphError `not-a-document` naming the field, or `newer-format`.
 */
export function parseDocument(text: string): GraphDocument {
  if (text.length > maxBytes) throw bad(`it has ${text.length} characters, the most is ${maxBytes}`);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw Object.assign(bad(cause instanceof Error ? cause.message : 'it is not JSON'), { cause });
  }
  return checkDocument(json, 'the graph', 0);
}

function checkDocument(json: unknown, where: string, depth: number): GraphDocument {
  if (depth > maxDepth) throw bad(`subgraphs are nested more than ${maxDepth} deep`);
  const raw = object(json, where);
  if (raw['format'] !== 'cellwire-graph') throw bad(`${where} has no "format": "cellwire-graph"`);
  const found = raw['formatVersion'];
  if (typeof found !== 'number' || !Number.isInteger(found) || found < 1)
    throw bad('"formatVersion" is not a whole number above 0');
  if (found > currentFormat) throw new GraphError('newer-format', { found, known: currentFormat });
  let current = raw;
  for (let version = found; version < currentFormat; version++) {
    const migrate = migrations[version];
    if (!migrate) throw bad(`format version ${version} cannot be brought forward`);
    current = migrate(current);
  }
  const known = [
    'format',
    'formatVersion',
    'title',
    'notes',
    'nodes',
    'edges',
    'groups',
    'comments',
    'exposed',
    'subgraphs',
  ];
  // A graph that came with a result says how that was made; `parseProvenance` reads it.
  if (depth === 0) known.push('made');
  rejectUnknown(current, known, where);
  const subgraphs = current['subgraphs'];
  const comments = mapValues(object(current['comments'] ?? {}, 'comments'), checkComment);
  return {
    format: 'cellwire-graph',
    formatVersion: 1,
    title: string(current['title'] ?? '', 'title'),
    notes: string(current['notes'] ?? '', 'notes'),
    nodes: mapValues(object(current['nodes'], 'nodes'), checkNode),
    edges: array(current['edges'], 'edges').map((edge, i) => {
      const pair = array(edge, `edges[${i}]`);
      if (pair.length !== 2) throw bad(`edges[${i}] is not [from, to]`);
      return [string(pair[0], `edges[${i}][0]`), string(pair[1], `edges[${i}][1]`)] as const;
    }),
    groups: mapValues(object(current['groups'] ?? {}, 'groups'), checkGroup),
    ...(Object.keys(comments).length > 0 ? { comments } : {}),
    exposed: checkExposed(object(current['exposed'] ?? {}, 'exposed')),
    ...(subgraphs === undefined
      ? {}
      : { subgraphs: mapValues(object(subgraphs, 'subgraphs'), (one, at) => checkDocument(one, at, depth + 1)) }),
  };
}

function checkNode(json: unknown, where: string): GraphNode {
  const raw = object(json, where);
  rejectUnknown(raw, ['type', 'version', 'params', 'at', 'title', 'note', 'pinned', 'off', 'collapsed'], where);
  const version = raw['version'];
  if (typeof version !== 'number' || !Number.isInteger(version) || version < 1)
    throw bad(`${where}.version is not a whole number above 0`);
  const params = mapValues(object(raw['params'] ?? {}, `${where}.params`), (value, at) => {
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') return value;
    throw bad(`${at} is neither a number, nor text, nor true or false`);
  });
  const at = array(raw['at'] ?? [0, 0], `${where}.at`);
  if (at.length !== 2 || !at.every((value) => Number.isInteger(value))) throw bad(`${where}.at is not [column, row]`);
  for (const flag of ['pinned', 'collapsed']) {
    if (raw[flag] !== undefined && raw[flag] !== true) throw bad(`${where}.${flag} is neither true nor left out`);
  }
  const off = raw['off'];
  if (off !== undefined && off !== 'bypass' && off !== 'mute') throw bad(`${where}.off is neither "bypass" nor "mute"`);
  return {
    type: string(raw['type'], `${where}.type`),
    version,
    params,
    at: [Number(at[0]), Number(at[1])],
    ...(raw['title'] === undefined ? {} : { title: string(raw['title'], `${where}.title`) }),
    ...(raw['note'] === undefined ? {} : { note: string(raw['note'], `${where}.note`) }),
    ...(raw['pinned'] === true ? { pinned: true } : {}),
    ...(off === undefined ? {} : { off }),
    ...(raw['collapsed'] === true ? { collapsed: true } : {}),
  };
}

function checkGroup(json: unknown, where: string): Group {
  const raw = object(json, where);
  rejectUnknown(raw, ['title', 'colour', 'nodes'], where);
  return {
    title: string(raw['title'], `${where}.title`),
    colour: string(raw['colour'], `${where}.colour`),
    nodes: array(raw['nodes'], `${where}.nodes`).map((id) => string(id, `${where}.nodes`)),
  };
}

function checkComment(json: unknown, where: string): GraphComment {
  const raw = object(json, where);
  rejectUnknown(raw, ['text', 'at', 'size', 'colour'], where);
  const at = array(raw['at'], `${where}.at`);
  if (at.length !== 2 || !at.every((value) => Number.isInteger(value))) throw bad(`${where}.at is not [column, row]`);
  const size = array(raw['size'], `${where}.size`);
  if (size.length !== 2 || !size.every(isCommentSize))
    throw bad(`${where}.size is not [columns, rows] from 1 to ${largestComment}`);
  return {
    text: string(raw['text'], `${where}.text`),
    at: [Number(at[0]), Number(at[1])],
    size: [Number(size[0]), Number(size[1])],
    ...(raw['colour'] === undefined ? {} : { colour: string(raw['colour'], `${where}.colour`) }),
  };
}

const isCommentSize = (value: unknown): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= largestComment;

function checkExposed(raw: Record<string, unknown>): Exposed {
  rejectUnknown(raw, ['inputs', 'outputs', 'params'], 'exposed');
  const texts = (name: string) => mapValues(object(raw[name], `exposed.${name}`), string);
  return {
    ...(raw['inputs'] === undefined
      ? {}
      : {
          inputs: mapValues(object(raw['inputs'], 'exposed.inputs'), (value, at) =>
            array(value, at).map((ref) => string(ref, at)),
          ),
        }),
    ...(raw['outputs'] === undefined ? {} : { outputs: texts('outputs') }),
    ...(raw['params'] === undefined ? {} : { params: texts('params') }),
  };
}

const bad = (reason: string) => new GraphError('not-a-document', { reason });
function object(value: unknown, where: string): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) throw bad(`${where} is not an object`);
  return value as Record<string, unknown>;
}
function array(value: unknown, where: string): readonly unknown[] {
  if (!Array.isArray(value)) throw bad(`${where} is not a list`);
  return value;
}
function string(value: unknown, where: string): string {
  if (typeof value !== 'string') throw bad(`${where} is not text`);
  return value;
}
function rejectUnknown(raw: Record<string, unknown>, known: readonly string[], where: string): void {
  const unknown = Object.keys(raw).find((key) => !known.includes(key));
  if (unknown !== undefined) throw bad(`${where} has an unknown field "${unknown}"`);
}
function mapValues<T>(raw: Record<string, unknown>, check: (value: unknown, where: string) => T): Record<string, T> {
  // A prototype of null: an id such as "__proto__" is an ordinary key.
  const out: Record<string, T> = Object.create(null) as Record<string, T>;
  for (const [key, value] of Object.entries(raw)) out[key] = check(value, key);
  return out;
}
