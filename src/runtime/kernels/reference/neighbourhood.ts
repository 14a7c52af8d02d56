import type { Connectivity } from './connected-components.ts';

/** Steps from a pixel to its neighbours as parallel columns: nearest first, then in raster order. */
export interface Neighbourhood {
  readonly x: Int8Array;
  readonly y: Int8Array;
  readonly z: Int8Array;
  /** The same step in an array of depth × height × width. */
  readonly offset: Int32Array;
}

/**
 * The neighbours of a pixel.
 *
 * @param depth         planes; with 1 there are no neighbours along z.
 * @param connectivity  1: over edges (in volumes faces), 2: over corners too (edges), 3: in volumes over corners too.
 * @param side          `later`: only those that come after the pixel in raster order.
 */
export function neighbourhood(
  width: number,
  height: number,
  depth: number,
  connectivity: Connectivity,
  side: 'all' | 'later' = 'all',
): Neighbourhood {
  const steps: { x: number; y: number; z: number; distance: number; offset: number }[] = [];
  const deep = depth > 1 ? 1 : 0;
  for (let z = -deep; z <= deep; z++) {
    for (let y = -1; y <= 1; y++) {
      for (let x = -1; x <= 1; x++) {
        const distance = Math.abs(x) + Math.abs(y) + Math.abs(z);
        const later = z > 0 || (z === 0 && (y > 0 || (y === 0 && x > 0)));
        if (distance === 0 || distance > connectivity || (side === 'later' && !later)) continue;
        steps.push({ x, y, z, distance, offset: (z * height + y) * width + x });
      }
    }
  }
  steps.sort((a, b) => a.distance - b.distance); // stable: raster order stays within a distance
  return {
    x: Int8Array.from(steps, (step) => step.x),
    y: Int8Array.from(steps, (step) => step.y),
    z: Int8Array.from(steps, (step) => step.z),
    offset: Int32Array.from(steps, (step) => step.offset),
  };
}
