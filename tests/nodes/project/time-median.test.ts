import { describe, expect, it } from 'vitest';
import timeMedian from '../../../src/nodes/project/time-median.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const u8 = (...values: number[]): readonly Frame[] => [frameOf([values], (all) => Uint8Array.from(all))];
const median = async (frames: readonly (readonly Frame[])[], params = {}) =>
  (await runNode(timeMedian, { movie: movieOf(frames) }, params))['movie'] as HeldMovie;

describe('project.time-median', () => {
  it('takes the middle value, of an even number the mean of the middle two', async () => {
    expect([...(await median([u8(1, 5), u8(9, 5), u8(4, 6)])).frames[0]![0]!.data]).toEqual([4, 5]);
    expect([...(await median([u8(1, 5), u8(4, 6)])).frames[0]![0]!.data]).toEqual([2.5, 5.5]);
  });
  it('uses every n-th frame from the first', async () => {
    expect([...(await median([u8(1), u8(90), u8(2), u8(91), u8(3)], { every: 2 })).frames[0]![0]!.data]).toEqual([2]);
  });
  it('equals numpy on three frames of nuclei', async () => {
    const planes = await goldenPlanes('in-frames.tif');
    const movie = await median(planes.map((plane) => [{ ...plane, depth: 1, data: Uint16Array.from(plane.data) }]));
    const { data } = movie.frames[0]![0]!;
    expect([60, 61].flatMap((y) => [...data.subarray(y * 128 + 60, y * 128 + 64)])).toEqual([
      201, 196, 247, 225, 176, 246, 237, 221,
    ]);
    expect(Array.from(data).reduce((sum, value) => sum + value, 0)).toBe(4652776);
  });
  it('reads a movie that does not fit its memory in bands of rows, and gives the same', async () => {
    // 9 frames of 4096 × 1024 float32 are 144 MiB, above the 128 held at a time
    const wide = (t: number): readonly Frame[] => {
      const data = new Float32Array(4096 * 1024);
      for (let i = 0; i < data.length; i++) data[i] = (i % 1000) + ((t * 4) % 9);
      return [{ width: 4096, height: 1024, depth: 1, data }];
    };
    const source = movieOf(Array.from({ length: 9 }, (_, t) => wide(t)));
    const { signal } = new AbortController();
    const context = { t: 0, z: 0, c: 0, headers: { movie: source }, kernels: {} as never, signal, cautions: [] };
    const { movie } = await timeMedian.run({ movie: source }, { every: 1 }, context);
    expect(source.reads).toBe(2 * 9);
    const { data } = movie.frames[0]![0]!;
    expect(data.every((value, i) => value === (i % 1000) + 4)).toBe(true);
  });
  it('medians every plane and channel for itself', async () => {
    const deep = (...values: number[]) => ({ width: 1, height: 1, depth: 2, data: Uint8Array.from(values) });
    const movie = await median([
      [deep(1, 2), deep(3, 4)],
      [deep(3, 2), deep(9, 0)],
    ]);
    expect(movie.size).toEqual({ t: 1, c: 2, z: 2, y: 1, x: 1 });
    expect(movie.frames[0]!.map((frame) => [...frame.data])).toEqual([
      [2, 2],
      [6, 2],
    ]);
  });
  it('gives no frame of no frames, and NaN for NaN', async () => {
    expect(await median([])).toMatchObject({ size: { t: 0 }, frames: [] });
    const holed = [1, Number.NaN].map((value) => [frameOf([[value, 1]], (all) => Float32Array.from(all))]);
    expect([...(await median(holed)).frames[0]![0]!.data]).toEqual([Number.NaN, 1]);
  });
});
