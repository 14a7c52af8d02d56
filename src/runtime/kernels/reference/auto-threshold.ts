import type { Pixels, Plane } from '../../data/frame.ts';
import { greyHistogram } from './grey-histogram.ts';
import { type HistogramMethod, histogramThreshold, liStep } from './histogram-threshold.ts';
import { sortFloats } from './sort-floats.ts';

/**
 * Threshold of one plane by its histogram; foreground is what lies above it.
 *
 * @param plane  NaN and infinite pixels are left out.
 * @returns      the grey value of a constant plane; NaN without finite pixels, and where `minimum` finds no two maxima.
 * @cost         O(pixels + bins); `li` of float pixels O(n log n).
 * @source       skimage.filters.threshold_* 0.19.3: integer planes a bin for each level, float planes 256 bins; `li` and
 *               `mean` of float planes from the pixels themselves.
 */
export function autoThreshold(plane: Plane<Pixels>, method: HistogramMethod): number {
  if (plane.data instanceof Float32Array) {
    if (method === 'mean') return finiteMean(plane.data);
    if (method === 'li') return liOfPixels(plane.data);
  }
  return histogramThreshold(greyHistogram(plane), method);
}

function finiteMean(data: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (!Number.isFinite(v)) continue;
    sum += v;
    count++;
  }
  return sum / count;
}

/** Li's fixed point on sorted pixels, to half of the least difference between two of them. */
function liOfPixels(data: Float32Array): number {
  let n = 0;
  const finite = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) if (Number.isFinite(data[i]!)) finite[n++] = data[i]!;
  if (n === 0) return Number.NaN;
  const sorted = sortFloats(finite.subarray(0, n));
  const low = sorted[0]!;
  const sums = new Float64Array(n + 1);
  let closest = Number.POSITIVE_INFINITY;
  for (let i = 0; i < n; i++) {
    sums[i + 1] = sums[i]! + (sorted[i]! - low);
    const step = i === 0 ? 0 : sorted[i]! - sorted[i - 1]!;
    if (step > 0 && step < closest) closest = step;
  }
  if (closest === Number.POSITIVE_INFINITY) return low;
  const tolerance = closest / 2;
  let next = sums[n]! / n;
  let level = -2 * tolerance;
  // Near the end the steps shrink below float64's grain of the sums: a fixed point may never come within the tolerance.
  for (let pass = 0; pass < 1000 && Math.abs(next - level) > tolerance; pass++) {
    level = next;
    const under = countUpTo(sorted, low, level);
    next = liStep(sums[under]! / under, (sums[n]! - sums[under]!) / (n - under));
  }
  return next + low;
}

/** How many of the sorted values lie at most `level` above `low`. */
function countUpTo(sorted: Float32Array, low: number, level: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! - low > level) to = middle;
    else from = middle + 1;
  }
  return from;
}
