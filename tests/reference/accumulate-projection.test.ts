import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Plane } from '../../src/runtime/data/frame.ts';
import {
  accumulateProjection,
  finishProjection,
  projections,
  projectPixels,
} from '../../src/runtime/kernels/reference/accumulate-projection.ts';
import { goldenPlanes } from '../support/golden.ts';

describe('projectPixels', () => {
  const frames = [Uint16Array.of(1, 7, 5), Uint16Array.of(4, 7, 0), Uint16Array.of(4, 7, 65535)];
  it.each([
    ['max', [4, 7, 65535]],
    ['min', [1, 7, 0]],
    ['sum', [9, 21, 65540]],
    ['mean', [3, 7, 65540 / 3]],
    ['sd', [Math.sqrt(3), 0, 37835.206598]],
  ] as const)('%s of three small frames', (method, expected) => {
    const out = projectPixels(frames, method);
    for (let i = 0; i < 3; i++) expect(out[i]! / Math.max(1, expected[i]!)).toBeCloseTo(expected[i] === 0 ? 0 : 1, 6);
  });
  it('keeps the dtype for the extremes and gives float32 for the rest', () => {
    for (const method of projections) {
      const expected = method === 'max' || method === 'min' ? Uint16Array : Float32Array;
      expect(projectPixels(frames, method)).toBeInstanceOf(expected);
    }
  });
  it('gives a single frame back, its standard deviation being 0', () => {
    const frame = Float32Array.of(1.5, -2);
    for (const method of ['max', 'mean', 'sum', 'min'] as const)
      expect([...projectPixels([frame], method)]).toEqual([1.5, -2]);
    expect([...projectPixels([frame], 'sd')]).toEqual([0, 0]);
  });
  it('gives NaN where any frame is NaN, whichever it is', () => {
    for (const method of projections) {
      for (const at of [0, 1, 2]) {
        const withHole = [0, 1, 2].map((t) => Float32Array.of(t === at ? Number.NaN : t, t));
        const out = projectPixels(withHole, method);
        expect(out[0]).toBeNaN();
        expect(out[1]).not.toBeNaN();
      }
    }
  });
  it('finds a standard deviation of 1 on an offset of ten million', () => {
    const on = [0, 1, 2].map((t) => Float32Array.of(1e7 + t));
    expect(projectPixels(on, 'sd')[0]).toBe(1);
  });
  it('sums in float64, so a thousand small values on a large one are kept', () => {
    const many = [Float32Array.of(2 ** 24), ...Array.from({ length: 1000 }, () => Float32Array.of(1))];
    expect(projectPixels(many, 'sum')[0]).toBe(2 ** 24 + 1000);
  });
  it('refuses an empty list and frames of different sizes', () => {
    expect(() => projectPixels([], 'mean')).toThrow('mean of 0 frames');
    expect(() => projectPixels([new Uint8Array(4), new Uint8Array(5)], 'max')).toThrow('5 pixels does not fit');
  });
  it('lies between min and max, and does not write to its frames', () => {
    const values = fc.array(fc.float({ noNaN: true, min: -1000, max: 1000 }), { minLength: 4, maxLength: 4 });
    fc.assert(
      fc.property(fc.array(values, { minLength: 1, maxLength: 6 }), (rows) => {
        const arrays = rows.map((row) => Float32Array.from(row));
        const [low, mean, high] = (['min', 'mean', 'max'] as const).map((method) => projectPixels(arrays, method));
        for (let i = 0; i < 4; i++) {
          expect(low![i]!).toBeLessThanOrEqual(mean![i]!);
          expect(mean![i]!).toBeLessThanOrEqual(high![i]!);
        }
        expect(arrays.map((array) => [...array])).toEqual(rows);
      }),
      { seed: 2 },
    );
  });
});

describe('against numpy, on three frames of nuclei', () => {
  let planes: readonly Plane<Float32Array>[] = [];
  beforeAll(async () => {
    planes = await goldenPlanes('in-frames.tif');
  });
  // sum over the image and the values at (x 101, y 17) and (x 3, y 64), by numpy 1.24 in float64, sd with ddof=1
  it.each([
    ['max', 5734147, 239, 213],
    ['mean', 4642163.333333334, 207.33333333333334, 196],
    ['sum', 13926490, 622, 588],
    ['sd', 1184672.460285584, 27.42869543622761, 28.583211855912904],
    ['min', 3539567, 191, 163],
  ] as const)('%s', (method, total, one, other) => {
    let state = null;
    for (const plane of planes) state = accumulateProjection(state, Uint16Array.from(plane.data), method);
    const out = finishProjection(state!);
    let sum = 0;
    for (const value of out) sum += value;
    expect(Math.abs(sum / total - 1)).toBeLessThan(1e-7);
    expect(Math.abs(out[17 * 128 + 101]! / one - 1)).toBeLessThan(1e-7);
    expect(Math.abs(out[64 * 128 + 3]! / other - 1)).toBeLessThan(1e-7);
  });
});
