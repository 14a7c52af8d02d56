import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/runtime/data/frame.ts';
import { gaussian } from '../../src/runtime/kernels/reference/gaussian.ts';
import { laplacian } from '../../src/runtime/kernels/reference/laplacian.ts';
import { goldenPlanes } from '../support/golden.ts';
import { logOfConstant } from '../support/log-constant.ts';

function frameOf(width: number, height: number, depth: number, value: (x: number, y: number, z: number) => number) {
  const data = new Float32Array(width * height * depth);
  for (let z = 0, i = 0; z < depth; z++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++, i++) data[i] = value(x, y, z);
  return { width, height, depth, data } satisfies Frame<Float32Array>;
}

describe('laplacian', () => {
  it('is the weights of the second derivative around a single pixel', () => {
    const { data } = laplacian(
      frameOf(11, 11, 1, (x, y) => (x === 5 && y === 5 ? 1 : 0)),
      1,
    );
    const row = Array.from(data.subarray(55, 66), (value) => Math.round(value * 1e4) / 1e4);
    const centre = Math.round((-205 / 36) * 1e4) / 1e4;
    expect(row).toEqual([0, -0.0018, 0.0254, -0.2, 1.6, centre, 1.6, -0.2, 0.0254, -0.0018, 0]);
    expect(Array.from({ length: 11 }, (_, y) => data[y * 11 + 5])).toEqual([...data.subarray(55, 66)]);
    expect(data[4 * 11 + 4]).toBe(0);
  });

  it('is exactly 0 for a constant frame, at its edges too', () => {
    for (const depth of [1, 3]) {
      const { data } = laplacian(
        frameOf(6, 5, depth, () => 1234.567),
        -2,
      );
      expect(data.every((value) => value === 0)).toBe(true);
    }
  });

  it('is 4 for x² + y², and 6 with z², where all neighbours are there', () => {
    const flat = laplacian(
      frameOf(12, 12, 1, (x, y) => x * x + y * y),
      1,
    );
    expect(flat.data[6 * 12 + 5]).toBeCloseTo(4, 4);
    const deep = laplacian(
      frameOf(9, 9, 9, (x, y, z) => x * x + y * y + z * z),
      10,
    );
    expect(deep.data[(4 * 9 + 4) * 9 + 4]).toBeCloseTo(60, 3);
  });

  it('gives NaN within 4 px of a NaN along an axis', () => {
    const { data } = laplacian(
      frameOf(13, 3, 1, (x, y) => (x === 6 && y === 1 ? Number.NaN : 1)),
      1,
    );
    expect(Array.from(data.subarray(13, 26), Number.isNaN)).toEqual(
      Array.from({ length: 13 }, (_, x) => Math.abs(x - 6) <= 4),
    );
    expect(data[0]).toBe(0);
  });

  it('of a blurred plane is scipy.ndimage.gaussian_laplace within 0.12 % of its range, but for its answer to a constant', async () => {
    const [frames] = await goldenPlanes('in-frames.tif');
    const [golden] = await goldenPlanes('log_1.5.tif');
    const blurred = gaussian(frames!, 1.5);
    const { data } = laplacian({ ...blurred, depth: 1 }, 1);
    const constant = logOfConstant(1.5);
    let worst = 0;
    let worstPlain = 0;
    for (let y = 0; y < 96; y++) {
      for (let x = 0; x < 96; x++) {
        const i = (y + 16) * 128 + x + 16;
        const expected = golden!.data[y * 96 + x]!;
        worst = Math.max(worst, Math.abs(data[i]! + constant * blurred.data[i]! - expected));
        worstPlain = Math.max(worstPlain, Math.abs(data[i]! - expected));
      }
    }
    const range = 59.9 + 61.1;
    expect(worst / range).toBeLessThan(0.0012);
    expect(worstPlain / range).toBeLessThan(0.005);
  });
});
