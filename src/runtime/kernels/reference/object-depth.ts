import type { Frame } from '../../data/frame.ts';
import { distanceTransform } from './distance-transform.ts';

/**
 * How deep each pixel lies in its object: the distance to the nearest pixel of another label or of the background.
 *
 * @param labels  a plane or volume; not modified.
 * @param stepZ   distance of planes in px, above 0.
 * @returns       px, 0 outside; where one object fills the whole frame, the distance to the edge of the plane.
 * @cost          O(pixels)
 */
export function objectDepth({ width, height, depth, data }: Frame<Uint32Array>, stepZ: number): Frame<Float32Array> {
  const distances = distanceTransform(data, width, height, depth, [1, 1, stepZ]);
  if (distances[0] === Number.POSITIVE_INFINITY) {
    for (let i = 0; i < distances.length; i++) {
      const x = i % width;
      const y = ((i - x) / width) % height;
      distances[i] = Math.min(x + 1, y + 1, width - x, height - y);
    }
  }
  return { width, height, depth, data: distances };
}
