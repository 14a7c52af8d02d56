import { describe, expect, test } from 'vitest';
import type { Plane } from '../../src/runtime/data/frame.ts';
import { gaussian, gaussianRadius, gaussianWeights } from '../../src/runtime/kernels/reference/gaussian.ts';
import { goldenPlanes } from '../support/golden.ts';
import { largestDifference } from '../support/planes.ts';

const frame = async (): Promise<Plane<Float32Array>> => (await goldenPlanes('in-frames.tif'))[0]!;
describe('gaussian', () => {
  test('a single bright pixel becomes the product of the weights along x and y', () => {
    const data = new Float32Array(81);
    data[40] = 1;
    const out = gaussian({ width: 9, height: 9, data }, 0.7).data;
    const w = gaussianWeights(0.7, 9);
    expect(w.length).toBe(4);
    expect(w[0]! + 2 * (w[1]! + w[2]! + w[3]!)).toBeCloseTo(1, 14);
    expect(out[40]).toBeCloseTo(w[0]! * w[0]!, 7);
    expect(out[41]).toBeCloseTo(w[0]! * w[1]!, 7);
    expect(out[50]).toBeCloseTo(w[1]! * w[1]!, 7);
    expect(out[36]).toBe(0);
  });

  test('equals scipy with repeated edges to half a thousandth of a grey value', async () => {
    const [expected] = await goldenPlanes('gauss_2_nearest.tif');
    expect(largestDifference(gaussian(await frame(), 2), expected!)).toBeLessThan(5e-4);
  });

  test.each([
    ['gauss_1.tif', 1],
    ['gauss_2.tif', 2],
    ['gauss_3.3.tif', 3.3],
  ])('equals scipy with mirrored edges (%s) inside the border of 4 sigma', async (name, sigma) => {
    const [expected] = await goldenPlanes(name);
    expect(largestDifference(gaussian(await frame(), sigma), expected!, gaussianRadius(sigma))).toBeLessThan(5e-4);
  });

  test('folding the weights beyond a short line changes nothing', () => {
    const data = Float32Array.of(3, 1, 4, 1, 5);
    const folded = gaussian({ width: 5, height: 1, data }, 6).data;
    const weights = gaussianWeights(6, 1000);
    const plain = Array.from(data, (_, x) => {
      let sum = 0;
      for (let k = -24; k <= 24; k++) sum += weights[Math.abs(k)]! * data[Math.min(Math.max(x + k, 0), 4)]!;
      return Math.fround(sum);
    });
    expect(Array.from(folded)).toEqual(plain);
  });

  test('a NaN pixel turns the square of 4 sigma around it to NaN and nothing else', () => {
    const data = new Float32Array(15 * 15).fill(7);
    data[7 * 15 + 7] = Number.NaN;
    const out = gaussian({ width: 15, height: 15, data }, 0.5).data;
    out.forEach((value, i) => {
      const near = Math.abs((i % 15) - 7) <= 2 && Math.abs(Math.floor(i / 15) - 7) <= 2;
      expect(value).toBe(near ? Number.NaN : 7);
    });
  });

  test('a constant plane of any dtype stays as it is', () => {
    for (const data of [
      new Uint8Array(12).fill(200),
      new Uint16Array(12).fill(65535),
      new Float32Array(12).fill(0.1),
    ]) {
      expect(Array.from(gaussian({ width: 4, height: 3, data }, 50).data)).toEqual(Array.from(data));
    }
  });

  test('an empty plane stays empty', () => {
    expect(gaussian({ width: 0, height: 5, data: new Float32Array(0) }, 2).data.length).toBe(0);
  });

  test.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1001])('sigma %s is refused', (sigma) => {
    expect(() => gaussian({ width: 1, height: 1, data: Float32Array.of(1) }, sigma)).toThrow(RangeError);
  });
});
