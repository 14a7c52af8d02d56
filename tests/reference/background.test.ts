import { describe, expect, test } from 'vitest';
import { background } from '../../src/runtime/kernels/reference/background.ts';
import { gaussian } from '../../src/runtime/kernels/reference/gaussian.ts';
import { rollingBall } from '../../src/runtime/kernels/reference/rolling-ball.ts';
import { goldenPlanes } from '../support/golden.ts';
import { planeOf, rowsOf } from '../support/planes.ts';

describe('background', () => {
  test('a top-hat removes what is narrower than the disk and keeps what is wider', () => {
    const wide = [0, 7, 7, 7, 0, 9, 0];
    const out = background(planeOf([[0, 0, 0, 0, 0, 9, 0], wide, wide, wide, [0, 0, 0, 0, 0, 9, 0]]), 'top-hat', 1);
    expect(rowsOf(out)).toEqual([
      [0, 0, 0, 0, 0, 0, 0],
      [0, 0, 7, 0, 0, 0, 0],
      [0, 7, 7, 7, 0, 0, 0],
      [0, 0, 7, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0],
    ]);
  });

  test('the image less its opening equals scikit-image exactly', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes('tophat_disk8.tif');
    const { data } = background(frame!, 'top-hat', 8);
    expect(Array.from(frame!.data, (value, i) => value - data[i]!)).toEqual(Array.from(expected!.data));
  });

  test('holes do not count for a top-hat, and a disk of nothing else is NaN', () => {
    const out = background(
      planeOf([[5, 5, 5, Number.NaN, 5, 5, Number.NaN, Number.NaN, Number.POSITIVE_INFINITY]]),
      'top-hat',
      1,
    );
    expect(rowsOf(out)).toEqual([[5, 5, 5, 5, 5, 5, 5, 5, Number.NaN]]);
  });

  test('gaussian and rolling ball are the kernels of that name', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    expect(background(frame!, 'gaussian', 9).data).toEqual(gaussian(frame!, 9).data);
    expect(background(frame!, 'rolling ball', 9).data).toEqual(rollingBall(frame!, 9).data);
  });

  test('an unknown method and radii out of range are refused', () => {
    expect(() => background(planeOf([[1]]), 'median' as never, 5)).toThrow(RangeError);
    for (const method of ['rolling ball', 'gaussian', 'top-hat'] as const) {
      for (const radius of [0, -2, Number.NaN, 1001]) {
        expect(() => background(planeOf([[1]]), method, radius)).toThrow(RangeError);
      }
    }
  });
});
