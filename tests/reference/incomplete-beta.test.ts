import { describe, expect, it } from 'vitest';
import { incompleteBeta, logGamma } from '../../src/runtime/kernels/reference/incomplete-beta.ts';

describe('incompleteBeta', () => {
  // scipy.special.betainc 1.10
  it.each([
    [0.3, 2, 3, 0.3483],
    [0.5, 0.5, 0.5, 0.5],
    [0.9, 10, 2, 0.6973568802000001],
    [0.01, 0.2, 30, 0.8154678949764611],
    [0.999, 100, 0.5, 0.6550435163244297],
  ])('at %d with shapes %d and %d equals scipy to 1e-12', (x, a, b, expected) => {
    expect(Math.abs(incompleteBeta(x, a, b) - expected)).toBeLessThan(1e-12);
  });
  it('is the identity for shapes of 1 and symmetric when x and the shapes change sides', () => {
    for (let k = 0; k <= 10; k++) expect(incompleteBeta(k / 10, 1, 1)).toBeCloseTo(k / 10, 12);
    for (let k = 1; k < 10; k++) {
      expect(incompleteBeta(k / 10, 2.5, 7)).toBeCloseTo(1 - incompleteBeta(1 - k / 10, 7, 2.5), 12);
    }
  });
  it('is 0 and 1 at and beyond the ends, and NaN for NaN', () => {
    expect([-1, 0, 1, 2].map((x) => incompleteBeta(x, 2, 3))).toEqual([0, 0, 1, 1]);
    expect(incompleteBeta(Number.NaN, 2, 3)).toBeNaN();
  });
  it('refuses a shape of 0', () => {
    expect(() => incompleteBeta(0.5, 0, 1)).toThrow('expected above 0');
  });
});

describe('logGamma', () => {
  // scipy.special.gammaln 1.10
  it.each([
    [0.1, 2.252712651734206],
    [1, 0],
    [2.5, 0.2846828704729192],
    [50, 144.56574394634487],
    [1e4, 82099.71749644238],
  ])('of %d equals scipy to 1e-13, relatively', (x, expected) => {
    expect(Math.abs(logGamma(x) - expected)).toBeLessThan(1e-13 * Math.max(1, Math.abs(expected)));
  });
});
