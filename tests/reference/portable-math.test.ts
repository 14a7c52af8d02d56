import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portableExp, portableLog } from '../../src/runtime/kernels/reference/portable-math.ts';

describe('portableExp', () => {
  it('is Math.exp within 1e-15, relatively', () => {
    fc.assert(
      fc.property(fc.double({ min: -700, max: 700, noNaN: true }), (x) => {
        expect(Math.abs(portableExp(x) / Math.exp(x) - 1)).toBeLessThan(1e-15);
      }),
      { seed: 1, numRuns: 2000 },
    );
  });

  it('is exact at 0, and 0, Infinity and NaN where there is no number', () => {
    expect([0, -1000, 1000, Number.NaN].map(portableExp)).toEqual([1, 0, Number.POSITIVE_INFINITY, Number.NaN]);
  });
});

describe('portableLog', () => {
  it('is Math.log within 1e-15, for subnormal numbers too', () => {
    fc.assert(
      fc.property(fc.double({ min: 5e-324, max: Number.MAX_VALUE, noNaN: true }), (x) => {
        const log = Math.log(x);
        expect(Math.abs(portableLog(x) - log)).toBeLessThanOrEqual(1e-15 * Math.max(1, Math.abs(log)));
      }),
      { seed: 2, numRuns: 2000 },
    );
  });

  it('answers 1, 0, Infinity, negative numbers and NaN', () => {
    expect([1, 0, Number.POSITIVE_INFINITY, -1, Number.NaN].map(portableLog)).toEqual([
      0,
      Number.NEGATIVE_INFINITY,
      Number.POSITIVE_INFINITY,
      Number.NaN,
      Number.NaN,
    ]);
  });
});
