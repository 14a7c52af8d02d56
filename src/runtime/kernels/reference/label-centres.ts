import type { Frame } from '../../data/frame.ts';
import type { Detections } from '../../data/spots.ts';
import { compactLabels } from './compact-labels.ts';

/**
 * The objects of a label image as detections: where their pixels' centre of mass lies.
 *
 * @param frame  depth × height × width; 0 is background; not modified.
 * @returns      one detection an object, ascending labels; radius of the disc (of several planes: the ball) of its area,
 *               px; quality 1; feature `area`, px² (px³). None for an image without objects.
 * @cost         O(pixels + largest label)
 * @source       Definition (skimage.measure.regionprops: centroid, area)
 */
export function labelCentres({ width, height, depth, data: values }: Frame<Uint32Array>): Detections {
  const { labels, slot, data } = compactLabels(values);
  const count = labels.length;
  const area = new Float64Array(count);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const z = new Float64Array(count);
  let p = 0;
  for (let plane = 0; plane < depth; plane++) {
    for (let row = 0; row < height; row++) {
      for (let column = 0; column < width; column++, p++) {
        const value = data[p]!;
        if (value === 0) continue;
        const k = slot[value]!;
        area[k]!++;
        x[k]! += column;
        y[k]! += row;
        z[k]! += plane;
      }
    }
  }
  const radius = new Float64Array(count);
  for (let k = 0; k < count; k++) {
    const pixels = area[k]!;
    x[k]! /= pixels;
    y[k]! /= pixels;
    z[k]! /= pixels;
    radius[k] = depth > 1 ? Math.cbrt((3 * pixels) / (4 * Math.PI)) : Math.sqrt(pixels / Math.PI);
  }
  const quality = new Float64Array(count).fill(1);
  return { x, y, z, radius, quality, label: labels, features: { area }, units: { area: depth > 1 ? 'px³' : 'px²' } };
}
