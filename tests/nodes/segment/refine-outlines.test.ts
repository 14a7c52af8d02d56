import { describe, expect, it } from 'vitest';
import refine from '../../../src/nodes/segment/refine-outlines.ts';
import { callNode } from '../../support/call-node.ts';

const width = 60;
const height = 30;
const field = (value: (x: number, y: number) => number) =>
  Float32Array.from({ length: width * height }, (_, i) => value(i % width, Math.floor(i / width)));
/** Soft disks of radius 7 on 10 grey values: a bright and a dim one. */
const movie = {
  width,
  height,
  data: field((x, y) => {
    const soft = (cx: number, peak: number) => peak / (1 + Math.exp(Math.hypot(x - cx, y - 15) - 7));
    return 10 + soft(15, 1000) + soft(44, 40);
  }),
};
/** Rough objects: too large for the bright one, too small for the dim one. */
const rough = {
  width,
  height,
  data: Uint32Array.from(movie.data, (_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return Math.hypot(x - 15, y - 15) < 11 ? 4 : Math.hypot(x - 44, y - 15) < 4 ? 9 : 0;
  }),
};
const areas = (data: Uint32Array) => [4, 9].map((label) => data.filter((value) => value === label).length);

describe('segment.refine-outlines', () => {
  it('draws bright and dim objects at half of their own height', async () => {
    const { labels } = await callNode(refine, { labels: rough, movie }, { smoothing: 0, reach: 6 });
    const disk = Math.PI * 49;
    for (const area of areas(labels.data)) expect(Math.abs(area / disk - 1)).toBeLessThan(0.12);
  });

  it('keeps neighbours apart on the border between them', async () => {
    const data = Uint32Array.from({ length: width * height }, (_, i) => (i % width < 30 ? 1 : 2));
    for (let i = 0; i < data.length; i++) if (Math.abs(Math.floor(i / width) - 15) > 6) data[i] = 0;
    const flat = { width, height, data: field((_, y) => (Math.abs(y - 15) <= 8 ? 100 : 0)) };
    const { labels } = await callNode(refine, { labels: { width, height, data }, movie: flat }, { smoothing: 0 });
    expect([labels.data[15 * width + 29], labels.data[15 * width + 30]]).toEqual([1, 2]);
    expect([labels.data[23 * width + 10], labels.data[24 * width + 10]]).toEqual([1, 0]);
  });

  it('fills holes and keeps one piece', async () => {
    const ring = field((x, y) => {
      const r = Math.hypot(x - 20, y - 15);
      return (r < 9 && r > 2.5) || Math.hypot(x - 34, y - 15) < 2 ? 100 : 0;
    });
    const labels = { width, height, data: Uint32Array.from(ring, (v, i) => (v > 0 && i % width < 31 ? 1 : 0)) };
    const out = await callNode(refine, { labels, movie: { width, height, data: ring } }, { smoothing: 0, reach: 8 });
    expect(out.labels.data[15 * width + 20]).toBe(1);
    expect(out.labels.data[15 * width + 34]).toBe(0);
  });

  it('leaves objects that are not brighter than their surroundings, and empty frames', async () => {
    const flat = { width, height, data: field(() => 7) };
    expect((await callNode(refine, { labels: rough, movie: flat })).labels.data).toEqual(rough.data);
    const none = { width, height, data: new Uint32Array(width * height) };
    expect((await callNode(refine, { labels: none, movie })).labels.data).toEqual(none.data);
    const full = { width, height, data: new Uint32Array(width * height).fill(2) };
    expect((await callNode(refine, { labels: full, movie })).labels.data).toEqual(full.data);
  });
});
