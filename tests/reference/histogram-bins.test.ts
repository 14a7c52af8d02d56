import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { histogramBins, histogramCounts } from '../../src/runtime/kernels/reference/histogram-bins.ts';
import { goldenJson } from '../support/golden.ts';

describe('histogramBins', () => {
  it("equals numpy.histogram_bin_edges(x, 'auto')", () => {
    const { x, a } = goldenJson<{ x: number[]; a: number[] }>('stats.json');
    const edges = histogramBins(Float64Array.from(x), 0);
    expect(edges).toHaveLength(13);
    expect(edges[0]).toBeCloseTo(-3.197956770689707, 12);
    expect(edges[5]).toBeCloseTo(-0.48075549575832, 12);
    expect(edges[12]).toBeCloseTo(3.323326289145623, 12);
    expect([...histogramCounts(Float64Array.from(x), edges)]).toEqual([2, 2, 4, 7, 12, 18, 29, 22, 15, 6, 2, 1]);
    expect([...histogramCounts(Float64Array.from(a), histogramBins(Float64Array.from(a), 0))]).toEqual([
      6, 3, 8, 8, 2, 3,
    ]);
  });
  it('falls back on Sturges where half of the values are equal', () => {
    expect([...histogramBins(Float64Array.of(0, 0, 0, 0, 0, 0, 0, 9), 0)]).toEqual([0, 2.25, 4.5, 6.75, 9]);
  });
  it('makes the number of bins asked for', () => {
    expect([...histogramBins(Float64Array.of(4, Number.NaN, 0), 4)]).toEqual([0, 1, 2, 3, 4]);
    expect(() => histogramBins(Float64Array.of(1), 501)).toThrow('number of bins is 501');
  });
  it('puts one bin around equal values, and 0 to 1 where there are none', () => {
    expect([...histogramBins(Float64Array.of(5, 5, 5), 0)]).toEqual([4.5, 5.5]);
    expect([...histogramBins(Float64Array.of(Number.NaN), 0)]).toEqual([0, 1]);
  });
});

describe('histogramCounts', () => {
  it('gives an edge to the bin on its right, the last one to the last bin', () => {
    expect([
      ...histogramCounts(Float64Array.of(0, 1, 1.5, 2, 3, Number.NaN, 4, -1), Float64Array.of(0, 1, 2, 3)),
    ]).toEqual([1, 2, 2]);
  });
  it('counts every value between the ends once, edges being exact', () => {
    const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.integer({ min: 1, max: 40 }), (values, bins) => {
        const all = Float64Array.from(values);
        const edges = histogramBins(all, bins);
        const counts = histogramCounts(all, edges);
        expect(counts.reduce((a, b) => a + b, 0)).toBe(values.length);
        for (let k = 0; k < bins; k++) {
          const inside = values.filter(
            (v) => v >= edges[k]! && (v < edges[k + 1]! || (k === bins - 1 && v <= edges[bins]!)),
          );
          expect(counts[k]).toBe(inside.length);
        }
      }),
      { seed: 6 },
    );
  });
});
