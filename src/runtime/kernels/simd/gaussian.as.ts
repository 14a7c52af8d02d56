import { pixel, toFloats } from './convert.as';
import { blurPlane } from './convolve.as';
import { blurWide } from './pyramid.as';

// Both write width × height floats to dst and want a finite source. They work on differences to the first pixel: small
// numbers round less, and a constant plane stays exactly constant.

/** Weights of the centre, of its neighbours, ...: `reach` + 1 of them along x (across) and y (down). */
export function gaussian(
  src: usize, kind: i32, dst: usize, width: i32, height: i32,
  across: usize, reachX: i32, down: usize, reachY: i32,
): void {
  const offset = pixel(src, kind, 0);
  const plane = toFloats(src, kind, width * height, offset);
  blurPlane(plane, dst, width, height, across, reachX, down, reachY, offset);
}

/** See `blurWide`. */
export function wideGaussian(
  src: usize, kind: i32, dst: usize, width: i32, height: i32,
  levels: i32, weights: usize, reach: i32, radius: i32, pedestal: f32,
): void {
  const offset = pixel(src, kind, 0);
  const plane = toFloats(src, kind, width * height, offset);
  blurWide(plane, dst, width, height, levels, weights, reach, radius, pedestal, offset);
}
