import { describe, expect, it } from 'vitest';
import threshold from '../../../src/nodes/segment/threshold.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { callNode } from '../../support/call-node.ts';
import { goldenPlanes } from '../../support/golden.ts';
import { frameOf } from '../../support/run-node.ts';

const bytes = (...rows: number[][]) => frameOf(rows, (values) => Uint8Array.from(values));
const plain = { smoothing: 0, minSize: 0 };
const find = async (movie: Frame, set: Parameters<typeof callNode>[2] = {}) => {
  const { labels } = await callNode(threshold, { movie }, { ...plain, ...set });
  return [...labels.data];
};

const two = bytes([9, 9, 0, 0, 0], [9, 0, 0, 0, 8], [0, 0, 7, 0, 8], [0, 0, 0, 0, 0]);

describe('segment.threshold', () => {
  it('numbers what is above the level in raster order', async () => {
    expect(await find(two)).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 3, 0, 2, 0, 0, 0, 0, 0]);
  });

  it('joins over corners with connectivity 2 only', async () => {
    const steps = bytes([9, 0, 0], [0, 9, 0], [0, 0, 0]);
    expect(Math.max(...(await find(steps, { connectivity: 2 })))).toBe(1);
    expect(Math.max(...(await find(steps, { connectivity: 1 })))).toBe(2);
  });

  it('removes what is smaller than the least size and numbers the rest without gaps', async () => {
    expect(await find(two, { minSize: 2 })).toEqual([1, 1, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0]);
  });

  it('finds the same foreground as scikit-image with Otsu', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const movie = { ...frame!, depth: 1, data: Uint16Array.from(frame!.data) };
    const labels = await find(movie);
    expect(labels.map((label) => label > 0)).toEqual([...frame!.data].map((value) => value > 512));
  });

  it.each(['otsu', 'li', 'triangle', 'yen', 'isodata', 'mean', 'minimum', 'background', 'sauvola'])(
    '%s finds nothing in constant, empty and NaN frames',
    async (method) => {
      for (const movie of [
        bytes([7, 7], [7, 7]),
        { width: 0, height: 0, depth: 1, data: new Uint8Array(0) },
        { width: 2, height: 1, depth: 1, data: Float32Array.of(Number.NaN, Number.NaN) },
      ]) {
        expect((await find(movie, { method })).every((label) => label === 0)).toBe(true);
      }
    },
  );

  it('local asks for pixels brighter than their neighbourhood', async () => {
    const slope = bytes(Array.from({ length: 21 }, (_, x) => 5 * x + (x === 3 || x === 16 ? 40 : 0)));
    const labels = await find(slope, { method: 'local', block: 9, offset: -15 });
    expect(labels.flatMap((label, x) => (label > 0 ? [x] : []))).toEqual([3, 16]);
  });

  it('sauvola asks for contrast', async () => {
    const rows = Array.from({ length: 9 }, (_, y) =>
      Array.from({ length: 9 }, (_, x) => (x === 4 && y === 4 ? 200 : 20)),
    );
    expect((await find(bytes(...rows), { method: 'sauvola', block: 5, k: -0.5 }))[40]).toBe(1);
  });

  it('background takes the level from the darker part, whatever the objects', async () => {
    const noise = Array.from({ length: 400 }, (_, i) => 100 + ((i * 7) % 5));
    const dim = noise.map((value, i) => (i >= 200 && i < 206 ? value + 20 : value));
    const withBright = dim.map((value, i) => (i < 120 ? 4000 : value));
    for (const row of [dim, withBright]) {
      const labels = await find(
        frameOf([row], (values) => Uint16Array.from(values)),
        { method: 'background', deviations: 5 },
      );
      expect(labels.slice(198, 208)).toEqual([0, 0, ...new Array(6).fill(Math.max(...labels)), 0, 0]);
    }
  });

  it('finds dark objects as it finds bright ones in the negative', async () => {
    const negative = { ...two, data: two.data.map((value) => 255 - value) };
    for (const method of ['otsu', 'li', 'triangle', 'mean', 'background', 'local', 'sauvola']) {
      if (method === 'sauvola') continue; // it is not symmetric
      expect(await find(negative, { method, objects: 'dark' })).toEqual(await find(two, { method }));
    }
  });

  it('multiplies the level by the scale and keeps it within the bounds', async () => {
    const ramp = bytes([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]); // mean 4.5
    const count = async (set: Parameters<typeof find>[1]) =>
      (await find(ramp, { method: 'mean', ...set })).filter((label) => label > 0).length;
    expect(await count({})).toBe(5);
    expect(await count({ scale: 0.5 })).toBe(7);
    expect(await count({ lowest: 6 })).toBe(3);
    expect(await count({ highest: 1 })).toBe(8);
    expect((await find(ramp, { method: 'manual', level: 8 })).filter((label) => label > 0)).toEqual([1]);
  });

  it('uses a connected level instead of a method; NaN there means no objects', async () => {
    const level = (value: number) => ({
      columns: [{ name: 'threshold', unit: 'grey value', values: Float64Array.of(value) }],
      cautions: [],
    });
    const seen = async (value: number) => {
      const { labels } = await callNode(threshold, { movie: two, level: level(value) }, plain);
      return labels.data.filter((label) => label > 0).length;
    };
    expect(await seen(8)).toBe(3);
    expect(await seen(0)).toBe(6);
    expect(await seen(Number.NaN)).toBe(0);
  });

  it('joins objects through the planes of a stack', async () => {
    const stack = { width: 2, height: 2, depth: 3, data: Uint8Array.of(9, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 9) };
    expect(await find(stack)).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
    expect(Math.max(...(await find(stack, { connectivity: 1 })))).toBe(3);
  });

  it('smooths before it thresholds', async () => {
    const speck = bytes(
      ...Array.from({ length: 15 }, (_, y) => Array.from({ length: 15 }, (_, x) => (x === 7 && y === 7 ? 99 : 1))),
    );
    expect((await find(speck, { method: 'manual', level: 50, smoothing: 2 })).every((label) => label === 0)).toBe(true);
  });
});
