import { describe, expect, it } from 'vitest';
import colourCode from '../../../src/nodes/project/colour-code.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import type { HeldMovie } from '../../../src/runtime/data/movie.ts';
import type { Table } from '../../../src/runtime/data/table.ts';
import { frameOf, movieOf, runNode } from '../../support/run-node.ts';

const f32 = (...values: number[]): readonly Frame[] => [frameOf([values], (all) => Float32Array.from(all))];
const code = async (frames: readonly (readonly Frame[])[], params = {}) => {
  const out = await runNode(colourCode, { movie: movieOf(frames) }, { low: 0, high: 100, map: 'spectrum', ...params });
  return { movie: out['movie'] as HeldMovie, scale: out['scale'] as Table };
};
const rgb = (movie: HeldMovie) =>
  [...(movie.frames[0]![0]!.data as Uint8Array)].map((_, i) => movie.frames[0]!.map((channel) => channel.data[i]));

describe('project.colour-code', () => {
  it('paints a spot that moves in the colours of its times', async () => {
    // over seven frames the spectrum is red, yellow, green, cyan, blue, magenta, red
    const frames = [0, 1, 2, 3, 4, 5, 6].map((t) => f32(...[0, 1, 2, 3, 4, 5].map((x) => (x === t ? 10 : 0))));
    const { movie } = await code(frames);
    expect(movie).toMatchObject({ size: { t: 1, c: 3 }, dtype: 'uint8' });
    expect(movie.channels.map(({ name }) => name)).toEqual(['red', 'green', 'blue']);
    expect(rgb(movie)).toEqual([
      [255, 0, 0],
      [255, 255, 0],
      [0, 255, 0],
      [0, 255, 255],
      [0, 0, 255],
      [255, 0, 255],
    ]);
  });
  it('adds the colours of a pixel that is bright at several times, and scales them by its grey', async () => {
    const { movie } = await code([f32(10, 0), f32(0, 0), f32(5, 0), f32(0, 10)]);
    // frame 0 is red, frame 2 of 4 is cyan turning blue, frame 3 red again
    expect(rgb(movie)[0]).toEqual([255, 0, 128]);
    expect(rgb(movie)[1]).toEqual([255, 0, 0]);
  });
  it('sets the contrast by percentiles of the reference frame', async () => {
    const frames = [f32(0, 50, 100), f32(0, 100, 200)];
    expect(rgb((await code(frames, { map: 'grey', reference: 1 })).movie)).toEqual([
      [0, 0, 0],
      [128, 128, 128],
      [255, 255, 255],
    ]);
    expect(rgb((await code(frames, { map: 'grey', reference: 0, low: 50 })).movie)[1]).toEqual([255, 255, 255]);
    await expect(code(frames, { reference: 2 })).rejects.toThrow('reference is frame 2, but the movie ends with 1');
  });
  it('lists the colour and time of each frame', async () => {
    const { scale } = await code([f32(1), f32(2), f32(3), f32(4)]);
    expect(scale.columns.map(({ name }) => name)).toEqual(['frame', 'time', 'red', 'green', 'blue']);
    expect([...(scale.columns[2]!.values as Float64Array)].map((value) => Math.round(value * 100))).toEqual([
      100, 0, 0, 100,
    ]);
    expect(scale.cautions).toEqual(['intensity is not quantitative: coloured by time']);
  });
  it('paints a constant movie and NaN black, one frame in the first colour, and no frames not at all', async () => {
    expect(rgb((await code([f32(5, 5), f32(5, 5)])).movie)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
    ]);
    expect(rgb((await code([f32(0, Number.NaN, 9)])).movie)).toEqual([
      [0, 0, 0],
      [0, 0, 0],
      [255, 0, 0],
    ]);
    expect((await code([])).movie).toMatchObject({ size: { t: 0 }, frames: [] });
  });
});
