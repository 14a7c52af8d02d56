import { beforeAll, describe, expect, it } from 'vitest';
import time from '../../../src/nodes/project/time.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import { projections } from '../../../src/runtime/kernels/reference/accumulate-projection.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const project = async (frames: readonly (readonly Frame[])[], method: string) =>
  (await runNode(time, { movie: movieOf(frames) }, { method }))['movie'] as HeldMovie;
const u16 = (...rows: number[][]) => frameOf(rows, (values) => Uint16Array.from(values));

describe('project.time', () => {
  let frames: readonly (readonly Frame[])[] = [];
  beforeAll(async () => {
    const planes = await goldenPlanes('in-frames.tif');
    frames = planes.map((plane) => [{ ...plane, depth: 1, data: Uint16Array.from(plane.data) }]);
  });
  // numpy 1.24 on rows 60 and 61, columns 60 to 63, of the three frames; sd with ddof=1
  it.each([
    ['max', [610, 552, 661, 684, 555, 564, 576, 728]],
    ['mean', [335.3333333, 311, 375.6666667, 370, 299, 347.3333333, 336.3333333, 386]],
    ['sum', [1006, 933, 1127, 1110, 897, 1042, 1009, 1158]],
    ['sd', [237.8872282, 208.784578, 247.5021885, 272.1966201, 221.7588781, 187.7693621, 208.5673353, 296.2414556]],
    ['min', [195, 185, 219, 201, 166, 232, 196, 209]],
  ])('%s equals numpy', async (method, expected) => {
    const { data } = (await project(frames, method)).frames[0]![0]!;
    const crop = [60, 61].flatMap((y) => [60, 61, 62, 63].map((x) => data[y * 128 + x]!));
    for (const [i, value] of crop.entries()) expect(Math.abs(value / expected[i]! - 1)).toBeLessThan(1e-7);
  });
  it('projects every plane and channel for itself and says what it made', async () => {
    const deep = (...values: number[]) => ({ width: 1, height: 1, depth: 2, data: Uint8Array.from(values) });
    const movie = await project(
      [
        [deep(1, 2), deep(30, 40)],
        [deep(5, 0), deep(10, 90)],
      ],
      'max',
    );
    expect(movie.size).toEqual({ t: 1, c: 2, z: 2, y: 1, x: 1 });
    expect(movie.dtype).toBe('uint8');
    expect(movie.frames[0]!.map((frame) => [...frame.data])).toEqual([
      [5, 2],
      [30, 90],
    ]);
    expect((await project([[deep(1, 2)], [deep(2, 2)]], 'mean')).dtype).toBe('float32');
  });
  it('forgets the time between frames, as there is one only', async () => {
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: 2 }, frameInterval_s: 60, times_s: null };
    const { movie } = await runNode(time, { movie: movieOf([[u16([1])]], { calibration }) });
    expect((movie as HeldMovie).calibration).toEqual({ ...calibration, frameInterval_s: null });
  });
  it('gives one frame back, and of no frames none', async () => {
    for (const method of projections) {
      const once = await project([[u16([3, 4])]], method);
      expect([...once.frames[0]![0]!.data]).toEqual(method === 'sd' ? [0, 0] : [3, 4]);
      const none = await project([], method);
      expect(none).toMatchObject({ size: { t: 0 }, frames: [] });
    }
  });
  it('gives NaN where a frame is NaN', async () => {
    const f32 = (...values: number[]) => [frameOf([values], (all) => Float32Array.from(all))];
    const movie = await project([f32(1, Number.NaN), f32(2, 2)], 'mean');
    expect([...movie.frames[0]![0]!.data]).toEqual([1.5, Number.NaN]);
  });
});
