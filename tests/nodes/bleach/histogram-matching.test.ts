import { expect, test } from 'vitest';
import histogramMatching from '../../../src/nodes/bleach/histogram-matching.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const matched = async (frames: readonly (readonly Frame<Pixels>[])[], params = {}) =>
  (await runNode(histogramMatching, { movie: movieOf(frames) }, params))['movie'] as HeldMovie;
const u8 = (...values: number[]) => frameOf([values], (all) => Uint8Array.from(all));

test('gives every frame the values of the first by rank, each channel for itself', async () => {
  const { frames, dtype } = await matched([
    [u8(10, 20, 30), u8(1, 2, 3)],
    [u8(3, 1, 2), u8(7, 9, 8)],
    [u8(9, 8, 9), u8(4, 4, 4)],
  ]);
  expect(dtype).toBe('float32');
  expect(frames.map((channels) => channels.map(({ data }) => [...data]))).toEqual([
    [
      [10, 20, 30],
      [1, 2, 3],
    ],
    [
      [30, 10, 20],
      [1, 3, 2],
    ],
    [
      [30, 10, 30],
      [3, 3, 3],
    ],
  ]);
});

test('another reference frame can be chosen, one beyond the end is an error', async () => {
  const frames = [[u8(10, 20)], [u8(3, 1)]];
  const { frames: out } = await matched(frames, { referenceFrame: 1 });
  expect(out.map(([frame]) => [...frame!.data])).toEqual([
    [1, 3],
    [3, 1],
  ]);
  await expect(matched(frames, { referenceFrame: 2 })).rejects.toThrow(
    'the reference frame is 2, but the movie has frames 0 to 1',
  );
});

test('equals scikit-image', async () => {
  const frames = (await goldenPlanes('in-frames.tif')).map((plane) => [
    { ...plane, depth: 1, data: Uint16Array.from(plane.data) },
  ]);
  const [expected] = await goldenPlanes('histmatch.tif');
  const { frames: out } = await matched(frames);
  expect(out[2]![0]!.data).toEqual(expected!.data);
  expect([...out[0]![0]!.data]).toEqual([...frames[0]![0]!.data]);
});

test('constant frames become constant, NaN stays NaN, no frames give none', async () => {
  const f32 = (...values: number[]) => frameOf([values], (all) => Float32Array.from(all));
  const { frames } = await matched([[f32(1, 2, 3)], [f32(5, 5, 5)], [f32(Number.NaN, 9, 8)]]);
  expect(frames.slice(1).map(([frame]) => [...frame!.data])).toEqual([
    [3, 3, 3],
    [Number.NaN, 3, 1.5],
  ]);
  expect((await matched([])).frames).toEqual([]);
});

test('says that intensity is not quantitative any more', () => {
  expect(histogramMatching.caution).toBe('intensity is not quantitative: histogram matching');
});
