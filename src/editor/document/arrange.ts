import { Graph, layout } from '@dagrejs/dagre';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { cardWidth, columnPitch, rowPitch } from './grid.ts';
import { cornerOf, moveNodes } from './move-nodes.ts';
import { nodeOf } from './node-of.ts';

/** Size of a node's card, grid units. */
export interface CardSize {
  readonly width: number;
  readonly height: number;
}
export type SizeOf = (id: string) => CardSize;
export type Alignment = 'left' | 'centre' | 'right' | 'top' | 'middle' | 'bottom';

const gap = columnPitch - cardWidth;
const usual: SizeOf = () => ({ width: cardWidth, height: rowPitch - gap });

interface Card extends CardSize {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}
const cardsOf = (graph: GraphDocument, ids: Iterable<string>, sizeOf: SizeOf): readonly Card[] =>
  [...new Set(ids)].sort().flatMap((id): Card[] => {
    const node = nodeOf(graph, id);
    return node ? [{ id, x: node.at[0], y: node.at[1], ...sizeOf(id) }] : [];
  });

/** The graph with cards brought to one edge or axis: the outermost edge, or the middle of what all of them cover. */
export function alignNodes(
  graph: GraphDocument,
  ids: Iterable<string>,
  to: Alignment,
  sizeOf: SizeOf = usual,
): GraphDocument {
  const cards = cardsOf(graph, ids, sizeOf);
  if (cards.length < 2) return graph;
  const left = Math.min(...cards.map(({ x }) => x));
  const right = Math.max(...cards.map(({ x, width }) => x + width));
  const top = Math.min(...cards.map(({ y }) => y));
  const bottom = Math.max(...cards.map(({ y, height }) => y + height));
  const place: { readonly [A in Alignment]: (card: Card) => GraphNode['at'] } = {
    left: ({ y }) => [left, y],
    centre: ({ y, width }) => [(left + right - width) / 2, y],
    right: ({ y, width }) => [right - width, y],
    top: ({ x }) => [x, top],
    middle: ({ x, height }) => [x, (top + bottom - height) / 2],
    bottom: ({ x, height }) => [x, bottom - height],
  };
  return moveNodes(graph, new Map(cards.map((card) => [card.id, place[to](card)])));
}

/** The graph with the gaps between cards made equal; the first and the last stay. Fewer than three stay as they are. */
export function distributeNodes(
  graph: GraphDocument,
  ids: Iterable<string>,
  along: 'row' | 'column',
  sizeOf: SizeOf = usual,
): GraphDocument {
  const start = (card: Card) => (along === 'row' ? card.x : card.y);
  const length = (card: Card) => (along === 'row' ? card.width : card.height);
  const cards = [...cardsOf(graph, ids, sizeOf)].sort((a, b) => start(a) - start(b) || (a.id < b.id ? -1 : 1));
  const [first, last] = [cards[0], cards.at(-1)];
  if (!first || !last || cards.length < 3) return graph;
  const inner = cards.slice(1, -1).reduce((sum, card) => sum + length(card), 0);
  const space = (start(last) - start(first) - length(first) - inner) / (cards.length - 1);
  const places = new Map<string, GraphNode['at']>();
  let next = start(first);
  for (const card of cards) {
    // The last keeps its place to the unit, whatever was rounded before it.
    const at = card === last ? start(last) : next;
    places.set(card.id, along === 'row' ? [at, card.y] : [card.x, at]);
    next += length(card) + space;
  }
  return moveNodes(graph, places);
}

/**
 * The graph laid out in layers from left to right, wires as short and as seldom crossing as layering allows.
 *
 * Parts that no wire joins are laid out for themselves and stand below each other in the order in which they stood. The
 * upper left corner stays where it was. The same graph gives the same picture, in whatever order its nodes were made.
 *
 * @param ids  nodes to lay out; `null`: all.
 * @cost  grows faster than the size of the largest part: 30 ms for the 27 nodes of the main template, 0.6 s for 19 of it.
 */
export function layOut(graph: GraphDocument, ids: Iterable<string> | null, sizeOf: SizeOf = usual): GraphDocument {
  const cards = cardsOf(graph, ids ?? Object.keys(graph.nodes), sizeOf);
  const chosen = new Map(cards.map((card) => [card.id, card]));
  const links = graph.edges
    .map(([from, to]) => [endpointOf(from)?.node ?? '', endpointOf(to)?.node ?? ''] as const)
    .filter(([start, end]) => start !== end && chosen.has(start) && chosen.has(end))
    .sort(([a, b], [c, d]) => (a < c ? -1 : a > c ? 1 : b < d ? -1 : b > d ? 1 : 0));
  const parts = partsOf(cards, links)
    .map((part) => ({ part, row: Math.min(...part.map(({ y }) => y)), column: Math.min(...part.map(({ x }) => x)) }))
    .sort((a, b) => a.row - b.row || a.column - b.column || ((a.part[0]?.id ?? '') < (b.part[0]?.id ?? '') ? -1 : 1));
  const [column, row] = cornerOf(cards.flatMap(({ id }) => nodeOf(graph, id) ?? []));
  const places = new Map<string, GraphNode['at']>();
  let top = row;
  for (const { part } of parts) {
    const laid = layOutPart(part, links);
    const left = Math.min(...laid.map(({ x }) => x));
    const first = Math.min(...laid.map(({ y }) => y));
    for (const { id, x, y } of laid) places.set(id, [column + x - left, top + y - first]);
    top = Math.ceil(Math.max(...laid.map(({ y, height }) => top + y - first + height))) + 2 * gap;
  }
  return moveNodes(graph, places);
}

/** Cards that wires join, each part in the order of ids. */
function partsOf(cards: readonly Card[], links: readonly (readonly [string, string])[]): readonly (readonly Card[])[] {
  const parts = new Map(cards.map(({ id }) => [id, new Set([id])]));
  for (const [start, end] of links) {
    const [one, other] = [parts.get(start), parts.get(end)];
    if (!one || !other || one === other) continue;
    for (const id of other) parts.set(id, one.add(id));
  }
  return [...new Set(parts.values())].map((ids) => cards.filter(({ id }) => ids.has(id)));
}

/** One part, the middle of each card where the layers put it; the same cards at their new upper left corners. */
function layOutPart(cards: readonly Card[], links: readonly (readonly [string, string])[]): readonly Card[] {
  // Ids are not given to the library: it keeps them in plain objects, where one called "constructor" is there already.
  const names = new Map(cards.map(({ id }, i) => [id, `n${i}`]));
  const dagre = new Graph();
  dagre.setGraph({ rankdir: 'LR', nodesep: 2, ranksep: gap, edgesep: 1 });
  dagre.setDefaultEdgeLabel(() => ({}));
  for (const { id, width, height } of cards) dagre.setNode(names.get(id) ?? '', { width, height });
  for (const [start, end] of links) {
    const [from, to] = [names.get(start), names.get(end)];
    if (from !== undefined && to !== undefined) dagre.setEdge(from, to);
  }
  layout(dagre);
  return cards.map((card) => {
    const { x = 0, y = 0 } = dagre.node(names.get(card.id) ?? '') as { x?: number; y?: number };
    return { ...card, x: x - card.width / 2, y: y - card.height / 2 };
  });
}
