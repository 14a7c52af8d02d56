import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { localMaxima } from '../../src/runtime/kernels/reference/local-maxima.ts';

const plane = (width: number, values: readonly number[]) => ({
  width,
  height: values.length / width,
  depth: 1,
  data: Float32Array.from(values),
});
const found = (frame: Parameters<typeof localMaxima>[0], least = 1) => [...localMaxima(frame, least)];

describe('localMaxima', () => {
  it('finds peaks inside, at edges and in corners, in raster order', () => {
    const frame = plane(5, [
      9,
      0,
      0,
      0,
      3, //
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      5,
      0,
      0,
      0,
      4,
      0,
      0,
      0,
      0,
      0,
      0,
      0,
      6,
    ]);
    expect(found(frame)).toEqual([0, 4, 12, 24]);
    expect(found(frame, 5)).toEqual([0, 12, 24]);
  });

  it('keeps the first of equal neighbours, and of a plateau', () => {
    expect(found(plane(3, [0, 2, 2, 0, 2, 2, 0, 0, 0]))).toEqual([1]);
    expect(found(plane(3, [2, 0, 0, 0, 2, 0, 0, 0, 2]))).toEqual([0]);
    expect(found(plane(4, [3, 3, 3, 3, 3, 3, 3, 3]))).toEqual([0]);
  });

  it('finds no maximum at or beside a NaN', () => {
    expect(found(plane(5, [Number.NaN, 4, 0, 0, 5, 0, 0, 0, 0, 0]))).toEqual([4]);
  });

  it('compares with 26 neighbours in a volume', () => {
    const data = new Float32Array(27);
    data[13] = 5;
    data[26] = 6;
    expect(found({ width: 3, height: 3, depth: 3, data })).toEqual([26]);
    data[26] = 4;
    expect(found({ width: 3, height: 3, depth: 3, data })).toEqual([13]);
  });

  it('finds exactly the pixels that no neighbour exceeds, where no two are equal', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 7 }),
        fc.integer({ min: 1, max: 7 }),
        fc.integer(),
        (width, height, seed) => {
          const order = Array.from({ length: width * height }, (_, i) => ((i + 1) * 7919 + Math.abs(seed)) % 10007);
          const expected = order.flatMap((value, i) => {
            const [x, y] = [i % width, Math.floor(i / width)];
            const near = order.filter((_, j) => {
              const [dx, dy] = [Math.abs((j % width) - x), Math.abs(Math.floor(j / width) - y)];
              return Math.max(dx, dy) === 1;
            });
            return near.every((other) => other < value) ? [i] : [];
          });
          expect(found(plane(width, order), Number.NEGATIVE_INFINITY)).toEqual(expected);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('finds none in an empty frame', () => {
    expect(found({ width: 0, height: 0, depth: 1, data: new Float32Array(0) })).toEqual([]);
  });
});
