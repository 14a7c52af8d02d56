import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import node from '../../../src/nodes/io/simulated-movie.ts';
import { noDetections } from '../../../src/runtime/data/spots.ts';
import type { FileAccess } from '../../../src/runtime/node/files.ts';

const noFiles: FileAccess = {
  look: async () => null,
  open: async (path) => {
    throw new Error(`opens no file, but ${path} was asked for`);
  },
  join: (base, ...names) => [base, ...names].join('/'),
};
type Values = Parameters<typeof node.open>[0];
const defaults = Object.fromEntries(
  Object.entries(node.params).map(([name, param]) => [name, param.default]),
) as Values;
const small = { ...defaults, frames: 12, width: 96, height: 80, cells: 8, channels: 3 } as const;
const opened = (changes: Partial<Values> = {}) => node.open({ ...small, ...changes }, noFiles);
const digest = (data: ArrayBufferView) =>
  createHash('sha256')
    .update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
    .digest('hex')
    .slice(0, 16);

describe('io.simulated-movie', () => {
  it('draws every frame alone: any order and any opening give the same bytes', async () => {
    const forwards = await opened();
    const backwards = await opened();
    const frames = [0, 3, 7, 11];
    const first: string[] = [];
    for (const t of frames)
      first.push(digest((await forwards.movie.frame(t, 1)).data), digest((await forwards.labels.frame(t)).data));
    const second: string[] = [];
    for (const t of frames.toReversed()) {
      second.unshift(digest((await backwards.movie.frame(t, 1)).data), digest((await backwards.labels.frame(t)).data));
    }
    expect(second).toEqual(first);
    expect(new Set(first).size).toBe(8);
  });

  it('has the bytes that it had when it was made, on every machine', async () => {
    const { movie, clean, labels } = await opened();
    const digests = [(await movie.frame(5, 0)).data, (await movie.frame(5, 1)).data, (await movie.frame(5, 2)).data];
    expect(
      [...digests, (await clean.frame(5, 0)).data, (await labels.frame(5)).data].map(digest),
    ).toMatchInlineSnapshot(`
      [
        "e0447423e6fdab18",
        "d61f4dc0b978d49d",
        "3f1575884ae08372",
        "5865994d261378b0",
        "4f7a2203f31fb212",
      ]
    `);
    const spots = await opened({ kind: 'spots', cells: 40 });
    expect([(await spots.movie.frame(5, 0)).data, spots.tracks.x].map(digest)).toMatchInlineSnapshot(`
      [
        "3187cf1d83b45e31",
        "6787a870a3faddc0",
      ]
    `);
  });

  it('gives another movie for another seed, and other noise in other frames and channels', async () => {
    const one = await opened({ cells: 0, drift: 0, bleaching: 0, vignetting: 0 });
    const two = await opened({ cells: 0, drift: 0, bleaching: 0, vignetting: 0, seed: 2 });
    const frames = [
      await one.movie.frame(0, 0),
      await one.movie.frame(1, 0),
      await one.movie.frame(0, 1),
      await two.movie.frame(0, 0),
    ];
    expect(new Set(frames.map(({ data }) => digest(data))).size).toBe(4);
  });

  it('is the clean movie plus noise of the stated variance', async () => {
    const { movie, clean } = await opened({ width: 256, height: 256, cells: 40 });
    const seen = (await movie.frame(4, 0)).data;
    const mean = (await clean.frame(4, 0)).data;
    let sum = 0;
    let squares = 0;
    seen.forEach((value, i) => {
      const electrons = (mean[i]! - 100) / 4;
      const score = (value - mean[i]!) / Math.sqrt(16 * (electrons + 9) + 1 / 12);
      sum += score;
      squares += score * score;
    });
    expect(Math.abs(sum / seen.length)).toBeLessThan(4 / 256);
    expect(squares / seen.length).toBeCloseTo(1, 1);
  });

  it('bleaches by its time constant', async () => {
    const { clean } = await opened({ frames: 100, cells: 0, signal: 0, background: 100, vignetting: 0, bleaching: 50 });
    const level = async (t: number) => ((await clean.frame(t, 0)).data[0]! - 100) / 400;
    const left = 0.25 + 0.75 * Math.exp(-1);
    expect(await level(0)).toBe(1);
    expect(await level(50)).toBeCloseTo(0.6 + 0.4 * left, 6);
  });

  it('says how it was taken', async () => {
    const { movie, clean, labels, tracks, spots, drift } = await opened({ planes: 3, interval: 60 });
    expect(movie.size).toEqual({ t: 12, c: 3, z: 3, y: 80, x: 96 });
    expect([movie.dtype, clean.dtype]).toEqual(['uint16', 'float32']);
    expect(movie.calibration).toEqual({ pixelSize_um: { x: 0.65, y: 0.65, z: 2 }, frameInterval_s: 60, times_s: null });
    for (const part of [labels, tracks, spots, drift]) {
      expect(part.size).toEqual({ t: 12, c: 1, z: 3, y: 80, x: 96 });
      expect(part.calibration).toEqual(movie.calibration);
    }
    const frame = await movie.frame(0, 0);
    expect([frame.depth, frame.data.length, (await labels.frame(0)).data.length]).toEqual([
      3,
      3 * 96 * 80,
      3 * 96 * 80,
    ]);
  });

  it('gives the centroids of nuclei as spots: those of the tracks', async () => {
    const { tracks, spots } = await opened();
    const found = await spots.frame(7);
    const nodes = [...tracks.frame].flatMap((t, i) => (t === 7 ? [i] : []));
    expect([...found.x]).toEqual(nodes.map((i) => tracks.x[i]));
    expect([...(found.label ?? [])]).toEqual(nodes.map((i) => tracks.label[i]));
    expect(found.features['area']?.length).toBe(found.x.length);
  });

  it('gives particles as spots and tracks, and empty labels', async () => {
    const { spots, tracks, labels, movie } = await opened({ kind: 'spots', cells: 40 });
    expect(movie.size.c).toBe(1);
    const found = await spots.frame(3);
    expect(found.x.length).toBeGreaterThan(20);
    expect(found.label).toBeNull();
    expect(tracks.edges.source.length).toBeGreaterThan(200);
    expect((await labels.frame(3)).data.every((label) => label === 0)).toBe(true);
  });

  it('opens an empty field and an empty movie', async () => {
    for (const kind of ['nuclei', 'spots'] as const) {
      const empty = await opened({ kind, cells: 0 });
      expect(await empty.spots.frame(0)).toMatchObject({ x: noDetections.x, y: noDetections.y });
      expect(empty.tracks.edges.source.length).toBe(0);
      expect((await empty.movie.frame(11, 0)).data.length).toBe(96 * 80);
      const none = await opened({ kind, frames: 0 });
      expect([none.movie.size.t, none.drift.dx.length, none.tracks.frame.length]).toEqual([0, 0, 0]);
    }
  });

  it('refuses frames and channels that there are not', async () => {
    const { movie, labels, spots } = await opened();
    await expect(movie.frame(12, 0)).rejects.toThrow(/no frame 12.*0 to 11/);
    await expect(movie.frame(0, 3)).rejects.toThrow(/no channel 3.*0 to 2/);
    await expect(labels.frame(-1)).rejects.toThrow(RangeError);
    await expect(spots.frame(1.5)).rejects.toThrow(RangeError);
  });
});
