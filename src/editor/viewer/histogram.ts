import type { Pixels } from '../../runtime/data/frame.ts';

/** Values of a plane, counted. NaN and infinite values are left out. */
export interface Histogram {
  /** Of the values that were looked at; 0 and 0 where there are none. */
  readonly min: number;
  readonly max: number;
  /** Counts of equal bins from min to max. */
  readonly counts: Float64Array;
  /** 0.35 and 99.65 percentile; apart by at least a little. */
  readonly auto: readonly [low: number, high: number];
}
const bins = 128;
/** Enough for a percentile to a tenth of a per cent, and 1 ms. */
const most = 1 << 18;
const part = 0.0035;

/**
 * The histogram of a plane; of an even sample where it has more than 262,144 pixels.
 * @cost O(sample), one array of the sample's size.
 */
export function histogramOf(data: Pixels): Histogram {
  const stride = oddStride(data.length);
  const sample = new Float32Array(Math.ceil(data.length / stride));
  let count = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i += stride) {
    const value = data[i] ?? 0;
    if (!(value - value === 0)) continue;
    sample[count++] = value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const counts = new Float64Array(bins);
  if (count === 0) return { min: 0, max: 0, counts, auto: [0, 1] };
  const scale = max > min ? bins / (max - min) : 0;
  for (let i = 0; i < count; i++) {
    const bin = Math.min(bins - 1, Math.floor(((sample[i] ?? 0) - min) * scale));
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  const low = percentile(sample, count, min, max, part);
  const high = percentile(sample, count, min, max, 1 - part);
  return { min, max, counts, auto: high > low ? [low, high] : max > min ? [min, max] : [min, min + 1] };
}

/** A stride that shares no factor with usual widths, so that the sample is not one column. */
function oddStride(length: number): number {
  const stride = Math.ceil(length / most);
  return stride <= 1 ? 1 : stride | 1;
}

/** Found in fine bins: exact for integers below 4096 steps apart, else to 1/4096 of the span. */
function percentile(sample: Float32Array, count: number, min: number, max: number, at: number): number {
  if (max <= min) return min;
  const fine = new Uint32Array(4097);
  const scale = 4096 / (max - min);
  for (let i = 0; i < count; i++) {
    const bin = Math.floor(((sample[i] ?? 0) - min) * scale);
    fine[bin] = (fine[bin] ?? 0) + 1;
  }
  const wanted = at * count;
  let seen = 0;
  for (let bin = 0; bin <= 4096; bin++) {
    seen += fine[bin] ?? 0;
    if (seen >= wanted) return min + bin / scale;
  }
  return max;
}

/** Values at which parts of the pixels are darker, 0 … 1 each; from the histogram. */
export function rangeAt({ min, max, counts }: Histogram, below: number, above: number): readonly [number, number] {
  const all = counts.reduce((sum, count) => sum + count, 0);
  const at = (share: number): number => {
    let seen = 0;
    for (let bin = 0; bin < counts.length; bin++) {
      const here = counts[bin] ?? 0;
      if (seen + here >= share * all && here > 0) {
        return min + ((bin + (share * all - seen) / here) / counts.length) * (max - min);
      }
      seen += here;
    }
    return max;
  };
  const [low, high] = [at(below), at(above)];
  return high > low ? [low, high] : [min, max > min ? max : min + 1];
}
