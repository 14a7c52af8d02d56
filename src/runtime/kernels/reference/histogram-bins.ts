import { percentileOf } from './normalise-series.ts';

/** Bins never become more than this: a heavy tail would ask for thousands. */
const mostBins = 500;

/**
 * Edges of bins of equal width over all values.
 *
 * @param values  any order; NaN and infinities do not count.
 * @param bins    how many; 0 chooses: the narrower of the widths by Freedman and Diaconis and by Sturges.
 * @returns       ascending, one more than bins; of equal values one bin of width 1 around them, of none 0 and 1.
 * @throws RangeError if the number is negative, not whole or above 500.
 * @cost          O(n log n)
 * @source        numpy.histogram_bin_edges(values, bins or 'auto') 1.24: equal to rounding, up to 500 bins.
 */
export function histogramBins(values: Float64Array, bins: number): Float64Array {
  if (!(Number.isInteger(bins) && bins >= 0 && bins <= mostBins)) {
    throw new RangeError(`the number of bins is ${bins}, expected 0 (automatic) to ${mostBins}`);
  }
  const sorted = values.filter(Number.isFinite).sort();
  const n = sorted.length;
  if (n === 0) return Float64Array.of(0, 1);
  let low = sorted[0]!;
  let high = sorted[n - 1]!;
  const range = high - low;
  if (range === 0) {
    low -= 0.5;
    high += 0.5;
  }
  const count = bins > 0 ? bins : automatic(sorted, range);
  return Float64Array.from({ length: count + 1 }, (_, k) => (k === count ? high : low + ((high - low) * k) / count));
}

function automatic(sorted: Float64Array, range: number): number {
  const n = sorted.length;
  if (range === 0) return 1;
  const sturges = range / (Math.log2(n) + 1);
  const middle = percentileOf(sorted, 75) - percentileOf(sorted, 25);
  const freedman = (2 * middle) / Math.cbrt(n);
  const width = freedman > 0 ? Math.min(sturges, freedman) : sturges;
  return Math.max(1, Math.min(mostBins, Math.ceil(range / width)));
}

/**
 * How many values fall into each bin: from its left edge up to, not including, its right one; the last bin has both.
 *
 * @param edges  ascending, of equal distances, at least two.
 * @returns      one count a bin; NaN and values outside are in none.
 * @cost         O(n)
 * @source       numpy.histogram: equal.
 */
export function histogramCounts(values: Float64Array, edges: Float64Array): Float64Array {
  const bins = edges.length - 1;
  const counts = new Float64Array(bins);
  const low = edges[0]!;
  const high = edges[bins]!;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (!(value >= low && value <= high)) continue;
    let at = Math.min(bins - 1, Math.floor(((value - low) / (high - low)) * bins));
    // rounding may be one bin off at an edge
    if (value < edges[at]!) at--;
    else if (at < bins - 1 && value >= edges[at + 1]!) at++;
    counts[at] = counts[at]! + 1;
  }
  return counts;
}
