import { describe, expect, test } from 'vitest';
import type { Plane } from '../../src/runtime/data/frame.ts';
import { shift } from '../../src/runtime/kernels/reference/shift.ts';
import { goldenPlanes } from '../support/golden.ts';
import { largestDifference, planeOf, rowsOf } from '../support/planes.ts';

const interpolations = ['bilinear', 'cubic', 'fourier'] as const;
const ramp: Plane<Float32Array> = planeOf([
  [1, 2, 3, 4, 5],
  [11, 12, 13, 14, 15],
  [21, 22, 23, 24, 25],
  [31, 32, 33, 34, 35],
]);

describe('shift', () => {
  test.each(interpolations)('moves whole pixels by copying them (%s)', (interpolation) => {
    expect(rowsOf(shift(ramp, 2, -1, { interpolation, outside: -7 }))).toEqual([
      [-7, -7, 11, 12, 13],
      [-7, -7, 21, 22, 23],
      [-7, -7, 31, 32, 33],
      [-7, -7, -7, -7, -7],
    ]);
    expect(rowsOf(shift(ramp, 2, -1, { interpolation, outside: 'extend' }))).toEqual([
      [11, 11, 11, 12, 13],
      [21, 21, 21, 22, 23],
      [31, 31, 31, 32, 33],
      [31, 31, 31, 32, 33],
    ]);
  });

  test.each(interpolations)('zero is a copy, far away is all outside (%s)', (interpolation) => {
    expect(rowsOf(shift(ramp, 0, 0, { interpolation, outside: 0 }))).toEqual(rowsOf(ramp));
    expect(new Set(shift(ramp, 1e9, 0.5, { interpolation, outside: 3 }).data)).toEqual(new Set([3]));
    expect(rowsOf(shift(ramp, -1e9, 0, { interpolation, outside: 'extend' }))).toEqual(
      [5, 15, 25, 35].map((v) => [v, v, v, v, v]),
    );
  });

  test('bilinear reads between the four pixels around the position, and nothing beyond the outermost centres', () => {
    expect(rowsOf(shift(ramp, -0.5, 0.25, { interpolation: 'bilinear', outside: Number.NaN }))).toEqual([
      [Number.NaN, Number.NaN, Number.NaN, Number.NaN, Number.NaN],
      [9, 10, 11, 12, Number.NaN],
      [19, 20, 21, 22, Number.NaN],
      [29, 30, 31, 32, Number.NaN],
    ]);
  });

  test.each([
    ['shift_order1.tif', 'bilinear'],
    ['shift_order3.tif', 'cubic'],
  ] as const)('equals scipy to a thousandth of a grey value (%s)', async (name, interpolation) => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes(name);
    expect(largestDifference(shift(frame!, -1.7, 2.3, { interpolation, outside: 0 }), expected!)).toBeLessThan(1e-3);
  });

  test('fourier moves a wave exactly, cubic to 1e-3 and bilinear to 2e-2 of its amplitude', () => {
    const wave = (offset: number): Plane<Float32Array> => ({
      width: 64,
      height: 1,
      data: Float32Array.from({ length: 64 }, (_, x) => Math.cos((2 * Math.PI * (x + offset + 0.5)) / 32)),
    });
    const worst = (interpolation: (typeof interpolations)[number]): number => {
      const out = shift(wave(0), 0.4, 0, { interpolation, outside: 'extend' });
      let largest = 0;
      for (let x = 12; x < 52; x++) largest = Math.max(largest, Math.abs(out.data[x]! - wave(-0.4).data[x]!));
      return largest;
    };
    expect(worst('fourier')).toBeLessThan(2e-4);
    expect(worst('cubic')).toBeLessThan(1e-3);
    expect(worst('bilinear')).toBeLessThan(2e-2);
  });

  test.each(interpolations)('a constant plane stays constant, with extended edges everywhere (%s)', (interpolation) => {
    const out = shift({ width: 9, height: 3, data: new Uint16Array(27).fill(4000) }, 1.3, -0.8, {
      interpolation,
      outside: 'extend',
    });
    for (const value of out.data) expect(Math.abs(value - 4000)).toBeLessThan(1e-3);
  });

  test.each(interpolations)('a NaN pixel makes NaN of what is read from it only (%s)', (interpolation) => {
    const data = new Float32Array(81).fill(5);
    data[4 * 9 + 4] = Number.NaN;
    const out = shift({ width: 9, height: 9, data }, 0.5, 1, { interpolation, outside: 5 });
    const reach = interpolation === 'cubic' ? [3, 6] : [4, 5];
    rowsOf(out).forEach((row, y) => {
      row.forEach((value, x) => {
        if (y === 5 && x >= reach[0]! && x <= reach[1]!) expect(value).toBeNaN();
        else expect(value).toBeCloseTo(5, 5);
      });
    });
  });

  test.each(interpolations)('lines of one pixel and empty planes have an answer (%s)', (interpolation) => {
    expect(rowsOf(shift(planeOf([[7]]), 0.3, 0, { interpolation, outside: 'extend' }))).toEqual([[7]]);
    expect(rowsOf(shift(planeOf([[7]]), 0.3, 0, { interpolation, outside: 1 }))).toEqual([[1]]);
    expect(rowsOf(shift(planeOf([[3, 5]]), 0.5, 0, { interpolation, outside: 1 }))[0]?.[1]).toBeCloseTo(4, 1);
    expect(
      shift({ width: 0, height: 3, data: new Uint8Array(0) }, 0.3, 0, { interpolation, outside: 1 }).data.length,
    ).toBe(0);
  });

  test('parameters that make no sense are refused', () => {
    const options = { interpolation: 'cubic', outside: 0 } as const;
    expect(() => shift(ramp, Number.NaN, 0, options)).toThrow(RangeError);
    expect(() => shift(ramp, 0, Number.POSITIVE_INFINITY, options)).toThrow(RangeError);
    expect(() => shift(ramp, 0, 0, { interpolation: 'nearest' as never, outside: 0 })).toThrow(RangeError);
    expect(() => shift(ramp, 0, 0, { interpolation: 'cubic', outside: 'wrap' as never })).toThrow(RangeError);
  });
});
