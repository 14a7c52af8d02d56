import type { Windows } from './holes.ts';

/**
 * How a line of pixels is moved: output i is read at i + base + fraction for first ≤ i < end; before that the position lies
 * before the first pixel, from there on behind the last one.
 */
export interface AxisShift {
  readonly base: number;
  /** 0 ≤ fraction < 1. */
  readonly fraction: number;
  readonly first: number;
  readonly end: number;
}

/**
 * @param n       length of the line, px.
 * @param amount  px that the content moves towards higher indices: out(i) = in(i - amount).
 */
export function axisShift(n: number, amount: number): AxisShift {
  let base = Math.floor(-amount);
  let fraction = -amount - base;
  if (fraction >= 1) {
    base += 1;
    fraction = 0;
  }
  const first = Math.min(Math.max(-base, 0), n);
  const end = Math.min(Math.max(n - base - (fraction > 0 ? 1 : 0), first), n);
  return { base, fraction, first, end };
}

/**
 * Which pixels of the line each output is made from, for finding outputs that a hole makes NaN.
 *
 * @param before  pixels before, and `after` behind, the pixel left of the position; only that pixel for whole shifts.
 */
export function shiftWindows(n: number, shift: AxisShift, before: number, after: number): Windows {
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  const whole = shift.fraction === 0;
  for (let i = 0; i < n; i++) {
    const at = i < shift.first ? 0 : i >= shift.end ? n - 1 : i + shift.base;
    const edge = i < shift.first || i >= shift.end || whole;
    from[i] = edge ? at : Math.max(0, at - before);
    to[i] = edge ? at : Math.min(n - 1, at + after);
  }
  return { from, to };
}
