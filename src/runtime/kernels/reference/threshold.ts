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

/** The largest float32 not above a level: x > level and x > floatBelow(level) are the same for every float32 x. */
export function floatBelow(level: number): number {
  const nearest = Math.fround(level);
  if (nearest <= level) return nearest;
  if (nearest === 0) return -1.401298464324817e-45;
  const bits = new Int32Array(Float32Array.of(nearest).buffer);
  bits[0] = bits[0]! + (nearest > 0 ? -1 : 1);
  return new Float32Array(bits.buffer)[0]!;
}
