import { describe, expect, it } from 'vitest';
import expand from '../../../src/nodes/segment/expand.ts';
import fill from '../../../src/nodes/segment/fill-holes.ts';
import refine from '../../../src/nodes/segment/refine-outlines.ts';
import smooth from '../../../src/nodes/segment/smooth-objects.ts';
import watershed from '../../../src/nodes/segment/watershed.ts';
import type { Frame } from '../../../src/runtime/data/frame.ts';
import { type HeldLabels, uncalibrated } from '../../../src/runtime/data/movie.ts';
import type { AnyNode } from '../../../src/runtime/node/define.ts';
import { callNode } from '../../support/call-node.ts';
import { movieOf, runNode } from '../../support/run-node.ts';

// biome-ignore format: pixels as they lie
const ring = { width: 5, height: 5, depth: 1, data: Uint32Array.of(
  0, 2, 2, 2, 2,
  0, 2, 0, 0, 2,
  0, 2, 0, 0, 2,
  0, 2, 2, 2, 2,
  0, 0, 0, 0, 0,
) };
const none = { width: 2, height: 1, depth: 1, data: new Uint32Array(2) };

describe('segment.fill-holes', () => {
  it('fills holes, or those up to a size', async () => {
    expect((await callNode(fill, { labels: ring })).labels.data[7]).toBe(2);
    expect((await callNode(fill, { labels: ring }, { maxSize: 3 })).labels.data[7]).toBe(0);
    expect([...(await callNode(fill, { labels: none })).labels.data]).toEqual([0, 0]);
  });
});

describe('segment.expand', () => {
  it('grows objects up to each other', async () => {
    const labels = { width: 6, height: 1, depth: 1, data: Uint32Array.of(3, 0, 0, 0, 0, 1) };
    expect([...(await callNode(expand, { labels })).labels.data]).toEqual([3, 3, 3, 1, 1, 1]);
    expect([...(await callNode(expand, { labels: none })).labels.data]).toEqual([0, 0]);
  });
});

describe('segment.smooth-objects', () => {
  // biome-ignore format: pixels as they lie
  const tailed = { width: 8, height: 5, depth: 1, data: Uint32Array.of(
    0, 0, 0, 0, 0, 0, 0, 0,
    0, 6, 6, 6, 0, 0, 0, 0,
    0, 6, 6, 6, 6, 6, 6, 5,
    0, 6, 6, 6, 0, 0, 0, 5,
    0, 0, 0, 0, 0, 0, 0, 0,
  ) };
  it('takes tails off by opening', async () => {
    const { labels } = await callNode(smooth, { labels: tailed }, { opening: 1 });
    // biome-ignore format: pixels as they lie
    expect([...labels.data]).toEqual([
      0, 0, 0, 0, 0, 0, 0, 0,
      0, 0, 6, 6, 0, 0, 0, 0,
      0, 6, 6, 6, 6, 0, 0, 5,
      0, 0, 6, 6, 0, 0, 0, 5,
      0, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  it('fills bays by closing, without taking pixels of neighbours', async () => {
    const { labels } = await callNode(smooth, { labels: ring }, { opening: 0, closing: 3 });
    expect(labels.data[7]).toBe(2);
    const { labels: same } = await callNode(smooth, { labels: tailed }, { opening: 0, closing: 2 });
    for (const i of [23, 31]) expect(same.data[i]).toBe(5);
    expect([...(await callNode(smooth, { labels: none })).labels.data]).toEqual([0, 0]);
  });
});

describe('what edits objects in each plane', () => {
  // biome-ignore format: pixels as they lie
  const stack: Frame<Uint32Array> = { width: 4, height: 4, depth: 2, data: Uint32Array.of(
    3, 3, 3, 0,  3, 3, 3, 0,  3, 3, 3, 0,  0, 0, 0, 7,
    3, 3, 3, 0,  3, 3, 3, 0,  3, 3, 3, 0,  0, 0, 0, 7,
  ) };
  const calibration = uncalibrated;
  const labels = { size: { t: 1, c: 1, z: 2, y: 4, x: 4 }, calibration, frame: async () => stack };
  const movie = movieOf([[{ ...stack, data: Float32Array.from(stack.data) }]]);
  it.each([
    ['segment.fill-holes', fill, { labels }],
    ['segment.expand', expand, { labels }],
    ['segment.smooth-objects', smooth, { labels }],
    ['segment.refine-outlines', refine, { labels, movie }],
  ])('%s leaves an object of a stack its number in all planes', async (_, node, inputs) => {
    const made = (await runNode(node as AnyNode, inputs))['labels'] as HeldLabels;
    const data = made.frames[0]?.data ?? new Uint32Array();
    expect([data[0], data[16]]).toEqual([3, 3]);
    expect(new Set(data.filter((value) => value !== 0))).toEqual(new Set([3, 7]));
  });
});

describe('segment.watershed', () => {
  const movie = { width: 7, height: 1, depth: 1, data: Float32Array.of(0, 1, 2, 9, 1, 0, 0) };
  const seeds = { width: 7, height: 1, depth: 1, data: Uint32Array.of(4, 0, 0, 0, 0, 0, 2) };
  it('grows seeds over dark pixels up to the bright border', async () => {
    const { labels } = await callNode(watershed, { movie, seeds }, { smoothing: 0 });
    expect([...labels.data]).toEqual([4, 4, 4, 2, 2, 2, 2]);
    const lined = await callNode(watershed, { movie, seeds }, { smoothing: 0, lines: true });
    expect([...lined.labels.data]).toEqual([4, 4, 4, 0, 2, 2, 2]);
  });

  it('grows seeds over bright pixels, within the region', async () => {
    const bright = { ...movie, data: movie.data.map((value) => 9 - value) };
    const region = { width: 7, height: 1, depth: 1, data: Uint32Array.of(1, 1, 0, 1, 1, 1, 1) };
    const { labels } = await callNode(watershed, { movie: bright, seeds, region }, { smoothing: 0, cells: 'bright' });
    expect([...labels.data]).toEqual([4, 4, 0, 2, 2, 2, 2]);
  });

  it('grows through the planes of a stack', async () => {
    const stack = { width: 1, height: 1, depth: 4, data: Float32Array.of(0, 3, 1, 0) };
    const ends = { ...stack, data: Uint32Array.of(1, 0, 0, 2) };
    expect([...(await callNode(watershed, { movie: stack, seeds: ends }, { smoothing: 0 })).labels.data]).toEqual([
      1, 1, 2, 2,
    ]);
  });

  it('leaves frames without seeds empty', async () => {
    const { labels } = await callNode(watershed, { movie, seeds: { ...seeds, data: new Uint32Array(7) } });
    expect([...labels.data]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });
});
