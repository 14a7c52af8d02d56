import { middleOf } from './middle-of.ts';

export const normalisations = ['F/F0', 'ΔF/F0', 'z-score', 'min–max'] as const;
export const baselines = ['first frames', 'frame range', 'percentile', 'minimum', 'median'] as const;
export interface Normalisation {
  readonly method: (typeof normalisations)[number];
  readonly baseline: (typeof baselines)[number];
  /** Time steps of the series that are its baseline, from its own first value. */
  readonly frames: number;
  /** First and last time of the baseline, both included, on the clock of `times`. */
  readonly from: number;
  readonly to: number;
  /** 0 … 100, interpolated linearly. */
  readonly percentile: number;
}

/**
 * A time series on a scale that series of different brightness share.
 *
 * @param times   ascending, finite, in time steps.
 * @param values  one a time; NaN is a missing value: it stays NaN and does not count.
 * @returns       a new array. NaN everywhere where the scale is 0 or missing: F0 of 0 or without values, a constant series
 *                for z-score and min–max. The z-score divides by the population's standard deviation.
 * @throws RangeError if a percentile is outside 0 … 100.
 * @cost          O(n log n)
 * @source        Definitions; numpy.percentile, scipy.stats.zscore.
 */
export function normaliseSeries(times: Float64Array, values: Float64Array, how: Normalisation): Float64Array {
  const known = values.filter((value) => !Number.isNaN(value));
  const out = new Float64Array(values.length).fill(Number.NaN);
  let zero = 0;
  let scale = 0;
  if (how.method === 'z-score') {
    zero = meanOf(known);
    // rounding would leave a constant series a deviation of its own
    const constant = greatest(known) === least(known);
    scale = constant ? 0 : Math.sqrt(meanOf(known.map((value) => (value - zero) ** 2)));
  } else if (how.method === 'min–max') {
    zero = least(known);
    scale = greatest(known) - zero;
  } else {
    scale = baselineOf(times, values, how);
    zero = how.method === 'ΔF/F0' ? scale : 0;
  }
  if (scale === 0) return out;
  for (let i = 0; i < values.length; i++) out[i] = (values[i]! - zero) / scale;
  return out;
}

/** F0 of a series: NaN where no value counts towards it. */
function baselineOf(times: Float64Array, values: Float64Array, how: Omit<Normalisation, 'method'>): number {
  const known = values.filter((value) => !Number.isNaN(value));
  switch (how.baseline) {
    case 'minimum':
      return known.length ? least(known) : Number.NaN;
    case 'median':
      return middleOf(known, known.length);
    case 'percentile':
      return percentileOf(known.sort(), how.percentile);
    case 'first frames': {
      const first = times[values.findIndex((value) => !Number.isNaN(value))] ?? Number.NaN;
      return meanBetween(times, values, first, first + how.frames - 0.5);
    }
    case 'frame range':
      return meanBetween(times, values, how.from, how.to);
  }
}

/**
 * Percentile of sorted values, interpolated linearly.
 *
 * @param sorted   ascending, no NaN; none gives NaN.
 * @param percent  0 … 100.
 * @throws RangeError outside 0 … 100.
 * @source         numpy.percentile (its default): equal to rounding.
 */
export function percentileOf(sorted: Float64Array, percent: number): number {
  if (!(percent >= 0 && percent <= 100)) throw new RangeError(`percentile is ${percent} %, expected 0 to 100`);
  if (!sorted.length) return Number.NaN;
  const at = ((sorted.length - 1) * percent) / 100;
  const below = sorted[Math.floor(at)]!;
  const above = sorted[Math.ceil(at)]!;
  return below + (above - below) * (at - Math.floor(at));
}

const least = (values: Float64Array): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
const greatest = (values: Float64Array): number => values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
const meanOf = (values: Float64Array): number => values.reduce((a, b) => a + b, 0) / values.length;

function meanBetween(times: Float64Array, values: Float64Array, from: number, to: number): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i]!) || times[i]! < from || times[i]! > to) continue;
    sum += values[i]!;
    count++;
  }
  return sum / count;
}
