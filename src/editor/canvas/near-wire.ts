import { catalog } from '../../nodes/library.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import { faceOfType } from '../document/node-face.ts';
import { edgeId } from '../store/document-store.ts';
import type { Point } from './canvas-store.ts';
import type { CardNode } from './card.tsx';

const reach_px = 28;
const samples = 12;

/**
 * The wire that passes nearest to a point of the canvas, px at zoom 1.
 *
 * @param accepts  which wires count.
 * @returns its id, or `null` where none is within reach.
 */
export function wireNear(
  graph: GraphDocument,
  cards: ReadonlyMap<string, CardNode>,
  point: Point,
  accepts: (from: string, to: string) => boolean,
): string | null {
  let best: string | null = null;
  let least = reach_px;
  for (const [from, to] of graph.edges) {
    const start = endOf(cards, from, 'output');
    const end = endOf(cards, to, 'input');
    if (!start || !end) continue;
    const distance = distanceToWire(point, start, end);
    if (distance < least && accepts(from, to)) {
      best = edgeId(from, to);
      least = distance;
    }
  }
  return best;
}

function endOf(cards: ReadonlyMap<string, CardNode>, ref: string, side: 'input' | 'output'): Point | null {
  const { node, port } = parseEndpoint(ref);
  const card = cards.get(node);
  const place = card?.data.layout.handles.find((handle) => handle.side === side && handle.port.name === port);
  if (!card || !place) return null;
  return {
    x: card.position.x + (side === 'output' ? card.data.layout.width : 0),
    y: card.position.y + place.y,
  };
}

/** Along the same curve as the wires are drawn: a Bézier whose handles are horizontal. */
function distanceToWire(point: Point, start: Point, end: Point): number {
  const forward = end.x - start.x;
  const pull = forward >= 0 ? forward / 2 : 0.25 * 25 * Math.sqrt(-forward);
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= samples; i++) {
    const s = i / samples;
    const r = 1 - s;
    const x =
      r * r * r * start.x + 3 * r * r * s * (start.x + pull) + 3 * r * s * s * (end.x - pull) + s * s * s * end.x;
    const y = (r * r * r + 3 * r * r * s) * start.y + (3 * r * s * s + s * s * s) * end.y;
    least = Math.min(least, Math.hypot(point.x - x, point.y - y));
  }
  return least;
}

/** Whether a node of this type can be put into a wire: it takes and gives what the wire carries. */
export function fitsInto(type: string, graph: GraphDocument, from: string): boolean {
  const face = faceOfType(type, graph, catalog);
  const { node: id, port } = parseEndpoint(from);
  const source = graph.nodes[id];
  const kind = source
    ? faceOfType(source.type, graph, catalog).outputs.find(({ name }) => name === port)?.kind
    : undefined;
  return (
    kind !== undefined &&
    face.inputs.some((input) => input.kind === kind) &&
    face.outputs.some((output) => output.kind === kind)
  );
}
