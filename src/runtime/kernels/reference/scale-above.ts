import type { Pixels } from '../../data/frame.ts';

/**
 * Multiplies what is above a background: (pixel - background) · factor + kept.
 *
 * @param data  not modified; NaN stays NaN.
 * @returns     new pixels.
 * @cost        O(pixels)
 */
export function scaleAbove(data: Pixels, background: number, factor: number, kept: number): Float32Array {
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = (data[i]! - background) * factor + kept;
  return out;
}
