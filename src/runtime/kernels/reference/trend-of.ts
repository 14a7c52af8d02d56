import { localPolynomial } from './local-polynomial.ts';
import { present, smoothSeries } from './smooth-series.ts';

export const trends = ['linear', 'constant', 'moving median'] as const;
export type Trend = (typeof trends)[number];

/**
 * The slow part of a time series: its straight line, its mean, or its moving median.
 *
 * @param times   in time steps, ascending, finite.
 * @param values  one a time; NaN is a missing value and does not count.
 * @param window  width of the moving median in time steps, odd; shortened at the ends.
 * @returns       the trend at each time, NaN where the value is missing. One value is its own trend.
 * @throws RangeError if the window of a moving median is even or below 1.
 * @cost          O(n), moving median O(n · window)
 * @source        values - trend: scipy.signal.detrend(type='linear' | 'constant') 1.10 on even steps: within 1e-12.
 */
export function trendOf(times: Float64Array, values: Float64Array, trend: Trend, window: number): Float64Array {
  if (trend === 'moving median') {
    return smoothSeries(times, values, { method: 'median', window, order: 0, sigma: 1 });
  }
  const out = new Float64Array(values.length).fill(Number.NaN);
  const { x, y, at } = present(times, values);
  if (!x.length) return out;
  const order = trend === 'linear' ? 1 : 0;
  const first = localPolynomial(x, y, 0, x.length, order, x[0]!);
  const length = x[x.length - 1]! - x[0]!;
  const last = localPolynomial(x, y, 0, x.length, order, x[x.length - 1]!);
  for (let i = 0; i < x.length; i++) {
    out[at[i]!] = length === 0 ? first : first + ((last - first) * (x[i]! - x[0]!)) / length;
  }
  return out;
}
