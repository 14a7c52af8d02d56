import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import estimate from '../../../src/nodes/segment/estimate-threshold.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { numbers, type Table } from '../../../src/runtime/data/table.ts';
import {
  addDyadic,
  type DyadicHistogram,
  dyadicHistogram,
} from '../../../src/runtime/kernels/reference/dyadic-histogram.ts';
import { levelOf } from '../../../src/runtime/kernels/reference/level-of.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { movieOf, runNode } from '../../support/run-node.ts';

const levelIn = async (frames: readonly Frame[], set: Parameters<typeof runNode>[2] = {}) => {
  const { level } = await runNode(
    estimate,
    { movie: movieOf(frames.map((frame) => [frame])) },
    { smoothing: 0, ...set },
  );
  return numbers(level as Table, 'threshold')[0]!;
};
const row = (...values: number[]): Frame => ({
  width: values.length,
  height: 1,
  depth: 1,
  data: Uint8Array.from(values),
});

describe('segment.estimate-threshold', () => {
  it('of a movie is that of all its pixels together', async () => {
    const planes = await goldenPlanes('in-frames.tif');
    const frames = planes.map((plane) => ({ ...plane, depth: 1, data: Uint16Array.from(plane.data) }));
    const all = Uint16Array.from(planes.flatMap((plane) => [...plane.data]));
    for (const method of ['otsu', 'li', 'triangle', 'yen', 'isodata', 'mean', 'minimum', 'background'] as const) {
      expect(await levelIn(frames, { method })).toBeCloseTo(levelOf(all, method, 3), 9);
    }
  });

  it('of floats is exact to 1/256 of the range', async () => {
    const planes = await goldenPlanes('in-frames.tif');
    const frames = planes.map((plane) => ({ ...plane, depth: 1 }));
    const all = Float32Array.from(planes.flatMap((plane) => [...plane.data]));
    const range = Math.max(...all) - Math.min(...all);
    for (const method of ['otsu', 'isodata', 'mean', 'background'] as const) {
      expect(Math.abs((await levelIn(frames, { method })) - levelOf(all, method, 3))).toBeLessThan(range / 128);
    }
  });

  it('of dark objects is that of the negative', async () => {
    const level = await levelIn([row(200, 201, 199, 10, 12)], { objects: 'dark' });
    expect(level).toBeGreaterThan(12);
    expect(level).toBeLessThanOrEqual(200);
  });

  it('of a constant movie is its grey value, of no frames NaN', async () => {
    expect(await levelIn([row(4, 4), row(4, 4)])).toBe(4);
    expect(await levelIn([])).toBeNaN();
  });

  it('counts the frames', async () => {
    const { level } = await runNode(estimate, { movie: movieOf([[row(1, 2)], [row(3, 4)]]) });
    expect([...numbers(level as Table, 'frames')]).toEqual([2]);
  });
});

describe('histograms of frames', () => {
  it('add up to the same in any order and grouping', () => {
    const values = fc.array(fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 }), { maxLength: 20 });
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((list) => dyadicHistogram(Float32Array.from(list))) as [
          DyadicHistogram,
          DyadicHistogram,
          DyadicHistogram,
        ];
        const whole = addDyadic(addDyadic(x, y), z);
        expect(digest(addDyadic(x, addDyadic(y, z)))).toBe(digest(whole));
        expect(digest(addDyadic(z, addDyadic(y, x)))).toBe(digest(whole));
        expect(whole.counts.reduce((sum, n) => sum + n, 0)).toBe(a.length + b.length + c.length);
      }),
      { seed: 12, numRuns: 15 },
    );
  });
});

/** Bins that hold something: comparing 65,536 of them one by one takes long. */
const digest = ({ width, first, counts }: DyadicHistogram): string =>
  `${width} ${counts.length} ${[...counts.keys()].flatMap((i) => (counts[i]! > 0 ? [`${first + i}:${counts[i]}`] : [])).join(' ')}`;
