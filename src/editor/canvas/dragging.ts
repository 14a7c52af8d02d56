import type { NodeChange } from '@xyflow/react';
import { catalog } from '../../nodes/library.ts';
import { moveComments } from '../document/comments.ts';
import { insertOnEdge } from '../document/converters.ts';
import { gridSize_px } from '../document/grid.ts';
import { moveNodes } from '../document/move-nodes.ts';
import { edit } from '../store/document-store.ts';
import { graphNow, titles, wireOf } from './actions.ts';
import { canvasStore, type Place, type Point } from './canvas-store.ts';
import { commentOf, type Elements, type FlowNode } from './flow-elements.ts';
import { guidesFor } from './helper-lines.ts';
import { fitsInto, wireNear } from './near-wire.ts';

/** Takes over what React Flow moves; the document hears of it when the drag ends. */
export function followDrag(changes: readonly NodeChange<FlowNode>[], elements: Elements): void {
  const moves = changes.filter((change) => change.type === 'position' && change.position && change.dragging === true);
  if (moves.length === 0) return;
  const moved = new Map(canvasStore.getState().dragged);
  const lead: string[] = [];
  for (const change of moves) {
    if (change.type !== 'position' || !change.position) continue;
    if (commentOf(elements.graph, change.id) !== null) {
      moved.set(change.id, change.position);
    } else if (elements.cards.has(change.id)) {
      moved.set(change.id, change.position);
      lead.push(change.id);
    } else {
      moveMembers(change.id, change.position, elements, moved);
    }
  }
  const first = lead[0];
  const at = first === undefined ? undefined : moved.get(first);
  canvasStore.setState({
    dragged: moved,
    guides: first !== undefined && at ? guidesFor(first, at, elements.cards, new Set(moved.keys())) : [],
    dropWire: first !== undefined && at && moved.size === 1 ? wireUnder(first, at, elements) : null,
  });
}

/** The frame of a group takes its cards along. */
function moveMembers(id: string, to: Point, { nodes, cards, graph }: Elements, moved: Map<string, Point>): void {
  const frame = nodes.find((node) => node.id === id);
  if (frame?.type !== 'frame') return;
  for (const member of graph.groups[frame.data.group]?.nodes ?? []) {
    const card = cards.get(member);
    if (!card) continue;
    const { x, y } = card.position;
    moved.set(member, { x: x + to.x - frame.position.x, y: y + to.y - frame.position.y });
  }
}

/** The wire under the middle of a card that has no wires of its own and would fit there. */
function wireUnder(id: string, at: Point, { graph, cards }: Elements): string | null {
  const card = cards.get(id);
  const isWired = graph.edges.some((ends) => ends.some((ref) => ref.startsWith(`${id}.`)));
  if (!card || isWired) return null;
  const { width, height } = card.data.layout;
  const middle = { x: at.x + width / 2, y: at.y + height / 2 };
  return wireNear(graph, cards, middle, (from) => fitsInto(card.data.node.type, graph, from));
}

/** Makes one edit of the drag: places, and the wire that the card was dropped into. */
export function commitDrag(): void {
  const { dragged, dropWire } = canvasStore.getState();
  if (!dragged) return;
  const places = new Map<string, Place>();
  const comments = new Map<string, Place>();
  for (const [id, { x, y }] of dragged) {
    const place: Place = [Math.round(x / gridSize_px), Math.round(y / gridSize_px)];
    const comment = commentOf(graphNow(), id);
    if (comment === null) places.set(id, place);
    else comments.set(comment, place);
  }
  const ids = [...places.keys()];
  const only = ids[0];
  const wire = dropWire === null ? undefined : wireOf(graphNow(), dropWire);
  if (only !== undefined && wire) {
    edit(`Insert ${titles(ids)}`, (graph) => {
      const moved = moveNodes(graph, places);
      return insertOnEdge(moved, only, wire, catalog) ?? moved;
    });
  } else {
    edit(`Move ${titles(ids, comments.size)}`, (graph) => moveComments(moveNodes(graph, places), comments));
  }
  canvasStore.setState({ dragged: null, guides: [], dropWire: null });
}

/** Puts everything back where it was when the drag began. */
export const cancelDrag = (): void => canvasStore.setState({ dragged: null, guides: [], dropWire: null });
