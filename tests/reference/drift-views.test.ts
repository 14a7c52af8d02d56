import { describe, expect, test } from 'vitest';
import type { Frame } from '../../src/runtime/data/frame.ts';
import { axialShift, movedRows } from '../../src/runtime/kernels/reference/axial-shift.ts';
import {
  type DriftViewOptions,
  displacement,
  driftViews,
  movedBack,
  sumViews,
} from '../../src/runtime/kernels/reference/drift-views.ts';
import { planeOf, rowsOf } from '../support/planes.ts';

const options: DriftViewOptions = {
  smoothing: 1,
  background: 0,
  window: 'none',
  highest: 0,
  projection: 'maximum',
  alongZ: false,
};
const search = { method: 'cross correlation', upsampling: 10, between: 'parabola', maxShift: { x: 0, y: 0 } } as const;
/** A ball of light. */
function ball(x0: number, y0: number, z0: number, depth: number): Frame<Float32Array> {
  const size = 32;
  const data = Float32Array.from({ length: size * size * depth }, (_, i) => {
    const x = i % size;
    const y = Math.floor(i / size) % size;
    const z = Math.floor(i / size / size);
    return Math.exp(-((x - x0) ** 2 + (y - y0) ** 2) / 18 - (z - z0) ** 2 / 4.5);
  });
  return { width: size, height: size, depth, data };
}

describe('driftViews', () => {
  test('are made once per frame and options', () => {
    const frame = ball(10, 10, 0, 1);
    const views = driftViews(frame, options);
    expect(driftViews(frame, { ...options })).toBe(views);
    expect(driftViews(frame, { ...options, smoothing: 2 })).not.toBe(views);
  });

  test.each(['maximum', 'average'] as const)(
    'a volume (%s) moves along x and y, and along z where asked for',
    (projection) => {
      const still = ball(14, 15, 5, 12);
      const moved = ball(16.5, 13.8, 6.4, 12);
      const found = (alongZ: boolean) =>
        displacement(
          driftViews(still, { ...options, projection, alongZ }),
          driftViews(moved, { ...options, projection, alongZ }),
          search,
        );
      for (const alongZ of [false, true]) {
        const { dx, dy, dz, quality } = found(alongZ);
        expect(dx).toBeCloseTo(2.5, 1);
        expect(dy).toBeCloseTo(-1.2, 1);
        if (alongZ) expect(Math.abs(dz - 1.4)).toBeLessThan(0.1);
        else expect(dz).toBe(0);
        expect(quality).toBeGreaterThan(0.95);
      }
    },
  );
});

test('views moved back by a displacement have none left, and their sum has the same place', () => {
  const a = driftViews(ball(14, 15, 5, 12), { ...options, alongZ: true });
  const b = driftViews(ball(16.5, 13.8, 6.4, 12), { ...options, alongZ: true });
  const back = movedBack(b, { dx: 2.5, dy: -1.2, dz: 1.4, quality: 1 });
  for (const views of [back, sumViews([a, back]), sumViews([a, back, a])]) {
    const { dx, dy, dz } = displacement(a, views, search);
    expect(Math.abs(dx)).toBeLessThan(0.02);
    expect(Math.abs(dy)).toBeLessThan(0.02);
    expect(Math.abs(dz)).toBeLessThan(0.1);
  }
  expect(() => sumViews([])).toThrow('at least 1');
});

describe('axialShift', () => {
  const side = (...rows: number[][]) => planeOf(rows);
  test('rows that moved down by one plane and right by one px are found, whatever enters and leaves', () => {
    const a = side([9, 1, 2, 3], [4, 7, 5, 6], [8, 2, 9, 4], [1, 1, 3, 1]);
    const b = side([30, 30, 2, 30], [0, 9, 1, 2], [0, 4, 7, 5], [0, 8, 2, 9]);
    expect(Math.round(axialShift(a, b, 1))).toBe(1);
    expect(Math.round(axialShift(b, a, -1))).toBe(-1);
  });
  test('is 0 for constant views, for NaN and for two planes, and refuses views of other sizes', () => {
    const flat = side([1, 1], [1, 1], [1, 1]);
    expect(axialShift(flat, flat, 0)).toBe(0);
    const nothing = side([Number.NaN], [Number.NaN], [Number.NaN]);
    expect(axialShift(nothing, nothing, 0)).toBe(0);
    expect(axialShift(side([1, 5], [2, 9]), side([2, 9], [1, 5]), 0)).toBe(0);
    expect(() => axialShift(flat, nothing, 0)).toThrow('2 × 3');
  });
  test('movedRows interpolates, copies whole shifts, and gives NaN outside', () => {
    const view = side([0, 4, 8], [10, 14, 18]);
    const n = Number.NaN;
    expect(rowsOf(movedRows(view, 1, 0))).toEqual([
      [n, 0, 4],
      [n, 10, 14],
    ]);
    expect(rowsOf(movedRows(view, -0.25, -0.5))).toEqual([
      [6, 10, n],
      [n, n, n],
    ]);
    expect(rowsOf(movedRows(view, 0, 0))).toEqual(rowsOf(view));
  });
});
