import type { Frame } from '../../data/frame.ts';
import { connectedComponents } from './connected-components.ts';
import { hMaxima } from './h-maxima.ts';
import { peakLocalMax } from './peak-local-max.ts';
import { borrow } from './work-memory.ts';

/**
 * One marker for each maximum of a relief within each label that rises high enough.
 *
 * @param relief  a plane or volume, high inside objects; not modified.
 * @param labels  objects; maxima of different objects are never one marker.
 * @param h       height above the pass to a higher maximum of the same object, in the values of the relief, above 0.
 * @returns       labels 1 … n, 0 elsewhere. Each object has at least one.
 * @cost          O(pixels)
 */
export function markersByHeight(relief: Frame<Float32Array>, labels: Uint32Array, h: number): Uint32Array {
  const { width, height, depth } = relief;
  const maxima = hMaxima(relief, h, labels);
  const parts = new Uint32Array(labels.length);
  for (let i = 0; i < parts.length; i++) parts[i] = maxima[i] === 1 ? labels[i]! : 0;
  return connectedComponents(parts, width, height, depth, 3).labels;
}

/**
 * One marker for each maximum that is far enough from a higher one of the same label; see `peakLocalMax`.
 *
 * @param distance  px, whole, from 1.
 * @param stepZ     distance of planes in px, above 0.
 */
export function markersByDistance(
  relief: Frame<Float32Array>,
  labels: Uint32Array,
  distance: number,
  stepZ: number,
): Uint32Array {
  const out = borrow(Uint32Array, relief.data.length);
  const peaks = peakLocalMax(relief, distance, labels, Number.NEGATIVE_INFINITY, Math.floor(distance / stepZ));
  for (let k = 0; k < peaks.length; k++) out[peaks[k]!] = k + 1;
  return out;
}
