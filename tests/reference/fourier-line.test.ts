import { describe, expect, test } from 'vitest';
import { continuation, fourierPeriod } from '../../src/runtime/kernels/reference/fourier-line.ts';
import { fourierTaps, shiftTaps } from '../../src/runtime/kernels/shift-taps.ts';

describe('the continuation of a line for Fourier shifts', () => {
  test('its period is a power of two with room for 32 pixels at each end, or for the whole line twice', () => {
    expect([1, 2, 5, 32, 33, 64, 129, 512, 960, 961].map(fourierPeriod)).toEqual([
      4, 8, 16, 128, 128, 128, 256, 1024, 1024, 2048,
    ]);
  });

  test('passes from the line mirrored at its end to the line mirrored at its start', () => {
    const { ending, starting, weight } = continuation(3, 16);
    expect(Array.from(ending.subarray(0, 6))).toEqual([2, 1, 0, 0, 1, 2]);
    expect(Array.from(starting.subarray(-6))).toEqual([0, 1, 2, 2, 1, 0]);
    expect(weight[0]).toBeLessThan(0.005);
    expect(weight[12]).toBeGreaterThan(0.995);
    for (let i = 0; i < 13; i++) expect(weight[i]! + weight[12 - i]!).toBeCloseTo(1, 12);
  });
});

describe('taps', () => {
  test('of a Fourier shift sum to 1, and are the pixel itself for a vanishing fraction', () => {
    for (const fraction of [0.001, 0.3, 0.5, 0.999]) {
      expect(fourierTaps(64, fraction).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    }
    expect(fourierTaps(64, 1e-9)[0]).toBeCloseTo(1, 8);
  });

  test('of a cubic shift sum to 1 and are symmetric at half a pixel', () => {
    const { taps, base } = shiftTaps({ base: 5, fraction: 0.5, first: 0, end: 9 }, 'cubic');
    expect(taps.reduce((a, b) => a + b, 0)).toBeCloseTo(1, 10);
    taps.forEach((tap, k) => {
      expect(tap).toBeCloseTo(taps[taps.length - 1 - k]!, 12);
    });
    expect(base + (taps.length - 1) / 2).toBe(5.5);
  });
});
