import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';

export type Direction = 'left' | 'right' | 'up' | 'down';

/**
 * The card that an arrow key goes to: left and right along the wires, up and down, and where there is no wire, by place.
 * @returns `null` where there is none in that direction.
 */
export function cardTowards(graph: GraphDocument, id: string, direction: Direction): string | null {
  if (!graph.nodes[id]) return firstCard(graph);
  const along = direction === 'left' || direction === 'right' ? nextOnWire(graph, id, direction) : null;
  return along ?? nearest(graph, id, direction);
}

/** The leftmost card, and the upper one of several. */
export function firstCard(graph: GraphDocument): string | null {
  const sorted = Object.entries(graph.nodes).sort(([, { at: a }], [, { at: b }]) => a[0] - b[0] || a[1] - b[1]);
  return sorted[0]?.[0] ?? null;
}

function nextOnWire(graph: GraphDocument, id: string, direction: 'left' | 'right'): string | null {
  const row = graph.nodes[id]?.at[1] ?? 0;
  const next = graph.edges.flatMap(([from, to]) => {
    const [near, far] = direction === 'right' ? [from, to] : [to, from];
    const end = parseEndpoint(far).node;
    const node = graph.nodes[end];
    return parseEndpoint(near).node === id && node ? [{ end, distance: Math.abs(node.at[1] - row) }] : [];
  });
  return next.sort((a, b) => a.distance - b.distance)[0]?.end ?? null;
}

function nearest(graph: GraphDocument, id: string, direction: Direction): string | null {
  const [column, row] = graph.nodes[id]?.at ?? [0, 0];
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [other, { at }] of Object.entries(graph.nodes)) {
    const [dx, dy] = [at[0] - column, at[1] - row];
    const isAcross = direction === 'left' || direction === 'right';
    const forward = direction === 'right' ? dx : direction === 'left' ? -dx : direction === 'down' ? dy : -dy;
    if (other === id || forward <= 0) continue;
    const distance = forward + 3 * Math.abs(isAcross ? dy : dx);
    if (distance < least) {
      best = other;
      least = distance;
    }
  }
  return best;
}
