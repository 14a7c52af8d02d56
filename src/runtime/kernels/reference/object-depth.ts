import type { Plane } from '../../data/frame.ts';
import { distanceTransform } from './distance-transform.ts';

/**
 * How deep each pixel lies in its object: the distance to the nearest pixel of another label or of the background.
 *
 * @param labels  height × width; not modified.
 * @returns       px, 0 outside; where one object fills the whole plane, the distance to the edge of the plane.
 * @cost          O(pixels)
 */
export function objectDepth({ width, height, data }: Plane<Uint32Array>): Plane<Float32Array> {
  const depth = distanceTransform(data, width, height);
  if (depth[0] === Number.POSITIVE_INFINITY) {
    for (let y = 0, i = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) depth[i] = Math.min(x + 1, y + 1, width - x, height - y);
    }
  }
  return { width, height, data: depth };
}
