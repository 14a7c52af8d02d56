import type { Axis } from '../../../runtime/data/figure.ts';
import type { Scale } from '../../../runtime/formats/axis-scale.ts';
import { axisKey, type PlacedPanel, type Zoom } from '../../../runtime/formats/figure-layout.ts';

interface Range {
  readonly from: number;
  readonly to: number;
}
/** Fractions of a panel from its left or lower edge, as its values grow. */
interface Part {
  readonly x: readonly [low: number, high: number];
  readonly y: readonly [low: number, high: number];
}

/** The zoom that shows a part of a panel, 0 … 1 along both axes; all panels with the same axes follow. */
export function zoomedTo(zoom: Zoom, { panel, x, y }: PlacedPanel, part: Part): Zoom {
  const next = new Map(zoom);
  const xRange = partOf(x, panel.x, part.x);
  const yRange = partOf(y, panel.y, part.y);
  if (xRange) next.set(`x${axisKey(panel.x)}`, xRange);
  if (yRange) next.set(`y${axisKey(panel.y)}`, yRange);
  return next;
}

function partOf({ from, to }: Scale, axis: Axis, [low, high]: readonly [number, number]): Range | null {
  if (!(high - low > 1e-9)) return null;
  const isLog = axis.scale === 'log';
  const at = (fraction: number) => (isLog ? from * (to / from) ** fraction : from + (to - from) * fraction);
  const range = { from: at(low), to: at(high) };
  const size = Math.max(Math.abs(range.from), Math.abs(range.to));
  // Beyond the precision of numbers there is nothing to see.
  if (!Number.isFinite(range.from + range.to) || range.to - range.from <= size * 1e-12) return null;
  return range;
}

/** Fraction along both axes of a place on the page. */
export function fractionAt({ panel, left, top, width, height }: PlacedPanel, px: number, py: number) {
  const right = (px - left) / width;
  const up = 1 - (py - top) / height;
  return { x: panel.x.reversed ? 1 - right : right, y: panel.y.reversed ? 1 - up : up };
}

/** Zooms about a place: a factor below 1 shows less, larger. */
export function zoomedAbout(zoom: Zoom, panel: PlacedPanel, px: number, py: number, factor: number): Zoom {
  const at = fractionAt(panel, px, py);
  const around = (centre: number): [number, number] => [centre * (1 - factor), centre * (1 - factor) + factor];
  return zoomedTo(zoom, panel, { x: around(at.x), y: around(at.y) });
}

/** Moves what is shown by px to the right and downwards. */
export function panned(zoom: Zoom, placed: PlacedPanel, dx: number, dy: number): Zoom {
  const x = (dx / placed.width) * (placed.panel.x.reversed ? 1 : -1);
  const y = (dy / placed.height) * (placed.panel.y.reversed ? -1 : 1);
  return zoomedTo(zoom, placed, { x: [x, 1 + x], y: [y, 1 + y] });
}

/** Shows what lies between two corners on the page. */
export function zoomedToBox(
  zoom: Zoom,
  panel: PlacedPanel,
  a: readonly [number, number],
  b: readonly [number, number],
): Zoom {
  const clamp = (value: number) => Math.min(1, Math.max(0, value));
  const one = fractionAt(panel, ...a);
  const other = fractionAt(panel, ...b);
  const sorted = (p: number, q: number): [number, number] => [clamp(Math.min(p, q)), clamp(Math.max(p, q))];
  return zoomedTo(zoom, panel, { x: sorted(one.x, other.x), y: sorted(one.y, other.y) });
}
