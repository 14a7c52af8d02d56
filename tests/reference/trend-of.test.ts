import { describe, expect, it } from 'vitest';
import { type Trend, trendOf, trends } from '../../src/runtime/kernels/reference/trend-of.ts';
import { goldenJson } from '../support/golden.ts';

const gap = Number.NaN;
const trend = (values: readonly number[], how: Trend, times = values.map((_, i) => i)) => [
  ...trendOf(Float64Array.from(times), Float64Array.from(values), how, 3),
];

describe('trendOf', () => {
  it('finds the mean and the straight line, missing values left out', () => {
    expect(trend([1, gap, 3, 8], 'constant')).toEqual([4, gap, 4, 4]);
    const line = trend([1, 2, gap, 4, 5], 'linear');
    for (const i of [0, 1, 3, 4]) expect(line[i]).toBeCloseTo(i + 1, 12);
    expect(line[2]).toBeNaN();
  });
  it('fits the line to the times, not to the places in the list', () => {
    const line = trend([0, 1, 10], 'linear', [0, 1, 10]);
    for (const [i, value] of [0, 1, 10].entries()) expect(line[i]).toBeCloseTo(value, 12);
  });
  it('follows the moving median', () => {
    expect(trend([1, 100, 2, 3, 3], 'moving median')).toEqual([50.5, 2, 3, 3, 3]);
  });
  it('takes a single value, and values of one time, as their own trend', () => {
    for (const how of trends) expect(trend([7], how)).toEqual([7]);
    expect(trend([2, 4], 'linear', [5, 5])).toEqual([3, 3]);
    for (const how of trends) expect(trend([gap], how)).toEqual([gap]);
    for (const how of trends) expect(trend([], how)).toEqual([]);
  });
  it('subtracted, equals scipy.signal.detrend to 1e-12', () => {
    const { x, detrend } = goldenJson<{ x: number[]; detrend: number[] }>('stats.json');
    const line = trend(x, 'linear');
    for (let i = 0; i < x.length; i++) expect(Math.abs(x[i]! - line[i]! - detrend[i]!)).toBeLessThan(1e-12);
  });
});
