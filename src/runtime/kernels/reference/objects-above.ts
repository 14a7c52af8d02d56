import type { Frame, Pixels } from '../../data/frame.ts';
import { connectedComponents } from './connected-components.ts';
import { removeSmallObjects } from './filter-labels.ts';
import { indexLabels } from './label-boxes.ts';
import { borrow, giveBack } from './work-memory.ts';

/**
 * Numbers the regions whose pixels are beyond a level.
 *
 * @param frame         a plane or volume; NaN is background. Not modified.
 * @param level         one grey value, or one for each pixel; where it is NaN nothing is beyond it.
 * @param dark          regions below the level instead of above it.
 * @param connectivity  1: pixels that share an edge (voxels a face) belong together; 2: a corner is enough.
 * @param minSize       px² (voxels) that a region must have.
 * @returns             labels 1 … n by first pixel.
 * @cost                O(pixels)
 */
export function objectsAbove(
  frame: Frame<Pixels>,
  level: number | Float32Array,
  dark: boolean,
  connectivity: 1 | 2,
  minSize: number,
): Frame<Uint32Array> {
  const { width, height, depth, data } = frame;
  const mask = borrow(Uint8Array, data.length);
  if (typeof level === 'number') {
    for (let i = 0; i < mask.length; i++) mask[i] = (dark ? data[i]! < level : data[i]! > level) ? 1 : 0;
  } else {
    for (let i = 0; i < mask.length; i++) mask[i] = (dark ? data[i]! < level[i]! : data[i]! > level[i]!) ? 1 : 0;
  }
  const all = connectedComponents(mask, width, height, depth, depth > 1 && connectivity === 2 ? 3 : connectivity);
  giveBack(mask);
  if (minSize <= 1) return { width, height, depth, data: all.labels };
  const kept = removeSmallObjects(all.labels, width, minSize);
  giveBack(all.labels);
  return { width, height, depth, data: indexLabels(kept, kept).index };
}
