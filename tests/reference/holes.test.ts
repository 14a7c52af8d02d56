import { describe, expect, test } from 'vitest';
import { fillHoles, hasHoles, spreadHoles, windowsAround } from '../../src/runtime/kernels/reference/holes.ts';
import { planeOf, rowsOf } from '../support/planes.ts';

const N = Number.NaN;

describe('holes', () => {
  test('are NaN and infinite pixels; integers have none', () => {
    expect(hasHoles(Float32Array.of(1, 2, -3e38))).toBe(false);
    expect(hasHoles(Float32Array.of(1, N))).toBe(true);
    expect(hasHoles(Float32Array.of(Number.NEGATIVE_INFINITY, 0))).toBe(true);
    expect(hasHoles(new Uint16Array(3))).toBe(false);
  });

  test('are filled from the pixel before them, else the one after, else the row above, else below', () => {
    const { filled, holes } = fillHoles(
      planeOf([
        [N, N, N, N],
        [N, 2, N, Number.POSITIVE_INFINITY],
        [N, N, N, N],
        [5, N, N, 6],
      ]),
    );
    expect(rowsOf(filled)).toEqual([
      [2, 2, 2, 2],
      [2, 2, 2, 2],
      [2, 2, 2, 2],
      [5, 5, 5, 6],
    ]);
    expect(Array.from(holes)).toEqual([1, 1, 1, 1, 1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 0]);
  });

  test('are filled with 0 where no pixel is finite', () => {
    expect(rowsOf(fillHoles(planeOf([[N, N]])).filled)).toEqual([[0, 0]]);
  });

  test('spread over windows that are cut at the borders', () => {
    const out = planeOf([
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, 0, 0, 0],
    ]);
    const holes = new Uint8Array(15);
    holes[0] = 1;
    holes[13] = 1;
    spreadHoles(out, holes, windowsAround(5, 1), windowsAround(3, 0));
    expect(rowsOf(out)).toEqual([
      [N, N, 0, 0, 0],
      [0, 0, 0, 0, 0],
      [0, 0, N, N, N],
    ]);
  });
});
