import type { Frame, Pixels } from '../../data/frame.ts';
import { reconstruct } from './reconstruct.ts';

/**
 * Marks the maxima that rise at least h above every pass that leads to a higher one ("dynamic" h or more).
 *
 * @param frame  not modified; NaN lies below everything.
 * @param h      height, above 0, in the values of the frame.
 * @param territory  passes lead through pixels of equal value only: each territory has its own highest maximum.
 * @returns      1 on those maxima (whole plateaus), else 0. The highest maximum always counts: a flat frame is one.
 * @throws RangeError where h is not above 0.
 * @cost         O(pixels), see reconstruct; 25 bytes a pixel.
 * @source       skimage.morphology.h_maxima 0.19.3 (corners connect): equal. Soille 2003, Morphological Image Analysis, 6.3.4
 */
export function hMaxima(frame: Frame<Pixels>, h: number, territory: Uint32Array | null = null): Uint8Array {
  if (!(h > 0)) throw new RangeError(`h is ${h}, expected above 0`);
  const { width, height, depth, data } = frame;
  const values = new Float64Array(data.length);
  const lowered = new Float64Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    const value = Number.isNaN(v) ? Number.NEGATIVE_INFINITY : v;
    values[i] = value;
    // A little more than h, so that rounding can't make the difference less than h.
    lowered[i] = value - h - 2e-15 * Math.abs(value);
  }
  const flooded = reconstruct(lowered, values, width, height, 3, territory, depth);
  const out = new Uint8Array(data.length);
  for (let i = 0; i < out.length; i++) if (values[i]! - flooded[i]! >= h) out[i] = 1;
  return out;
}
