import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localPolynomial } from '../../src/runtime/kernels/reference/local-polynomial.ts';
import { type Smoothing, smoothings, smoothSeries } from '../../src/runtime/kernels/reference/smooth-series.ts';
import { goldenJson } from '../support/golden.ts';

const gap = Number.NaN;
const steps = (n: number) => Float64Array.from({ length: n }, (_, i) => i);
const smooth = (values: readonly number[], how: Partial<Smoothing>, times = steps(values.length)) => [
  ...smoothSeries(times, Float64Array.from(values), {
    method: 'moving average',
    window: 3,
    order: 0,
    sigma: 1,
    ...how,
  }),
];
const close = (actual: ArrayLike<number>, expected: readonly number[], tolerance: number) => {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) expect(Math.abs(actual[i]! - expected[i]!)).toBeLessThan(tolerance);
};

describe('smoothSeries', () => {
  it('averages over the window, and over what there is of it at the ends', () => {
    expect(smooth([3, 6, 9, 0], {})).toEqual([4.5, 6, 5, 4.5]);
  });
  it('takes the median of the window', () => {
    expect(smooth([3, 100, 5, 4, 4], { method: 'median' })).toEqual([51.5, 5, 5, 4, 4]);
  });
  it('weighs by a Gaussian, so a lone peak keeps its sum away from the ends', () => {
    const peak = Array.from({ length: 41 }, (_, i) => (i === 20 ? 1 : 0));
    const out = smooth(peak, { method: 'Gaussian', sigma: 2 });
    expect(out.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 9);
    expect(out[22]! / out[20]!).toBeCloseTo(Math.exp(-0.5), 12);
  });
  it('leaves a missing value missing and out of its neighbours', () => {
    for (const method of smoothings) {
      const out = smooth([1, 1, gap, 1, 1], { method, window: 3, order: 1 });
      expect(out[2]).toBeNaN();
      close([out[0]!, out[1]!, out[3]!, out[4]!], [1, 1, 1, 1], 1e-12);
    }
  });
  it('measures windows in time: a gap is not closed up', () => {
    expect(smooth([1, 2, 10, 20], {}, Float64Array.of(0, 1, 5, 6))).toEqual([1.5, 1.5, 15, 15]);
    expect(smooth([1, 2, 10], { method: 'median', window: 5 }, Float64Array.of(0, 1, 8))).toEqual([1.5, 1.5, 10]);
  });
  it('fits the same parabola across a gap as numpy.polyfit', () => {
    const out = smooth(
      [1, 2, 0, 5, 3],
      { method: 'Savitzky–Golay', window: 7, order: 2 },
      Float64Array.of(0, 1, 2, 4, 5),
    );
    close(
      out,
      [0.9123376623376622, 1.2694805194805188, 1.753246753246752, 3.1006493506493493, 3.9642857142857135],
      1e-12,
    );
  });
  it('equals scipy.signal.savgol_filter on a short series and on 120 values', () => {
    close(
      smooth([3, 1, 4, 1, 5, 9, 2, 6], { method: 'Savitzky–Golay', window: 5, order: 2 }),
      [
        2.8571428571428585, 1.9714285714285709, 1.9428571428571413, 2.714285714285712, 5.34285714285714,
        6.171428571428568, 6.085714285714285, 4.428571428571426,
      ],
      1e-12,
    );
    const golden = goldenJson<{ x: number[]; savgol_7_2: number[] }>('stats.json');
    close(smooth(golden.x, { method: 'Savitzky–Golay', window: 7, order: 2 }), golden.savgol_7_2, 1e-12);
  });
  it('gives series too short for the polynomial back as they are', () => {
    expect(smooth([4], { method: 'Savitzky–Golay', window: 7, order: 2 })).toEqual([4]);
    close(smooth([4, 9], { method: 'Savitzky–Golay', window: 7, order: 2 }), [4, 9], 1e-12);
    for (const method of smoothings) {
      expect(smooth([], { method })).toEqual([]);
      expect(smooth([gap, gap], { method })).toEqual([gap, gap]);
    }
  });
  it('gives any polynomial up to the order back, on uneven times too', () => {
    const times = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { minLength: 1, maxLength: 30 });
    const term = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(times, fc.tuple(term, term, term), (raw, [a, b, c]) => {
        const x = Float64Array.from(raw).sort();
        const y = x.map((t) => a + b * t + c * t * t);
        const out = smoothSeries(x, y, { method: 'Savitzky–Golay', window: 11, order: 2, sigma: 1 });
        close(out, [...y], 1e-8);
      }),
      { seed: 4 },
    );
  });
  it('refuses an even window, an order not below it, and a sigma of 0', () => {
    expect(() => smooth([1], { window: 4 })).toThrow('window is 4 time steps, expected an odd number');
    expect(() => smooth([1], { method: 'Savitzky–Golay', window: 3, order: 3 })).toThrow('order is 3, expected 0 to 2');
    expect(() => smooth([1], { method: 'Gaussian', sigma: 0 })).toThrow('sigma is 0');
  });
});

describe('localPolynomial', () => {
  it('keeps its digits at degree 7 on an offset of a million', () => {
    const x = Float64Array.from({ length: 30 }, (_, i) => 1e6 + (10 * i) / 29);
    const y = x.map((value) => Math.sin(value - 1e6));
    const fit = [1e6, 1e6 + 3.3, 1e6 + 11].map((at) => localPolynomial(x, y, 0, 30, 7, at));
    // numpy.polynomial.Polynomial.fit
    close(fit, [0.0323106826609989, -0.19010350883623717, 0.7241091816661154], 1e-8);
  });
  it('takes the mean of values at one place, whatever the order', () => {
    expect(localPolynomial(Float64Array.of(3, 3, 3), Float64Array.of(1, 2, 6), 0, 3, 2, 3)).toBe(3);
  });
  it('is NaN without points', () => {
    expect(localPolynomial(Float64Array.of(1), Float64Array.of(1), 0, 0, 1, 0)).toBeNaN();
  });
});
