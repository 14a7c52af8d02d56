import type { Plane } from '../../data/frame.ts';
import { connectedComponents } from './connected-components.ts';
import { hMaxima } from './h-maxima.ts';
import { peakLocalMax } from './peak-local-max.ts';

/**
 * One marker for each maximum of a relief within each label that rises high enough.
 *
 * @param relief  height × width, high inside objects; not modified.
 * @param labels  objects; maxima of different objects are never one marker.
 * @param h       height above the pass to a higher maximum of the same object, in the values of the relief, above 0.
 * @returns       labels 1 … n, 0 elsewhere. Each object has at least one.
 * @cost          O(pixels)
 */
export function markersByHeight(relief: Plane<Float32Array>, labels: Uint32Array, h: number): Uint32Array {
  const { width, height } = relief;
  const maxima = hMaxima(relief, h, labels);
  const parts = new Uint32Array(labels.length);
  for (let i = 0; i < parts.length; i++) parts[i] = maxima[i] === 1 ? labels[i]! : 0;
  return connectedComponents(parts, width, height, 1, 2).labels;
}

/** One marker for each maximum that is at least `distance` px from a higher one of the same label; see `peakLocalMax`. */
export function markersByDistance(relief: Plane<Float32Array>, labels: Uint32Array, distance: number): Uint32Array {
  const out = new Uint32Array(relief.data.length);
  const peaks = peakLocalMax(relief, distance, labels);
  for (let k = 0; k < peaks.length; k++) out[peaks[k]!] = k + 1;
  return out;
}
