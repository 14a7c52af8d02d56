import { describe, expect, test } from 'vitest';
import apply from '../../../src/nodes/drift/apply.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { shiftPlanes } from '../../../src/runtime/kernels/reference/shift-planes.ts';
import { referenceKernels } from '../../../src/runtime/kernels/reference-kernels.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';
import { transformOf } from '../../support/transforms.ts';

const u8 = (rows: number[][]) => frameOf(rows, (values) => Uint8Array.from(values));
const size = { x: 4, y: 3 };
const frame = u8([
  [1, 2, 3, 4],
  [5, 6, 7, 8],
  [9, 10, 11, 12],
]);
const correct = async (frames: readonly (readonly Frame<Pixels>[])[], transform: unknown, params = {}) =>
  (await runNode(apply, { movie: movieOf(frames), transform }, params))['movie'] as HeldMovie;
const rows = (held: HeldMovie, t = 0, c = 0) => {
  const { width, data } = held.frames[t]![c]!;
  return Array.from({ length: data.length / width }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);
};

describe('drift.apply', () => {
  test('moves a frame back by whole px and fills what was not seen, in all channels alike', async () => {
    const movie = await correct([[frame, frame]], transformOf([1], [-1], size), { fill: 7 });
    const expected = [
      [7, 7, 7, 7],
      [2, 3, 4, 7],
      [6, 7, 8, 7],
    ];
    expect([rows(movie), rows(movie, 0, 1)]).toEqual([expected, expected]);
    expect(movie).toMatchObject({ dtype: 'float32', size: { t: 1, c: 2, z: 1, x: 4, y: 3 } });
  });

  test('extend repeats the nearest edge pixel', async () => {
    expect(rows(await correct([[frame]], transformOf([1], [-1], size), { edges: 'extend' }))).toEqual([
      [2, 3, 4, 4],
      [2, 3, 4, 4],
      [6, 7, 8, 8],
    ]);
  });

  test('crop keeps what all frames show, and every frame shows the same there', async () => {
    const scene = (dx: number, dy: number) =>
      u8(Array.from({ length: 3 }, (_, y) => Array.from({ length: 4 }, (__, x) => 50 + 10 * (y - dy) + (x - dx))));
    const movie = await correct(
      [[scene(0, 0)], [scene(1, 0)], [scene(0, -1)]],
      transformOf([0, 1, 0], [0, 0, -1], size),
      {
        edges: 'crop',
      },
    );
    expect(movie.size).toMatchObject({ x: 3, y: 2, t: 3 });
    for (const t of [0, 1, 2]) {
      expect(rows(movie, t)).toEqual([
        [60, 61, 62],
        [70, 71, 72],
      ]);
    }
  });

  test.each([
    ['bilinear', 'shift_order1.tif'],
    ['cubic', 'shift_order3.tif'],
  ])('%s equals scipy.ndimage.shift to 0.001 grey values', async (interpolation, golden) => {
    const [plane] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes(golden);
    const movie = await correct(
      [[{ ...plane!, depth: 1, data: Uint16Array.from(plane!.data) }]],
      transformOf([1.7], [-2.3], { x: 128, y: 128 }),
      { interpolation },
    );
    const { data } = movie.frames[0]![0]!;
    for (let i = 0; i < data.length; i++) expect(Math.abs(data[i]! - expected!.data[i]!)).toBeLessThan(1e-3);
  });

  test('Fourier moves a wave by a part of a px without changing it', async () => {
    const wave = (dx: number) =>
      frameOf(
        Array.from({ length: 16 }, () =>
          Array.from({ length: 64 }, (_, x) => 100 + 50 * Math.cos(((x - dx) * Math.PI) / 8)),
        ),
        (values) => Float32Array.from(values),
      );
    const movie = await correct([[wave(0.4)]], transformOf([0.4], [0], { x: 64, y: 16 }), { interpolation: 'Fourier' });
    const expected = wave(0).data;
    const { data } = movie.frames[0]![0]!;
    for (let x = 8; x < 56; x++) expect(Math.abs(data[8 * 64 + x]! - expected[8 * 64 + x]!)).toBeLessThan(0.5);
  });

  test('planes of a volume move along z too', async () => {
    const volume = { width: 1, height: 1, depth: 4, data: Uint8Array.of(10, 20, 30, 40) };
    const deep = (dz: number) => transformOf([0], [0], { x: 1, y: 1, z: 4 }, { dz: [dz] });
    const values = async (dz: number, params = {}) => [
      ...((await correct([[volume]], deep(dz), params)).frames[0]![0]!.data as Float32Array),
    ];
    expect(await values(1)).toEqual([20, 30, 40, 0]);
    expect(await values(-0.5)).toEqual([0, 15, 25, 35]);
    expect(await values(0.5, { edges: 'extend' })).toEqual([15, 25, 35, 40]);
    expect(await values(0)).toEqual([10, 20, 30, 40]);
  });

  test('a movie without frames stays one', async () => {
    expect(await correct([], transformOf([], [], { x: 2, y: 2 }))).toMatchObject({ size: { t: 0 }, frames: [] });
  });

  test('a NaN pixel spreads to those it is interpolated for', async () => {
    const holed = frameOf([[1, 2, Number.NaN, 4, 5, 6, 7, 8]], (values) => Float32Array.from(values));
    const movie = await correct([[holed]], transformOf([0.5], [0], { x: 8, y: 1 }), { interpolation: 'bilinear' });
    expect(rows(movie)).toEqual([[1.5, Number.NaN, Number.NaN, 4.5, 5.5, 6.5, 7.5, 0]]);
  });

  test('a transform of another length and a drift larger than the field are errors that say so', async () => {
    await expect(correct([[frame]], transformOf([0, 0], [0, 0], size))).rejects.toThrow(
      'the transform has 2 frames, but the movie has 1',
    );
    await expect(correct([[frame], [frame]], transformOf([0, 4], [0, 0], size), { edges: 'crop' })).rejects.toThrow(
      'leaves no pixel of 4 × 3 that is seen in all frames',
    );
  });
});

test('shiftPlanes moves every plane of a volume and keeps the input', async () => {
  const data = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 8);
  const out = await shiftPlanes({ width: 2, height: 2, depth: 2, data }, { x: 1, y: 0, z: 0 }, referenceKernels, {
    interpolation: 'bilinear',
    outside: 0,
  });
  expect([...out.data]).toEqual([0, 1, 0, 3, 0, 5, 0, 7]);
  expect([...data]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});
