import { describe, expect, it } from 'vitest';
import { summariseValues } from '../../src/runtime/kernels/reference/summarise-values.ts';

describe('summariseValues', () => {
  it('equals numpy and scipy.stats.t.interval on eight values, a missing one left out', () => {
    const summary = summariseValues(Float64Array.of(9, 2, 4, Number.NaN, 4, 4, 5, 5, 7), 0.95);
    expect(summary).toMatchObject({ n: 8, mean: 5, median: 4.5, q1: 4, q3: 5.5 });
    expect(summary.sd).toBeCloseTo(2.138089935299395, 12);
    expect(summary.sem).toBeCloseTo(0.7559289460184544, 12);
    expect(summary.low).toBeCloseTo(3.2125120822041073, 9);
    expect(summary.high).toBeCloseTo(6.787487917795893, 9);
  });
  it('has no spread for a single value and nothing but n for none', () => {
    const one = summariseValues(Float64Array.of(3), 0.95);
    expect(one).toEqual({ n: 1, mean: 3, sd: NaN, sem: NaN, low: NaN, high: NaN, median: 3, q1: 3, q3: 3 });
    const none = summariseValues(Float64Array.of(Number.NaN), 0.95);
    expect(none.n).toBe(0);
    expect(Object.values(none).slice(1).every(Number.isNaN)).toBe(true);
  });
});
