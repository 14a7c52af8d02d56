import { type Calibration, uncalibrated } from '../../src/runtime/data/movie.ts';
import type { Transform } from '../../src/runtime/data/transform.ts';

/** A drift along x and y of a movie of this size. */
export function transformOf(
  dx: readonly number[],
  dy: readonly number[],
  size: { readonly x: number; readonly y: number; readonly z?: number },
  more: { readonly dz?: readonly number[]; readonly calibration?: Calibration } = {},
): Transform {
  return {
    type: 'shift',
    size: { t: dx.length, c: 1, z: size.z ?? 1, y: size.y, x: size.x },
    calibration: more.calibration ?? uncalibrated,
    dx: Float64Array.from(dx),
    dy: Float64Array.from(dy),
    dz: Float64Array.from(more.dz ?? dx.map(() => 0)),
    quality: new Float64Array(dx.length).fill(1),
  };
}
