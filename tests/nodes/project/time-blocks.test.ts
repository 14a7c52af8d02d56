import { describe, expect, it } from 'vitest';
import timeBlocks from '../../../src/nodes/project/time-blocks.ts';
import type { HeldMovie, MovieHeader } from '../../../src/runtime/data/movie.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const frames = [1, 3, 5, 100, 7].map((value) => [frameOf([[value, 2 * value]], (all) => Uint16Array.from(all))]);
const blocks = async (params: Record<string, number | string>, calibration?: MovieHeader['calibration']) =>
  (await runNode(timeBlocks, { movie: movieOf(frames, calibration ? { calibration } : {}) }, params))[
    'movie'
  ] as HeldMovie;
const values = (movie: HeldMovie) => movie.frames.map((channels) => [...channels[0]!.data]);

describe('project.time-blocks', () => {
  it('takes the mean of every two frames, the last block being shorter', async () => {
    const movie = await blocks({ frames: 2 });
    expect(movie).toMatchObject({ size: { t: 3 }, dtype: 'float32' });
    expect(values(movie)).toEqual([
      [2, 4],
      [52.5, 105],
      [7, 14],
    ]);
  });
  it.each([
    [
      'max',
      [
        [5, 10],
        [100, 200],
      ],
    ],
    [
      'min',
      [
        [1, 2],
        [7, 14],
      ],
    ],
    [
      'sum',
      [
        [9, 18],
        [107, 214],
      ],
    ],
    [
      'median',
      [
        [3, 6],
        [53.5, 107],
      ],
    ],
    [
      'sd',
      [
        [2, 4],
        [Math.fround(93 / Math.SQRT2), Math.fround(186 / Math.SQRT2)],
      ],
    ],
  ])('takes the %s of every three frames', async (method, expected) => {
    expect(values(await blocks({ frames: 3, method }))).toEqual(expected);
  });
  it('makes one frame of a movie shorter than the block', async () => {
    expect(values(await blocks({ frames: 99, method: 'max' }))).toEqual([[100, 200]]);
  });
  it('stretches the interval and keeps the time stamp of the first frame of each block', async () => {
    const pixelSize_um = { x: null, y: null, z: null };
    const even = await blocks({ frames: 2 }, { pixelSize_um, frameInterval_s: 30, times_s: null });
    expect(even.calibration).toEqual({ pixelSize_um, frameInterval_s: 60, times_s: null });
    const uneven = await blocks(
      { frames: 2 },
      { pixelSize_um, frameInterval_s: null, times_s: Float64Array.of(0, 1, 3, 4, 9) },
    );
    expect([...(uneven.calibration.times_s ?? [])]).toEqual([0, 3, 9]);
  });
});
