import type { Pixels, Plane } from '../../data/frame.ts';
import { checkPlane } from './plane-size.ts';

/** @throws RangeError where the level is NaN. */
export function checkLevel(level: number): void {
  if (!Number.isNaN(level)) return;
  throw new RangeError('level is NaN grey values, expected a number');
}

/**
 * Which pixels are above a level.
 *
 * @param plane  height × width; not modified.
 * @param level  grey value; infinite levels are allowed.
 * @returns      a new plane: 1 where the pixel is above the level, else 0; NaN gives 0.
 * @throws RangeError where the level is NaN.
 * @cost         O(pixels)
 */
export function threshold(plane: Plane<Pixels>, level: number): Plane<Uint8Array> {
  checkPlane(plane);
  checkLevel(level);
  const { width, height, data } = plane;
  const out = new Uint8Array(data.length);
  for (let i = 0; i < data.length; i++) out[i] = data[i]! > level ? 1 : 0;
  return { width, height, data: out };
}
