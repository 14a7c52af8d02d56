import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { floatBelow, threshold } from '../../src/runtime/kernels/reference/threshold.ts';
import { planeOf, rowsOf } from '../support/planes.ts';

describe('threshold', () => {
  test('is 1 above the level, 0 at it, below it and at NaN', () => {
    const plane = planeOf([
      [1, 2, 3, Number.NaN],
      [2.5, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, -1],
    ]);
    expect(rowsOf(threshold(plane, 2))).toEqual([
      [0, 0, 1, 0],
      [1, 1, 0, 0],
    ]);
  });

  test('levels between two numbers of the dtype are not rounded', () => {
    const third = Math.fround(1 / 3); // above 1/3
    expect(Array.from(threshold(planeOf([[third]]), 1 / 3).data)).toEqual([1]);
    expect(Array.from(threshold(planeOf([[third]]), third).data)).toEqual([0]);
    expect(Array.from(threshold({ width: 2, height: 1, data: Uint16Array.of(7, 8) }, 7.5).data)).toEqual([0, 1]);
  });

  test('infinite and out-of-range levels give all or nothing', () => {
    const plane = { width: 2, height: 1, data: Uint8Array.of(0, 255) };
    expect(Array.from(threshold(plane, -1).data)).toEqual([1, 1]);
    expect(Array.from(threshold(plane, 255).data)).toEqual([0, 0]);
    expect(Array.from(threshold(plane, Number.NEGATIVE_INFINITY).data)).toEqual([1, 1]);
    expect(Array.from(threshold(plane, Number.POSITIVE_INFINITY).data)).toEqual([0, 0]);
  });

  test('a float32 is above a level exactly where it is above the float32 below that level', () => {
    const near = fc.tuple(fc.float({ noNaN: true }), fc.double({ min: -1e-7, max: 1e-7, noNaN: true }));
    fc.assert(
      fc.property(near, ([value, part]) => {
        for (const level of [value, value * (1 + part), value + part]) {
          const bound = floatBelow(level);
          expect(Math.fround(bound)).toBe(bound);
          expect(value > bound).toBe(value > level);
        }
      }),
      { seed: 3, numRuns: 1000 },
    );
  });

  test('NaN as level is refused', () => {
    expect(() => threshold(planeOf([[1]]), Number.NaN)).toThrow(RangeError);
  });
});
