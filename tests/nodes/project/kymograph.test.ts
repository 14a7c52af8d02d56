import { describe, expect, it } from 'vitest';
import kymograph from '../../../src/nodes/project/kymograph.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import type { Shapes } from '../../../src/runtime/data/shapes.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { goldenJson, goldenPlanes } from '../../support/golden.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const size = 5;
/** A spot that moves one pixel to the right each frame along the middle row. */
const spotAt = (t: number): readonly Frame[] => [
  frameOf(
    Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => (x === t && y === 2 ? 100 : 1))),
    (all) => Uint16Array.from(all),
  ),
];
const frames = [0, 1, 2, 3].map(spotAt);
const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 2, times_s: null };
const run = async (
  params: Record<string, number | string> = {},
  lines?: Shapes,
  movie = movieOf(frames, { calibration }),
) => {
  const out = await runNode(kymograph, { movie, lines }, params);
  return { movie: out['movie'] as HeldMovie, positions: out['positions'] as Table };
};
const rows = ({ frames: [channels] }: HeldMovie, c = 0) => {
  const { width, height, data } = channels![c]!;
  return Array.from({ length: height }, (_, y) => [...data.subarray(y * width, (y + 1) * width)]);
};

describe('project.kymograph', () => {
  it('draws a moving spot as a diagonal, along the middle row where no line is given', async () => {
    const { movie } = await run();
    expect(rows(movie)).toEqual([
      [100, 1, 1, 1, 1],
      [1, 100, 1, 1, 1],
      [1, 1, 100, 1, 1],
      [1, 1, 1, 100, 1],
    ]);
    expect(movie.size).toEqual({ t: 1, c: 1, z: 1, y: 4, x: 5 });
  });
  it('says the distance between columns in µm and the duration of a row', async () => {
    const { movie, positions } = await run({ x1: 0, y1: 0, x2: 3, y2: 4 });
    expect(movie.calibration.pixelSize_um).toEqual({ x: 0.5, y: null, z: null });
    expect(movie.calibration.frameInterval_s).toBe(2);
    expect(movie.channels[0]!.name).toBe('ch1 (a row is 2 s)');
    const column = (name: string) => [...(positions.columns.find((one) => one.name === name)!.values as Float64Array)];
    expect(column('distance')).toEqual([0, 0.5, 1, 1.5, 2, 2.5].map((v) => expect.closeTo(v, 12)));
    expect(column('x_px')).toEqual([0, 0.6, 1.2, 1.8, 2.4, 3].map((v) => expect.closeTo(v, 12)));
    expect(column('y')).toEqual([0, 0.4, 0.8, 1.2, 1.6, 2].map((v) => expect.closeTo(v, 12)));
  });
  it('leaves the scale open where the movie has none', async () => {
    const { movie, positions } = await run({}, undefined, movieOf(frames));
    expect(movie.calibration).toMatchObject({ pixelSize_um: { x: null }, frameInterval_s: null });
    expect(movie.channels[0]!.name).toBe('ch1 (a row is a frame)');
    expect(positions.columns[1]!.values[3]).toBeNaN();
  });
  it('averages or takes the maximum over the width', async () => {
    const line = { x1: 0, y1: 1, x2: 4, y2: 1, width: 3 };
    expect(rows((await run({ ...line, reduce: 'mean' })).movie)[0]).toEqual([34, 1, 1, 1, 1]);
    expect(rows((await run({ ...line, reduce: 'max' })).movie)[0]).toEqual([100, 1, 1, 1, 1]);
  });
  it('follows the chosen line of the shapes, closing polygons and not counting points', async () => {
    const lines: Shapes = {
      shapes: [
        { type: 'point', name: 'p', t: null, points: [[0, 0]] },
        {
          type: 'line',
          name: 'down',
          t: null,
          points: [
            [2, 0],
            [2, 2],
            [4, 2],
          ],
        },
        {
          type: 'polygon',
          name: 'round',
          t: null,
          points: [
            [0, 2],
            [1, 2],
            [1, 3],
            [0, 3],
          ],
        },
      ],
    };
    expect(rows((await run({ line: 1 }, lines)).movie)).toEqual([
      [1, 1, 1, 1, 1],
      [1, 1, 1, 1, 1],
      [1, 1, 100, 1, 1],
      [1, 1, 1, 100, 1],
    ]);
    expect(rows((await run({ line: 2 }, lines)).movie)[0]).toEqual([100, 1, 1, 1, 100]);
    await expect(run({ line: 3 }, lines)).rejects.toThrow('line 3 is asked for, but there are 2 lines');
  });
  it('keeps all channels', async () => {
    const both = movieOf(frames.map(([frame]) => [frame!, { ...frame!, data: frame!.data.map((v) => v + 1) }]));
    const { movie } = await run({}, undefined, both);
    expect(rows(movie, 1)[3]).toEqual([2, 2, 2, 101, 2]);
    expect(movie.channels).toHaveLength(2);
  });
  it('equals skimage.measure.profile_line in each row to float32', async () => {
    const [plane] = await goldenPlanes('in-frames.tif');
    const frame = [{ ...plane!, depth: 1 }];
    const { movie } = await run({ x1: 10, y1: 10, x2: 117, y2: 100, width: 5 }, undefined, movieOf([frame, frame]));
    const { w5 } = goldenJson<{ w5: number[] }>('profile_line.json');
    for (const row of rows(movie))
      for (const [i, value] of row.entries()) expect(Math.abs(value / w5[i]! - 1)).toBeLessThan(1e-7);
  });
  it('gives no frame of no frames, and refuses several planes', async () => {
    expect((await run({}, undefined, movieOf([]))).movie).toMatchObject({ size: { t: 0 }, frames: [] });
    const deep = movieOf([[{ width: 1, height: 1, depth: 2, data: Uint8Array.of(1, 2) }]]);
    await expect(run({}, undefined, deep)).rejects.toThrow('project it over z first');
  });
});
