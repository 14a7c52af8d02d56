import type { PlacedPanel } from '../../../runtime/formats/figure-layout.ts';
import type { DrawnMark } from '../../../runtime/formats/figure-marks.ts';
import { type FigurePage, placeIn } from '../../../runtime/formats/figure-page.ts';

/** A point of a figure under the pointer. */
export interface Hit {
  readonly panel: PlacedPanel;
  readonly drawn: DrawnMark;
  /** In the mark's table. */
  readonly row: number;
  /** px on the page. */
  readonly x: number;
  readonly y: number;
}

/** The panel at a place of the page; `null` beside all. */
export const panelAt = ({ grid }: FigurePage, x: number, y: number): PlacedPanel | null =>
  grid.panels.find(({ left, top, width, height }) => x >= left && x <= left + width && y >= top && y <= top + height) ??
  null;

/**
 * The point nearest to a place of the page, or the bar there.
 *
 * @param reach  px; points farther away are not found.
 * @cost O(points of the panel), without memory: 60,000 in about a millisecond.
 */
export function hitAt(page: FigurePage, x: number, y: number, reach = 14): Hit | null {
  const panel = panelAt(page, x, y);
  if (!panel) return null;
  const place = placeIn(panel);
  let best: Hit | null = null;
  let least = reach * reach;
  for (const drawn of panel.marks) {
    const { type } = drawn.mark;
    if (type === 'band') continue;
    if (type === 'bars') {
      best ??= barAt(panel, drawn, x, y);
      continue;
    }
    let found = -1;
    for (const { rows } of drawn.groups) {
      for (let i = 0; i < rows.length; i++) {
        const row = rows[i] ?? 0;
        const dx = place.x(drawn.x[row] ?? Number.NaN) - x;
        const dy = place.y(drawn.y[row] ?? Number.NaN) - y;
        const distance = dx * dx + dy * dy;
        // of points at one place the last drawn is on top
        if (distance <= least) {
          least = distance;
          found = row;
        }
      }
    }
    if (found < 0) continue;
    const at = { x: place.x(drawn.x[found] ?? 0), y: place.y(drawn.y[found] ?? 0) };
    best = { panel, drawn, row: found, ...at };
  }
  return best;
}

function barAt(panel: PlacedPanel, drawn: DrawnMark, x: number, y: number): Hit | null {
  const place = placeIn(panel);
  for (const { rows } of drawn.groups) {
    for (const row of rows) {
      const a = place.x(drawn.x[row] ?? Number.NaN);
      const b = place.x(drawn.right?.[row] ?? Number.NaN);
      const top = place.y(drawn.y[row] ?? Number.NaN);
      if (x < Math.min(a, b) || x >= Math.max(a, b) || y < top || y > place.foot) continue;
      return { panel, drawn, row, x: (a + b) / 2, y: top };
    }
  }
  return null;
}
