import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exponentialAt, fitExponential } from '../../src/runtime/kernels/reference/fit-exponential.ts';
import { goldenJson } from '../support/golden.ts';
import { seeded } from '../support/planes.ts';

interface Golden {
  readonly t: readonly number[];
  readonly mono: readonly number[];
  readonly mono_params: readonly [number, number, number];
  readonly mono_stderr: readonly [number, number, number];
  readonly mono_ssr: number;
}

describe('fitExponential', () => {
  test('five values of a decay to 10 give its parameters', () => {
    const fit = fitExponential([0, 1, 2, 3, 4], [42, 26, 18, 14, 12])!;
    expect(fit.amplitude).toBeCloseTo(32, 9);
    expect(fit.tau).toBeCloseTo(1 / Math.log(2), 9);
    expect(fit.offset).toBeCloseTo(10, 9);
    expect(fit.rSquared).toBeCloseTo(1, 12);
    expect(exponentialAt(fit, 5)).toBeCloseTo(11, 9);
  });

  test('equals scipy.optimize.curve_fit: parameters to 1e-6, standard errors to 1e-4', () => {
    const golden = goldenJson<Golden>('exp_fit.json');
    const fit = fitExponential(golden.t, golden.mono)!;
    const [amplitude, tau, offset] = golden.mono_params;
    expect(Math.abs(fit.amplitude / amplitude - 1)).toBeLessThan(1e-6);
    expect(Math.abs(fit.tau / tau - 1)).toBeLessThan(1e-6);
    expect(Math.abs(fit.offset / offset - 1)).toBeLessThan(1e-6);
    for (const [i, error] of [fit.errors.amplitude, fit.errors.tau, fit.errors.offset].entries()) {
      expect(Math.abs(error / golden.mono_stderr[i]! - 1)).toBeLessThan(1e-4);
    }
    const squares = golden.mono.reduce((sum, y, i) => sum + (y - exponentialAt(fit, golden.t[i]!)) ** 2, 0);
    expect(squares).toBeLessThanOrEqual(golden.mono_ssr * (1 + 1e-12));
  });

  test('finds the parameters of any noiseless decay or rise, wherever time begins', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1000, max: 1000, noNaN: true }).filter((a) => Math.abs(a) > 1),
        fc.double({ min: 0.5, max: 300, noNaN: true }),
        fc.double({ min: -500, max: 500, noNaN: true }),
        fc.integer({ min: 4, max: 150 }),
        fc.integer({ min: -20, max: 20 }),
        (amplitude, tau, offset, count, start) => {
          const t = Array.from({ length: count }, (_, i) => start + i);
          const atStart = amplitude * Math.exp(start / tau);
          const y = t.map((one) => atStart * Math.exp(-one / tau) + offset);
          const fit = fitExponential(t, y)!;
          for (const [i, one] of t.entries()) expect(Math.abs(exponentialAt(fit, one) - y[i]!)).toBeLessThan(1e-5);
        },
      ),
      { seed: 9, numRuns: 100 },
    );
  });

  test('noise in 5 % of the values that are missing changes nothing', () => {
    const random = seeded(3);
    const t = Array.from({ length: 60 }, (_, i) => i);
    const y = t.map((one) => 100 * Math.exp(-one / 20) + 50 + random());
    const holed = y.map((value, i) => (i % 20 === 7 ? Number.NaN : value));
    const without = fitExponential(
      t.filter((i) => i % 20 !== 7),
      y.filter((_, i) => i % 20 !== 7),
    );
    expect(fitExponential(t, holed)).toEqual(without);
  });

  test('constant values have amplitude 0 and no tau; a straight line has the longest tau', () => {
    const flat = fitExponential([0, 1, 2, 3], [7, 7, 7, 7])!;
    expect(flat).toMatchObject({ amplitude: 0, tau: Number.NaN, offset: 7, rSquared: Number.NaN });
    expect(exponentialAt(flat, 100)).toBe(7);
    const line = fitExponential([0, 1, 2, 3, 4], [10, 9, 8, 7, 6])!;
    expect(line.tau).toBeCloseTo(400, 3);
    for (let i = 0; i < 5; i++) expect(Math.abs(exponentialAt(line, i) - 10 + i)).toBeLessThan(0.01);
  });

  test('fewer than three values, and three at one time, have no fit', () => {
    expect(fitExponential([], [])).toBeNull();
    expect(fitExponential([0, 1, 2], [5, Number.NaN, 3])).toBeNull();
    expect(fitExponential([1, 1, 1], [1, 2, 3])).toBeNull();
  });
});
