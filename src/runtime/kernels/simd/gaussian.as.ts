import { pixel, toFloats } from './convert.as';
import { blurPlane } from './convolve.as';

/** Writes width × height floats to dst; the source must be finite. Works on differences to the first pixel: small numbers round less. */
export function gaussian(
  src: usize, kind: i32, dst: usize, width: i32, height: i32,
  across: usize, reachX: i32, down: usize, reachY: i32,
): void {
  const offset = pixel(src, kind, 0);
  const plane = toFloats(src, kind, width * height, offset);
  blurPlane(plane, dst, width, height, across, reachX, down, reachY, offset);
}
