import { describe, expect, it } from 'vitest';
import {
  type Normalisation,
  normalisations,
  normaliseSeries,
  percentileOf,
} from '../../src/runtime/kernels/reference/normalise-series.ts';

const gap = Number.NaN;
const standard: Normalisation = { method: 'F/F0', baseline: 'first frames', frames: 2, from: 0, to: 1, percentile: 10 };
const normalise = (values: readonly number[], how: Partial<Normalisation>, times = values.map((_, i) => i)) => [
  ...normaliseSeries(Float64Array.from(times), Float64Array.from(values), { ...standard, ...how }),
];

describe('normaliseSeries', () => {
  it('divides by the mean of the first frames, counted from the first value of the series', () => {
    expect(normalise([2, 6, 8, 12], {})).toEqual([0.5, 1.5, 2, 3]);
    expect(normalise([gap, 2, 6, 8], {})).toEqual([gap, 0.5, 1.5, 2]);
    expect(normalise([2, 6, 8], { frames: 1 }, [10, 11, 12])).toEqual([1, 3, 4]);
  });
  it('counts time, not rows: of two frames with a gap only the one that is there', () => {
    expect(normalise([2, 6, 8], {}, [0, 2, 3])).toEqual([1, 3, 4]);
  });
  it('takes a stretch of the movie as baseline, both ends included', () => {
    expect(normalise([9, 2, 6, 8], { baseline: 'frame range', from: 1, to: 2 })).toEqual([2.25, 0.5, 1.5, 2]);
    expect(normalise([1, 2], { baseline: 'frame range', from: 7, to: 9 })).toEqual([gap, gap]);
  });
  it.each([
    ['minimum', 2],
    ['median', 4],
    ['percentile', 2.4],
  ] as const)('divides by the %s', (baseline, f0) => {
    const out = normalise([4, 2, 8], { baseline });
    for (const [i, value] of [4, 2, 8].entries()) expect(out[i]).toBeCloseTo(value / f0, 12);
  });
  it('gives the change relative to the baseline', () => {
    expect(normalise([2, 6, 8, 12], { method: 'ΔF/F0' })).toEqual([-0.5, 0.5, 1, 2]);
  });
  it('equals scipy.stats.zscore, and puts minimum and maximum at 0 and 1', () => {
    const z = normalise([1, 2, 3, 6], { method: 'z-score' });
    for (const [i, value] of [-1.0690449676496976, -0.5345224838248488, 0, 1.6035674514745464].entries()) {
      expect(z[i]).toBeCloseTo(value, 12);
    }
    expect(normalise([5, 1, gap, 3], { method: 'min–max' })).toEqual([1, 0, gap, 0.5]);
  });
  it('is NaN where there is no scale: F0 of 0, constant series, no values', () => {
    expect(normalise([0, 0, 5], {})).toEqual([gap, gap, gap]);
    expect(normalise([0.1, 0.1, 0.1], { method: 'z-score' })).toEqual([gap, gap, gap]);
    expect(normalise([4, 4], { method: 'min–max' })).toEqual([gap, gap]);
    for (const method of normalisations) {
      for (const baseline of ['first frames', 'frame range', 'percentile', 'minimum', 'median'] as const) {
        expect(normalise([], { method, baseline })).toEqual([]);
        expect(normalise([gap, gap], { method, baseline })).toEqual([gap, gap]);
      }
    }
  });
});

describe('percentileOf', () => {
  it('interpolates as numpy.percentile', () => {
    const values = Float64Array.of(1, 2, 3, 4);
    expect([0, 10, 33, 100].map((percent) => Number(percentileOf(values, percent).toFixed(12)))).toEqual([
      1, 1.3, 1.99, 4,
    ]);
    expect(percentileOf(new Float64Array(0), 50)).toBeNaN();
    expect(() => percentileOf(values, 101)).toThrow('percentile is 101 %');
  });
});
