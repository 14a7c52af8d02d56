import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import split from '../../../src/nodes/segment/split.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { connectedComponents } from '../../../src/runtime/kernels/reference/connected-components.ts';
import { callNode } from '../../support/call-node.ts';
import { goldenPlanes } from '../../support/golden.ts';

const width = 40;
/** Disks of one label in a field of 40 × 20. */
function disks(...circles: (readonly [x: number, y: number, r: number])[]): Frame<Uint32Array> {
  const data = new Uint32Array(width * 20);
  for (let i = 0; i < data.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width);
    if (circles.some(([cx, cy, r]) => Math.hypot(x - cx, y - cy) <= r)) data[i] = 3;
  }
  return { width, height: 20, depth: 1, data };
}
const pair = disks([11, 10, 7], [24, 10, 7]);
const at = (labels: Frame<Uint32Array>, x: number, y: number) => labels.data[y * width + x];

describe('segment.split', () => {
  it.each([{ markers: 'distance' }, { markers: 'height' }])(
    'cuts two touching disks at the neck: $markers',
    async (set) => {
      const { labels } = await callNode(split, { labels: pair }, set);
      expect([at(labels, 11, 10), at(labels, 24, 10)]).toEqual([1, 2]);
      expect([at(labels, 16, 10), at(labels, 19, 10)]).toEqual([1, 2]);
      expect(Math.max(...labels.data)).toBe(2);
    },
  );

  it('leaves a single disk and a disk with a ragged outline whole', async () => {
    const ragged = disks([15, 10, 8]);
    for (let y = 3; y < 18; y += 2) ragged.data[y * width + 24] = 3;
    for (const set of [{}, { markers: 'height' }]) {
      expect(Math.max(...(await callNode(split, { labels: disks([15, 10, 8]) }, set)).labels.data)).toBe(1);
      const { labels } = await callNode(split, { labels: ragged }, { ...set, minSize: 20 });
      expect(at(labels, 12, 10)).toBe(at(labels, 18, 10));
    }
  });

  it('gives pieces below the least size back', async () => {
    const small = disks([11, 10, 8], [23, 10, 4]);
    expect(Math.max(...(await callNode(split, { labels: small }, { distance: 3, minSize: 0 })).labels.data)).toBe(2);
    expect(Math.max(...(await callNode(split, { labels: small }, { distance: 3, minSize: 60 })).labels.data)).toBe(1);
  });

  it('cuts by intensity along the dark line of the movie', async () => {
    const one = disks([12, 10, 8], [20, 10, 8], [28, 10, 8]);
    const movie = {
      width,
      height: 20,
      depth: 1,
      data: Float32Array.from(one.data, (_, i) => Math.abs((i % width) - 20)),
    };
    const { labels } = await callNode(split, { labels: one, movie }, { relief: 'intensity', smoothing: 1 });
    expect([at(labels, 8, 10), at(labels, 18, 10), at(labels, 22, 10), at(labels, 33, 10)]).toEqual([1, 1, 2, 2]);
    await expect(callNode(split, { labels: one }, { relief: 'intensity' })).rejects.toThrow('no movie is connected');
  });

  it('cuts stacks in space, with the recorded distance of planes', async () => {
    // two balls of radius 5 px that touch along z, planes 2 px apart
    const size = { width: 15, height: 15, depth: 13 };
    const data = new Uint32Array(15 * 15 * 13);
    for (let i = 0; i < data.length; i++) {
      const [x, y, z] = [i % 15, Math.floor(i / 15) % 15, 2 * Math.floor(i / 225)];
      if (Math.min(Math.hypot(x - 7, y - 7, z - 7), Math.hypot(x - 7, y - 7, z - 16)) <= 5) data[i] = 1;
    }
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: 1 }, frameInterval_s: null, times_s: null };
    const headers = { labels: { size: { t: 1, c: 1, z: 13, y: 15, x: 15 }, calibration } };
    for (const set of [
      { smoothing: 0, distance: 6 },
      { markers: 'height', height: 1 },
    ]) {
      const { labels } = await callNode(split, { labels: { ...size, data } }, set, headers);
      const middle = (plane: number) => labels.data[plane * 225 + 7 * 15 + 7];
      expect([middle(4), middle(7)]).toEqual([middle(3), middle(8)]);
      expect(middle(3)).not.toBe(middle(8));
      expect(Math.max(...labels.data)).toBe(2);
    }
  });

  it('never joins touching labels, and keeps every pixel', async () => {
    const label = fc.array(fc.nat(3), { minLength: 100, maxLength: 100 });
    await fc.assert(
      fc.asyncProperty(label, fc.constantFrom('distance', 'height'), async (values, markers) => {
        const before = { width: 10, height: 10, depth: 1, data: Uint32Array.from(values) };
        const { labels } = await callNode(split, { labels: before }, { markers, minSize: 5, distance: 2 });
        const owner = new Map<number, number>();
        for (let i = 0; i < 100; i++) {
          expect(labels.data[i] === 0).toBe(values[i] === 0);
          const piece = labels.data[i]!;
          if (piece !== 0) expect(owner.get(piece) ?? values[i]).toBe(values[i]);
          owner.set(piece, values[i]!);
        }
      }),
      { seed: 13, numRuns: 60 },
    );
  });

  it('splits the clumps of the sample as scikit-image does, up to 2 % of the pixels', async () => {
    const [mask] = await goldenPlanes('in-mask.tif');
    const [expected] = await goldenPlanes('watershed.tif');
    const { labels: data } = connectedComponents(Uint8Array.from(mask!.data), 128, 128, 1, 2);
    const { labels } = await callNode(split, { labels: { width: 128, height: 128, depth: 1, data } }, { minSize: 0 });
    let same = 0;
    let all = 0;
    const partner = new Map<number, number>();
    for (let i = 0; i < data.length; i++) {
      // the reference has no markers within 5 px of the border
      if (expected!.data[i] === 0) continue;
      all++;
      const k = expected!.data[i]!;
      if (!partner.has(k)) partner.set(k, labels.data[i]!);
      if (partner.get(k) === labels.data[i]) same++;
    }
    expect(same / all).toBeGreaterThan(0.98);
  });

  it('leaves empty frames empty, and splits a frame that is all object by nothing', async () => {
    const none = { width: 4, height: 4, depth: 1, data: new Uint32Array(16) };
    expect([...(await callNode(split, { labels: none })).labels.data]).toEqual([...none.data]);
    const full = { width: 9, height: 9, depth: 1, data: new Uint32Array(81).fill(5) };
    expect(new Set((await callNode(split, { labels: full })).labels.data)).toEqual(new Set([1]));
    const nothing = { width: 0, height: 0, depth: 1, data: new Uint32Array(0) };
    expect((await callNode(split, { labels: nothing })).labels.data.length).toBe(0);
  });
});
