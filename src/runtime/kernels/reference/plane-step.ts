import type { Calibration } from '../../data/movie.ts';

/** Distance of two planes in px; 1 where the pixel size or the distance is not recorded. */
export function planeStep(calibration: Calibration | undefined): number {
  const { x, z } = calibration?.pixelSize_um ?? { x: null, z: null };
  return x === null || z === null || !(z / x > 0) ? 1 : z / x;
}
