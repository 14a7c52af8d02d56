import { describe, expect, it } from 'vitest';
import { studentT, studentTCritical } from '../../src/runtime/kernels/reference/student-t.ts';

describe('studentT', () => {
  // scipy.stats.t.cdf 1.10
  it.each([
    [-2, 3, 0.06966298427942155],
    [0, 5, 0.5],
    [1.5, 10, 0.9177463367772799],
    [40, 2, 0.9996877926639076],
  ])('up to %d with %d degrees of freedom equals scipy to 1e-12', (t, df, expected) => {
    expect(Math.abs(studentT(t, df) - expected)).toBeLessThan(1e-12);
  });
});

describe('studentTCritical', () => {
  // scipy.stats.t.ppf((1 + confidence) / 2, df) 1.10
  it.each([
    [1, 0.95, 12.706204736432095],
    [2, 0.95, 4.302652729911275],
    [4, 0.95, 2.7764451051977987],
    [9, 0.99, 3.2498355440153697],
    [29.5, 0.95, 2.043724966772122],
    [1000, 0.95, 1.9623390808264074],
    [100000, 0.9, 1.6448688647849692],
  ])('with %d degrees of freedom at %d equals scipy to 1e-9', (df, confidence, expected) => {
    expect(Math.abs(studentTCritical(confidence, df) / expected - 1)).toBeLessThan(1e-9);
  });
  it('leaves the stated probability outside', () => {
    for (const df of [1, 3, 12, 200]) {
      const t = studentTCritical(0.9, df);
      expect(studentT(t, df) - studentT(-t, df)).toBeCloseTo(0.9, 10);
    }
  });
  it('refuses a confidence of 1', () => {
    expect(() => studentTCritical(1, 5)).toThrow('expected 0 to 1');
  });
});
