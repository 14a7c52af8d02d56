import type { Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { faceOfType, type NodeFace, type PortFace } from '../document/node-face.ts';

/** A kind of node that can be added. */
export interface NodeEntry {
  readonly type: string;
  readonly face: NodeFace;
}

/** All that can be added to a graph: nodes, ready graphs, and the graph's own subgraphs. */
export function nodeEntries(graph: GraphDocument, catalog: Catalog): readonly NodeEntry[] {
  const own = Object.keys(graph.subgraphs ?? {}).map((name) => `graph.${name}`);
  const types = [...new Set([...catalog.nodes.keys(), ...catalog.graphs.keys(), ...own])];
  return types.map((type) => ({ type, face: faceOfType(type, graph, catalog) }));
}

/** The port of a node that takes, or gives, a kind; required inputs before optional ones. */
export function fittingPort(face: NodeFace, kind: Kind, side: 'input' | 'output'): PortFace | undefined {
  const ports = (side === 'input' ? face.inputs : face.outputs).filter((port) => port.kind === kind);
  return ports.find(({ optional }) => !optional) ?? ports[0];
}

/**
 * Entries that answer a query, best first: by title, then by what users of other tools call it, then by what it does.
 * Every word of the query must be found. An empty query gives all, in their order.
 */
export function searchNodes(entries: readonly NodeEntry[], query: string): readonly NodeEntry[] {
  const words = plain(query)
    .split(' ')
    .filter((word) => word !== '' && !fillers.has(word));
  if (words.length === 0) return entries;
  return entries
    .map((entry) => ({ entry, score: scoreOf(entry, words, plain(query).trim()) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || a.entry.face.title.localeCompare(b.entry.face.title, 'en'))
    .map(({ entry }) => entry);
}

const fillers = new Set(['a', 'an', 'the', 'of', 'my', 'to', 'in', 'and', 'for', 'with']);
const plain = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/[^a-z0-9µ]+/g, ' ');

interface Texts {
  readonly title: string;
  readonly keywords: readonly string[];
  readonly rest: string;
}
const texts = new WeakMap<NodeFace, Texts>();
function textsOf({ type, face }: NodeEntry): Texts {
  const known = texts.get(face);
  if (known) return known;
  const made = {
    title: plain(face.title),
    keywords: face.keywords.map(plain),
    rest: plain(`${face.summary} ${type}`),
  };
  texts.set(face, made);
  return made;
}

function scoreOf(entry: NodeEntry, words: readonly string[], whole: string): number {
  const { title, keywords, rest } = textsOf(entry);
  if (title === whole) return 1000;
  // The first keywords are what a node is called most; of two, the shorter title says it more exactly.
  if (keywords.includes(whole)) return 500 - keywords.indexOf(whole) - title.length / 1000;
  let score = title.startsWith(whole) ? 100 : 0;
  for (const word of words) {
    const best = Math.max(
      place(title, word) * 10,
      ...keywords.map((keyword) => (keyword === word ? 9 : place(keyword, word) * 6)),
      place(rest, word) * 2,
      word.length > 2 && isSpelledIn(word, title) ? 1 : 0,
    );
    if (best === 0) return 0;
    score += best;
  }
  return score - title.length / 1000;
}

/** 1 for a whole word, less for the start of one, less again for the middle. */
function place(text: string, word: string): number {
  const at = ` ${text} `;
  if (at.includes(` ${word} `)) return 1;
  if (at.includes(` ${word}`)) return 0.8;
  return word.length > 2 && at.includes(word) ? 0.4 : 0;
}

/** Whether the letters stand in the text in this order, from the start of a word: `tmed` for `temporal median`. */
function isSpelledIn(word: string, text: string): boolean {
  if (!` ${text}`.includes(` ${word[0]}`)) return false;
  let from = 0;
  for (const letter of word) {
    const at = text.indexOf(letter, from);
    if (at < 0) return false;
    from = at + 1;
  }
  return true;
}
