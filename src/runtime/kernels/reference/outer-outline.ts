import type { Frame } from '../../data/frame.ts';
import { labelOutlines } from './label-outlines.ts';

/**
 * The largest outer outline of each object of a plane, by label: x and y in turn, as `labelOutlines` gives it.
 * @cost O(pixels)
 */
export function outerOutline({ data, width, height }: Frame<Uint32Array>): ReadonlyMap<number, Float64Array> {
  const outer = new Map<number, Float64Array>();
  for (const { label, loops } of labelOutlines(data, width, height)) {
    let most = 0;
    for (const loop of loops) {
      const area = areaOf(loop);
      if (area > most) outer.set(label, loop);
      most = Math.max(most, area);
    }
  }
  return outer;
}

/** Area within a closed path, negative where it runs anticlockwise on the screen. */
function areaOf(loop: Float64Array): number {
  let twice = 0;
  for (let i = 0; i < loop.length; i += 2) {
    const j = (i + 2) % loop.length;
    twice += loop[i]! * loop[j + 1]! - loop[j]! * loop[i + 1]!;
  }
  return twice / 2;
}
