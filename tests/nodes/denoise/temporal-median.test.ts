import { expect, test } from 'vitest';
import temporalMedian from '../../../src/nodes/denoise/temporal-median.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const one = (...values: number[]) => [frameOf([values], (all) => Uint16Array.from(all))];
const filtered = async (movie: ReturnType<typeof movieOf>, params = {}) =>
  (await runNode(temporalMedian, { movie }, params))['movie'] as HeldMovie;
const pixels = (movie: HeldMovie) => movie.frames.map(([frame]) => [...frame!.data]);

test('removes what is seen in one frame only; at the ends the window is shortened and means are taken', async () => {
  const movie = await filtered(movieOf([one(5, 0), one(5, 900), one(6, 2), one(60000, 4), one(7, 6)]));
  expect(movie.dtype).toBe('float32');
  expect(pixels(movie)).toEqual([
    [5, 450],
    [5, 2],
    [6, 4],
    [7, 4],
    [30003.5, 5],
  ]);
});

test('a longer reach takes more frames, none takes the frame alone', async () => {
  const frames = [1, 9, 2, 8, 3].map((value) => one(value));
  expect(pixels(await filtered(movieOf(frames), { reach: 2 }))).toEqual([[2], [5], [3], [5.5], [3]]);
  expect(pixels(await filtered(movieOf(frames), { reach: 0 }))).toEqual([[1], [9], [2], [8], [3]]);
});

test('constant movies stay, NaN in the window gives NaN, one frame stays, no frames give none', async () => {
  const f32 = (value: number) => [frameOf([[value]], (all) => Float32Array.from(all))];
  expect(pixels(await filtered(movieOf([f32(3), f32(3), f32(3)])))).toEqual([[3], [3], [3]]);
  expect(pixels(await filtered(movieOf([f32(1), f32(1), f32(Number.NaN), f32(1), f32(1)])))).toEqual([
    [1],
    [Number.NaN],
    [Number.NaN],
    [Number.NaN],
    [1],
  ]);
  expect(pixels(await filtered(movieOf([f32(7)])))).toEqual([[7]]);
  expect(pixels(await filtered(movieOf([])))).toEqual([]);
});

test('channels and planes are filtered each for themselves', async () => {
  const deep = (...values: number[]) => ({ width: 1, height: 1, depth: 2, data: Uint8Array.from(values) });
  const { frames } = await filtered(
    movieOf([
      [deep(1, 10), deep(100, 0)],
      [deep(2, 20), deep(150, 0)],
      [deep(3, 0), deep(90, 5)],
    ]),
  );
  expect(frames[1]!.map(({ data }) => [...data])).toEqual([
    [2, 10],
    [100, 0],
  ]);
});
