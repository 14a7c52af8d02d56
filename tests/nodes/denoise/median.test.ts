import { expect, test } from 'vitest';
import median from '../../../src/nodes/denoise/median.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const filtered = async (frames: readonly (readonly Frame<Pixels>[])[], params = {}) =>
  (await runNode(median, { movie: movieOf(frames) }, params))['movie'] as HeldMovie;

test('removes a single bright pixel and keeps the dtype', async () => {
  const u8 = frameOf(
    [
      [1, 1, 1, 9],
      [1, 200, 1, 9],
      [1, 1, 1, 9],
    ],
    (values) => Uint8Array.from(values),
  );
  const { dtype, frames } = await filtered([[u8]]);
  expect(dtype).toBe('uint8');
  expect([...frames[0]![0]!.data]).toEqual([1, 1, 1, 9, 1, 1, 1, 9, 1, 1, 1, 9]);
});

test.each(['3', '5'])('of size %s equals scipy', async (size) => {
  const [plane] = await goldenPlanes('in-frames.tif');
  const [expected] = await goldenPlanes(`median_${size}.tif`);
  const { dtype, frames } = await filtered([[{ ...plane!, depth: 1, data: Uint16Array.from(plane!.data) }]], { size });
  expect(dtype).toBe('uint16');
  expect([...frames[0]![0]!.data]).toEqual([...expected!.data]);
});

test('every plane and channel is filtered for itself', async () => {
  const deep = (...values: number[]) => ({ width: 3, height: 1, depth: 2, data: Float32Array.from(values) });
  const { dtype, frames } = await filtered([[deep(1, 9, 1, 5, 5, 0), deep(7, 7, 7, 0, 8, 0)]]);
  expect(dtype).toBe('float32');
  expect(frames[0]!.map(({ data }) => [...data])).toEqual([
    [1, 1, 1, 5, 5, 0],
    [7, 7, 7, 0, 0, 0],
  ]);
});

test('constant frames stay, NaN spreads over its square, no frames give none', async () => {
  const row = (...values: number[]) => frameOf([values], (all) => Float32Array.from(all));
  expect([...(await filtered([[row(4, 4, 4)]])).frames[0]![0]!.data]).toEqual([4, 4, 4]);
  const { frames } = await filtered([[row(Number.NaN, 1, 1, 1, 1)]]);
  expect([...frames[0]![0]!.data]).toEqual([Number.NaN, Number.NaN, 1, 1, 1]);
  expect((await filtered([])).frames).toEqual([]);
});
