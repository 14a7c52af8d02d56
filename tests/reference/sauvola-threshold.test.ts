import { expect, test } from 'vitest';
import { sauvolaThreshold } from '../../src/runtime/kernels/reference/sauvola-threshold.ts';
import { goldenPlanes } from '../support/golden.ts';

test('the Sauvola threshold equals scikit-image to 1e-5', async () => {
  const [frame] = await goldenPlanes('in-frames.tif');
  const [expected] = await goldenPlanes('sauvola.tif');
  const { data } = sauvolaThreshold(frame!, 25, 0.2, 1);
  for (let i = 0; i < data.length; i++) {
    expect(Math.abs(data[i]! / expected!.data[i]! - 1)).toBeLessThan(1e-5);
  }
});

test('of a flat plane it is (1 - k) times the grey value', () => {
  const flat = { width: 3, height: 3, data: new Uint8Array(9).fill(100) };
  for (const level of sauvolaThreshold(flat, 3, 0.2, 128).data) expect(level).toBeCloseTo(80, 4);
});

test('NaN pixels are left out of mean and deviation', () => {
  const data = Float32Array.of(4, Number.NaN, 4, 4, 4, 4, 4, 4, 4);
  for (const level of sauvolaThreshold({ width: 3, height: 3, data }, 3, 0.5, 2).data) expect(level).toBeCloseTo(2, 5);
});

test('an even window and a range of 0 are refused', () => {
  const plane = { width: 1, height: 1, data: Uint8Array.of(1) };
  expect(() => sauvolaThreshold(plane, 4, 0.2, 1)).toThrow('window is 4 px');
  expect(() => sauvolaThreshold(plane, 3, 0.2, 0)).toThrow('range is 0');
});
