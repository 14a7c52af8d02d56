import type { Guide, Point } from './canvas-store.ts';
import type { CardNode } from './card.tsx';

/** Lines where the dragged card's edges or centre meet those of others, px at zoom 1. */
export function guidesFor(
  id: string,
  at: Point,
  cards: ReadonlyMap<string, CardNode>,
  moving: ReadonlySet<string>,
): readonly Guide[] {
  const card = cards.get(id);
  if (!card) return [];
  const { width, height } = card.data.layout;
  const xs = [at.x, at.x + width / 2, at.x + width];
  const ys = [at.y, at.y + height / 2, at.y + height];
  const found = new Map<string, Guide>();
  for (const [other, { position, data }] of cards) {
    if (other === id || moving.has(other)) continue;
    for (const x of [position.x, position.x + data.layout.width / 2, position.x + data.layout.width]) {
      if (xs.includes(x)) found.set(`x ${x}`, { axis: 'x', at: x });
    }
    for (const y of [position.y, position.y + data.layout.height / 2, position.y + data.layout.height]) {
      if (ys.includes(y)) found.set(`y ${y}`, { axis: 'y', at: y });
    }
  }
  return [...found.values()];
}
