import { describe, expect, test } from 'vitest';
import { connectedComponents } from '../../src/runtime/kernels/reference/connected-components.ts';
import { distanceTransform } from '../../src/runtime/kernels/reference/distance-transform.ts';
import { peakLocalMax } from '../../src/runtime/kernels/reference/peak-local-max.ts';
import { goldenPlanes } from '../support/golden.ts';
import { mirroredGaussian } from '../support/mirrored-gaussian.ts';

describe('local maxima', () => {
  test('equal peak_local_max of scikit-image with labels', async () => {
    const [mask] = await goldenPlanes('in-mask.tif');
    const [expected] = await goldenPlanes('in-markers.tif');
    const values = Uint8Array.from(mask!.data);
    const relief = mirroredGaussian(Float64Array.from(distanceTransform(values, 128, 128)), 128);
    const distances = { width: 128, height: 128, depth: 1, data: Float32Array.from(relief) };
    const { labels } = connectedComponents(values, 128, 128, 1, 2);
    // the reference leaves out peaks within 5 px of the border
    for (let i = 0; i < labels.length; i++) {
      const x = i % 128;
      const y = Math.floor(i / 128);
      if (Math.min(x, y) < 5 || Math.max(x, y) >= 123) labels[i] = 0;
    }
    const peaks = [...peakLocalMax(distances, 5, labels, 0)].sort((a, b) => a - b);
    expect(peaks).toEqual([...expected!.data.keys()].filter((i) => expected!.data[i] !== 0));
  });

  // biome-ignore format: pixels as they lie
  const hills = { width: 5, height: 5, depth: 1, data: Float32Array.of(
    0, 0, 0, 0, 0,
    0, 3, 0, 0, 0,
    0, 0, 0, 2, 0,
    0, 0, 0, 0, 0,
    4, 0, 0, 0, 1,
  ) };
  test('come highest first and hide what is closer than the distance', () => {
    expect([...peakLocalMax(hills, 1, null, 0)]).toEqual([20, 6, 13, 24]);
    expect([...peakLocalMax(hills, 2, null, 0)]).toEqual([20, 6]);
    expect([...peakLocalMax(hills, 1, null, 2)]).toEqual([20, 6]);
  });

  test('of a plateau are one, its first pixel', () => {
    expect([...peakLocalMax({ width: 4, height: 1, depth: 1, data: Float32Array.of(0, 5, 5, 0) }, 2, null, 0)]).toEqual(
      [1],
    );
  });

  test('in a volume hide what is within a number of planes', () => {
    const column = { width: 1, height: 1, depth: 5, data: Float32Array.of(3, 0, 2, 0, 1) };
    expect([...peakLocalMax(column, 2, null, 0, 1)]).toEqual([0, 2, 4]);
    expect([...peakLocalMax(column, 1, null, 0, 3)]).toEqual([0]);
    expect([...peakLocalMax(column, 1, null, 0, 0)]).toEqual([0, 2, 4]);
  });

  test('do not compete across labels', () => {
    const plane = { width: 4, height: 1, depth: 1, data: Float32Array.of(1, 2, 3, 0) };
    expect([...peakLocalMax(plane, 2, Uint32Array.of(1, 1, 2, 2))]).toEqual([1, 2]);
  });

  test('are not NaN, nor hidden by NaN', () => {
    expect([
      ...peakLocalMax({ width: 3, height: 1, depth: 1, data: Float32Array.of(Number.NaN, 2, 1) }, 1, null),
    ]).toEqual([1]);
  });

  test('at a distance of 0 are refused', () => {
    expect(() => peakLocalMax(hills, 0, null)).toThrow('distance is 0 px');
  });
});
