import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splineCoefficients, splineWeights } from '../../src/runtime/kernels/reference/cubic-spline.ts';

const line = fc.array(fc.double({ min: -1000, max: 1000, noNaN: true }), { minLength: 1, maxLength: 40 });

describe('cubic spline', () => {
  test('its coefficients give the samples back: 1 4 1 over 6, mirrored about the end pixels', () => {
    fc.assert(
      fc.property(line, (samples) => {
        const c = Float64Array.from(samples);
        splineCoefficients(c);
        const n = c.length;
        samples.forEach((sample, i) => {
          const before = c[i === 0 ? Math.min(1, n - 1) : i - 1]!;
          const after = c[i === n - 1 ? Math.max(n - 2, 0) : i + 1]!;
          expect((before + 4 * c[i]! + after) / 6).toBeCloseTo(sample, 8);
        });
      }),
      { seed: 7 },
    );
  });

  test('its weights sum to 1 and place a straight line exactly', () => {
    for (const f of [0, 0.1, 0.5, 0.75, 1]) {
      const w = splineWeights(f);
      expect(w[0] + w[1] + w[2] + w[3]).toBeCloseTo(1, 14);
      expect(-w[0] + w[2] + 2 * w[3]).toBeCloseTo(f, 14);
    }
    expect(splineWeights(0)).toEqual([1 / 6, 4 / 6, 1 / 6, 0]);
  });
});
