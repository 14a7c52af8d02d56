import { percentileOf } from './normalise-series.ts';
import { studentTCritical } from './student-t.ts';

export interface Summary {
  /** Values that are not missing. */
  readonly n: number;
  readonly mean: number;
  /** Of the sample (n - 1). */
  readonly sd: number;
  readonly sem: number;
  /** Bounds of the confidence interval of the mean. */
  readonly low: number;
  readonly high: number;
  readonly median: number;
  readonly q1: number;
  readonly q3: number;
}

/**
 * Number, mean, spread and quartiles of some values.
 *
 * @param values      any order; NaN is a missing value.
 * @param confidence  0 … 1 of the interval by Student's t.
 * @returns           all NaN but `n` without values; spread and interval NaN for a single one.
 * @throws RangeError if the confidence is not between 0 and 1.
 * @cost              O(n log n)
 * @source            numpy mean, std(ddof=1), percentile; scipy.stats.t.interval: within 1e-9, relatively.
 */
export function summariseValues(values: Float64Array, confidence: number): Summary {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort();
  const n = sorted.length;
  let sum = 0;
  for (let i = 0; i < n; i++) sum += sorted[i]!;
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (sorted[i]! - mean) ** 2;
  const sd = n > 1 ? Math.sqrt(squares / (n - 1)) : Number.NaN;
  const sem = sd / Math.sqrt(n);
  const half = n > 1 ? sem * criticalOf(confidence, n - 1) : Number.NaN;
  return {
    n,
    mean,
    sd,
    sem,
    low: mean - half,
    high: mean + half,
    median: percentileOf(sorted, 50),
    q1: percentileOf(sorted, 25),
    q3: percentileOf(sorted, 75),
  };
}

const known = new Map<string, number>();

/** Every time point of a movie has the same few numbers of tracks, so each critical value is computed once. */
function criticalOf(confidence: number, df: number): number {
  const key = `${confidence}/${df}`;
  const value = known.get(key) ?? studentTCritical(confidence, df);
  if (known.size < 10_000) known.set(key, value);
  return value;
}
