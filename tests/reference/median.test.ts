import { describe, expect, test } from 'vitest';
import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';
import { median, reflectIndex } from '../../src/runtime/kernels/reference/median.ts';
import { goldenPlanes } from '../support/golden.ts';
import { planeOf, rowsOf, seeded } from '../support/planes.ts';

function byDefinition({ width, height, data }: Plane<Pixels>, size: number): number[] {
  const reach = size >> 1;
  return Array.from(data, (_, i) => {
    const values: number[] = [];
    for (let dy = -reach; dy <= reach; dy++) {
      for (let dx = -reach; dx <= reach; dx++) {
        const x = reflectIndex((i % width) + dx, width);
        values.push(data[reflectIndex(Math.floor(i / width) + dy, height) * width + x]!);
      }
    }
    return values.some(Number.isNaN) ? Number.NaN : values.sort((a, b) => a - b)[values.length >> 1]!;
  });
}

describe('median', () => {
  test('removes a single bright pixel and keeps an edge', () => {
    const out = median(
      planeOf([
        [1, 1, 1, 8, 8],
        [1, 9, 1, 8, 8],
        [1, 1, 1, 8, 8],
        [1, 1, 1, 8, 8],
        [1, 1, 1, 8, 8],
      ]),
      3,
    );
    expect(rowsOf(out)).toEqual([
      [1, 1, 1, 8, 8],
      [1, 1, 1, 8, 8],
      [1, 1, 1, 8, 8],
      [1, 1, 1, 8, 8],
      [1, 1, 1, 8, 8],
    ]);
  });

  test('mirrors at the outer edge of the border pixels', () => {
    expect([-4, -3, -2, -1, 0, 1, 2, 3, 4, 5, 6].map((i) => reflectIndex(i, 3))).toEqual([
      2, 2, 1, 0, 0, 1, 2, 2, 1, 0, 0,
    ]);
  });

  test.each([
    ['median_3.tif', 3],
    ['median_5.tif', 5],
  ])('equals scipy exactly (%s)', async (name, size) => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes(name);
    const out = median({ ...frame!, data: Uint16Array.from(frame!.data) }, size);
    expect(out.data).toBeInstanceOf(Uint16Array);
    expect(Array.from(out.data)).toEqual(Array.from(expected!.data));
  });

  test('equals the definition for every dtype, windows larger than the plane included', () => {
    const random = seeded(5);
    for (const [width, height] of [
      [1, 1],
      [1, 7],
      [13, 9],
      [70, 3],
    ] as const) {
      const pixels = Array.from({ length: width * height }, () => Math.floor(random() * 256));
      for (const data of [
        Uint8Array.from(pixels),
        Uint16Array.from(pixels, (v) => v * 257),
        new Float32Array(pixels),
      ]) {
        for (const size of [3, 5, 7, 21]) {
          const plane = { width, height, data };
          expect(Array.from(median(plane, size).data), `${width} × ${height}, ${size}`).toEqual(
            byDefinition(plane, size),
          );
        }
      }
    }
  });

  test('a NaN in the square gives NaN, infinite pixels are ordered as numbers', () => {
    const data = Float32Array.from({ length: 63 }, (_, i) => i % 7);
    data[10] = Number.NaN;
    data[40] = Number.POSITIVE_INFINITY;
    data[41] = Number.NEGATIVE_INFINITY;
    const plane = { width: 9, height: 7, data };
    expect(Array.from(median(plane, 3).data)).toEqual(byDefinition(plane, 3));
    expect(Array.from(median(plane, 9).data)).toEqual(byDefinition(plane, 9));
  });

  test('size 1 copies, an empty plane stays empty', () => {
    const plane = planeOf([[3, Number.NaN, 1]]);
    const out = median(plane, 1);
    expect(rowsOf(out)).toEqual([[3, Number.NaN, 1]]);
    expect(out.data).not.toBe(plane.data);
    expect(median({ width: 3, height: 0, data: new Uint8Array(0) }, 5).data.length).toBe(0);
  });

  test.each([0, 2, -3, 2.5, 257, Number.NaN])('size %s is refused', (size) => {
    expect(() => median(planeOf([[1]]), size)).toThrow(RangeError);
  });
});
