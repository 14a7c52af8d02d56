import type { Frame } from '../../data/frame.ts';
import { compactLabels } from './compact-labels.ts';

/** Places and sizes of the objects of one label frame, by rising label; plain data. */
export interface FrameObjects {
  readonly labels: Uint32Array;
  /** Pixels or voxels. */
  readonly area: Float64Array;
  /** Centroids, px; z in planes. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Bounds, inclusive: six a label, left, right, top, bottom, first and last plane. */
  readonly box: Int32Array;
}

/**
 * Finds size, centroid and bounds of every object of a label frame. A value is one object, also where it is in pieces.
 *
 * @param frame  depth × height × width labels, 0 is background; not modified.
 * @returns      one entry a label; none for a frame without objects.
 * @cost O(pixels + largest label), by runs.
 * @source Definition (skimage.measure.regionprops: area, centroid, bbox).
 */
export function frameObjects({ width, height, depth, data }: Frame<Uint32Array>): FrameObjects {
  const { labels, slot, data: compact } = compactLabels(data);
  const count = labels.length;
  const area = new Float64Array(count);
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const z = new Float64Array(count);
  const box = new Int32Array(6 * count);
  for (let k = 0; k < count; k++) box[6 * k] = box[6 * k + 2] = box[6 * k + 4] = 0x7fffffff;
  let p = 0;
  for (let plane = 0; plane < depth; plane++) {
    for (let row = 0; row < height; row++) {
      const from = p;
      const to = p + width;
      while (p < to) {
        const value = compact[p]!;
        const start = p++;
        if (value === 0) continue;
        while (p < to && compact[p] === value) p++;
        const k = slot[value]!;
        const run = p - start;
        area[k] = area[k]! + run;
        x[k] = x[k]! + (run * (start + p - 1 - 2 * from)) / 2;
        y[k] = y[k]! + run * row;
        z[k] = z[k]! + run * plane;
        widen(box, 6 * k, start - from, p - 1 - from);
        widen(box, 6 * k + 2, row, row);
        widen(box, 6 * k + 4, plane, plane);
      }
    }
  }
  for (let k = 0; k < count; k++) {
    x[k] = x[k]! / area[k]!;
    y[k] = y[k]! / area[k]!;
    z[k] = z[k]! / area[k]!;
  }
  return { labels, area, x, y, z, box };
}

function widen(box: Int32Array, at: number, low: number, high: number): void {
  if (low < box[at]!) box[at] = low;
  if (high > box[at + 1]!) box[at + 1] = high;
}
