import type { Pixels } from '../../data/frame.ts';
import { select } from './middle-of.ts';

/**
 * Pixels as 8-bit grey.
 *
 * @param range  grey values that become 0 and 255; what lies beyond takes the nearer of them. Where both are equal, what is
 *               above them is 255.
 * @returns      a new array, rounded to nearest; NaN gives 0.
 * @cost         O(pixels)
 */
export function grey8(pixels: Pixels, [low, high]: readonly [low: number, high: number]): Uint8Array {
  const out = new Uint8Array(pixels.length);
  const span = Math.max(0, high - low);
  for (let i = 0; i < pixels.length; i++) {
    const above = pixels[i]! - low;
    if (above > 0) out[i] = Math.min(255, (above * 255) / span + 0.5);
  }
  return out;
}

/**
 * Grey values at two percentiles of an image, interpolated linearly.
 *
 * @param pixels  any; NaN does not count.
 * @returns       0 and 0 without pixels.
 * @throws RangeError if a percentile is outside 0 … 100.
 * @cost          O(n), by selection.
 * @source        numpy.percentile: equal.
 */
export function percentileRange(pixels: Pixels, low: number, high: number): readonly [low: number, high: number] {
  const values = Float64Array.from(pixels).filter((value) => !Number.isNaN(value));
  return [percentileAt(values, low), percentileAt(values, high)];
}

function percentileAt(values: Float64Array, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`percentile is ${percent} %, expected 0 to 100`);
  const n = values.length;
  if (n === 0) return 0;
  const at = ((n - 1) * percent) / 100;
  const k = Math.floor(at);
  select(values, n, k);
  if (k === at) return values[k]!;
  let next = values[k + 1]!;
  for (let i = k + 2; i < n; i++) if (values[i]! < next) next = values[i]!;
  return values[k]! + (next - values[k]!) * (at - k);
}
