import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';
import { rollingBall } from '../../src/runtime/kernels/reference/rolling-ball.ts';
import { goldenPlanes } from '../support/golden.ts';
import { largestDifference, planeOf, rowsOf } from '../support/planes.ts';

function byDefinition({ width, height, data }: Plane<Pixels>, radius: number): number[] {
  return Array.from(data, (_, i) => {
    let lowest = Number.POSITIVE_INFINITY;
    for (let k = 0; k < data.length; k++) {
      const dx = (k % width) - (i % width);
      const dy = Math.floor(k / width) - Math.floor(i / width);
      const height2 = radius * radius - dx * dx - dy * dy;
      if (height2 >= 0 && Number.isFinite(data[k]!))
        lowest = Math.min(lowest, data[k]! + (radius - Math.sqrt(height2)));
    }
    return height > 0 && Number.isFinite(lowest) ? Math.fround(lowest) : Number.NaN;
  });
}

describe('rollingBall', () => {
  test('lies under a peak as far as the ball cannot enter', () => {
    const out = rollingBall(
      planeOf([
        [0, 0, 0, 0, 0],
        [0, 0, 9, 0, 0],
        [0, 9, 99, 9, 0],
        [0, 0, 9, 0, 0],
        [0, 0, 0, 0, 0],
      ]),
      2,
    );
    const side = 2 - Math.sqrt(3);
    const corner = 2 - Math.sqrt(2);
    const expected = [
      [0, 0, 0, 0, 0],
      [0, 0, side, 0, 0],
      [0, side, corner, side, 0],
      [0, 0, side, 0, 0],
      [0, 0, 0, 0, 0],
    ];
    rowsOf(out).forEach((row, y) => {
      row.forEach((value, x) => {
        expect(value).toBeCloseTo(expected[y]![x]!, 6);
      });
    });
  });

  test('equals scikit-image with radius 25 to float32', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes('rolling_ball_25.tif');
    expect(largestDifference(rollingBall(frame!, 25), expected!)).toBeLessThan(1e-3);
  });

  test('equals the definition on planes of any shape, slope and grain', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 30 }),
        fc.double({ min: 0.3, max: 120, noNaN: true }),
        fc.double({ min: -3, max: 3, noNaN: true }),
        fc.constantFrom(0, 1, 30),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 7, maxLength: 7 }),
        (width, height, radius, slope, grain, noise) => {
          const data = Float32Array.from({ length: width * height }, (_, i) => {
            const x = i % width;
            return slope * Math.abs(x - 9) + 0.05 * slope * (i / width) ** 2 + grain * noise[(i * 5 + x) % 7]!;
          });
          const plane = { width, height, data };
          expect(Array.from(rollingBall(plane, radius).data)).toEqual(byDefinition(plane, radius));
        },
      ),
      { seed: 11, numRuns: 60 },
    );
  });

  test('holes do not count, and a disk of nothing else is NaN', () => {
    const data = Float32Array.from({ length: 20 * 3 }, (_, i) => (i % 20 < 12 ? Number.NaN : i));
    data[55] = Number.NEGATIVE_INFINITY;
    const plane = { width: 20, height: 3, data };
    const out = rollingBall(plane, 4);
    expect(Array.from(out.data)).toEqual(byDefinition(plane, 4));
    expect(out.data[0]).toBeNaN();
    expect(out.data[11]).not.toBeNaN();
  });

  test('a constant plane is its own background, an empty plane stays empty', () => {
    const constant = { width: 17, height: 9, data: new Uint16Array(153).fill(300) };
    expect(new Set(rollingBall(constant, 50).data)).toEqual(new Set([300]));
    expect(rollingBall({ width: 0, height: 0, data: new Uint8Array(0) }, 5).data.length).toBe(0);
  });

  test.each([0, -1, Number.NaN, 1001])('radius %s is refused', (radius) => {
    expect(() => rollingBall(planeOf([[1]]), radius)).toThrow(RangeError);
  });
});
