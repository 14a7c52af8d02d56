import { describe, expect, it } from 'vitest';
import { Random } from '../../src/runtime/kernels/reference/random.ts';
import { bleaching, expectedGreyValues, expose } from '../../src/runtime/kernels/reference/simulate-camera.ts';

const camera = { offset: 100, gain: 4, readNoise: 3 };

describe('expose', () => {
  it.each([0, 0.4, 20, 150, 400])('has the stated mean and variance at %d electrons', (electrons) => {
    const n = 200_000;
    const seen = expose(new Float32Array(n).fill(electrons), camera, new Random(1, electrons * 10));
    const mean = seen.reduce((sum, one) => sum + one, 0) / n;
    const variance = seen.reduce((sum, one) => sum + (one - mean) ** 2, 0) / n;
    const stated = 16 * (electrons + 9) + 1 / 12;
    expect(Math.abs(mean - (100 + 4 * electrons))).toBeLessThan(4 * Math.sqrt(stated / n));
    expect(Math.abs(variance / stated - 1)).toBeLessThan(0.02);
  });

  it('saturates at 0 and 65,535, and shows NaN as an unlit pixel', () => {
    const quiet = { offset: 100, gain: 4, readNoise: 0 };
    expect(expose(Float32Array.of(0, 30_000, Number.NaN), quiet, new Random(1))).toEqual(
      Uint16Array.of(100, 65535, 100),
    );
    expect(expose(Float32Array.of(0), { ...camera, offset: -1000 }, new Random(1))).toEqual(Uint16Array.of(0));
  });

  it('exposes no pixels to none', () => {
    expect(expose(new Float32Array(0), camera, new Random(1)).length).toBe(0);
  });
});

describe('expectedGreyValues', () => {
  it('is offset plus gain times electrons', () => {
    expect(expectedGreyValues(Float32Array.of(0, 1, 2.5), camera)).toEqual(Float32Array.of(100, 104, 110));
  });
});

describe('bleaching', () => {
  it('falls from 1 to a quarter, by the time constant', () => {
    expect(bleaching(0, 80)).toBe(1);
    expect(bleaching(80, 80)).toBeCloseTo(0.25 + 0.75 / Math.E, 12);
    expect(bleaching(1e5, 80)).toBe(0.25);
  });

  it('is 1 without a time constant', () => {
    expect(bleaching(50, 0)).toBe(1);
  });
});
