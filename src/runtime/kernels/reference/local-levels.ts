import type { Frame, Pixels } from '../../data/frame.ts';
import { localThreshold } from './local-threshold.ts';
import { sauvolaThreshold } from './sauvola-threshold.ts';

export interface LocalLevelOptions {
  readonly method: 'local' | 'sauvola';
  /** px, 3 or more; an even width is made odd. */
  readonly block: number;
  /** Grey values between the local mean and the level of `local`. */
  readonly offset: number;
  readonly k: number;
  /** Deviation of full contrast for `sauvola`; 0 takes half of the range of the frame. */
  readonly range: number;
  /** Objects are darker than the level: offset and k work the other way. */
  readonly dark: boolean;
}

/**
 * A threshold for each pixel of a frame, plane by plane.
 *
 * @param frame  a plane or volume; not modified.
 * @returns      levels in the order of the pixels; NaN where nothing can be said, and in a constant frame by `sauvola`.
 * @cost         local: O(pixels · block), sauvola: O(pixels).
 */
export function localLevels(frame: Frame<Pixels>, options: LocalLevelOptions): Float32Array {
  const { width, height, depth } = frame;
  const block = options.block | 1;
  const sign = options.dark ? -1 : 1;
  const range = options.range > 0 || options.method === 'local' ? options.range : halfRange(frame.data);
  const out = new Float32Array(frame.data.length);
  if (options.method === 'sauvola' && range === 0) return out.fill(Number.NaN);
  for (let z = 0; z < depth; z++) {
    const data = frame.data.subarray(z * width * height, (z + 1) * width * height);
    const plane = { width, height, data };
    const levels =
      options.method === 'local'
        ? localThreshold(plane, block, sign * options.offset)
        : sauvolaThreshold(plane, block, sign * options.k, range);
    out.set(levels.data, z * width * height);
  }
  return out;
}

function halfRange(data: Pixels): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (!Number.isFinite(v)) continue;
    if (v < low) low = v;
    if (v > high) high = v;
  }
  return low < high ? (high - low) / 2 : 0;
}
