import { expect, test } from 'vitest';
import { localThreshold } from '../../src/runtime/kernels/reference/local-threshold.ts';
import { goldenPlanes } from '../support/golden.ts';

test('the local threshold equals threshold_local of scikit-image to the last digit of float32', async () => {
  const [frame] = await goldenPlanes('in-frames.tif');
  const [expected] = await goldenPlanes('local_threshold.tif');
  const { data } = localThreshold(frame!, 51, 0);
  for (let i = 0; i < data.length; i++) expect(Math.abs(data[i]! - expected!.data[i]!)).toBeLessThan(1e-4);
});

test('the offset is taken off the local mean', () => {
  const flat = { width: 4, height: 3, data: new Uint8Array(12).fill(50) };
  for (const level of localThreshold(flat, 5, 3).data) expect(level).toBeCloseTo(47, 5);
});

test('a plane smaller than the neighbourhood is mirrored as often as needed', () => {
  const { data } = localThreshold({ width: 2, height: 1, data: Uint8Array.of(0, 10) }, 101, 0);
  for (const level of data) expect(level).toBeCloseTo(5, 1);
});

test('a neighbourhood under 3 px is refused', () => {
  expect(() => localThreshold({ width: 1, height: 1, data: Uint8Array.of(1) }, 1, 0)).toThrow('block is 1 px');
});
