import { describe, expect, test } from 'vitest';
import type { Frame } from '../../src/runtime/data/frame.ts';
import { frameObjects } from '../../src/runtime/kernels/reference/frame-objects.ts';
import { type FrameOverlaps, frameOverlaps } from '../../src/runtime/kernels/reference/frame-overlaps.ts';
import { linkByOverlap, type OverlapOptions } from '../../src/runtime/kernels/reference/link-by-overlap.ts';
import { goldenPlanes } from '../support/golden.ts';

/** One row of pixels, `.` is background, other digits are labels. */
const line = (text: string): Frame<Uint32Array> => ({
  width: text.length,
  height: 1,
  depth: 1,
  data: Uint32Array.from(text, (one) => (one === '.' ? 0 : Number(one))),
});
const overlapsOf = (frames: readonly Frame<Uint32Array>[], scale = 1): FrameOverlaps[] =>
  frames.map((frame, t) => frameOverlaps(frames[t - 1] ?? null, frame, scale));
const trackMate: OverlapOptions = { minIoU: 0.3, divisionCover: null, mergeCover: null, gapClosing: null };
/** `t/label>t/label` */
function linksOf(texts: readonly string[], options: Partial<OverlapOptions> = {}, scale = 1): string[] {
  const frames = overlapsOf(texts.map(line), scale);
  const names = frames.flatMap(({ objects }, t) => Array.from(objects.labels, (label) => `${t}/${label}`));
  const { source, target } = linkByOverlap(frames, { ...trackMate, ...options });
  return Array.from(source, (from, k) => `${names[from]}>${names[target[k]!]}`);
}

describe('objects of a frame', () => {
  test('have size, centroid and bounds, in space too', () => {
    const data = Uint32Array.of(7, 7, 0, 0, 2, 0, 7, 7, 0, 0, 0, 0);
    const objects = frameObjects({ width: 3, height: 2, depth: 2, data });
    expect([...objects.labels]).toEqual([2, 7]);
    expect([...objects.area]).toEqual([1, 4]);
    expect([...objects.x]).toEqual([1, 0.5]);
    expect([...objects.y]).toEqual([1, 0]);
    expect([...objects.z]).toEqual([0, 0.5]);
    expect([...objects.box]).toEqual([1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 1]);
  });

  test('of an empty frame are none', () => {
    expect(frameObjects({ width: 3, height: 1, depth: 1, data: new Uint32Array(3) }).labels.length).toBe(0);
    expect(frameObjects({ width: 0, height: 0, depth: 1, data: new Uint32Array(0) }).labels.length).toBe(0);
  });
});

describe('shared pixels', () => {
  test('are counted against sizes, and the first frame has none', () => {
    const [first, second] = overlapsOf([line('.111.22'), line('..3333.')]);
    expect(first!.shared.length).toBe(0);
    expect([...second!.previous]).toEqual([0, 1]);
    expect([...second!.shared]).toEqual([2, 1]);
    expect([...second!.size]).toEqual([4]);
    expect([...second!.previousSize]).toEqual([3, 2]);
  });

  test('grow with the scale factor about the centroid, beyond the image too', () => {
    const [, second] = overlapsOf([line('111......'), line('......222')], 3);
    expect([...second!.size]).toEqual([27]);
    // Columns -3 to 5 and 3 to 11, rows -1 to 1.
    expect([...second!.shared]).toEqual([9]);
    const [, still] = overlapsOf([line('..111..'), line('..222..')], 0.34);
    expect([...still!.size]).toEqual([1]);
    expect([...still!.shared]).toEqual([1]);
  });

  test('at a scale of just above 1 are those at 1', async () => {
    const [plane] = await goldenPlanes('in-labels.tif');
    const frame = { ...plane!, depth: 1, data: Uint32Array.from(plane!.data) };
    const moved = { ...frame, data: frame.data.map((_, p) => (p % 128 > 1 ? frame.data[p - 2]! : 0)) };
    const plain = overlapsOf([frame, moved])[1]!;
    const scaled = overlapsOf([frame, moved], 1 + 1e-9)[1]!;
    expect([...scaled.shared]).toEqual([...plain.shared]);
    expect([...scaled.size]).toEqual([...plain.size]);
  });
});

describe('linking by overlap as TrackMate does', () => {
  test('follows the largest intersection over union, whatever the labels', () => {
    expect(linksOf(['.111..22.', '..555..66'])).toEqual(['0/1>1/5', '0/2>1/6']);
  });

  test('links above the least IoU, not at it', () => {
    // 2 of 6 pixels are shared: IoU 1/3.
    expect(linksOf(['1111...', '..2222.'], { minIoU: 0.33 })).toEqual(['0/1>1/2']);
    expect(linksOf(['1111...', '..2222.'], { minIoU: 2 / 6 })).toEqual([]);
  });

  test('of equal overlaps takes the origin with the lower label', () => {
    expect(linksOf(['1122', '.33.'], { minIoU: 0.2 })).toEqual(['0/1>1/3']);
  });

  test('lets two objects come from one', () => {
    expect(linksOf(['111111', '22.333'])).toEqual(['0/1>1/2', '0/1>1/3']);
  });

  test('links what only touches once enlarged', () => {
    expect(linksOf(['111.....', '...222..'])).toEqual([]);
    expect(linksOf(['111.....', '...222..'], {}, 3)).toEqual(['0/1>1/2']);
  });

  test('does not link over an empty frame', () => {
    expect(linksOf(['111', '...', '111'])).toEqual([]);
  });
});

describe('linking nuclei by overlap', () => {
  test('follows the nuclei of the synthetic movie through 30 frames and finds their one division', async () => {
    const planes = await goldenPlanes('in-ctc-truth.tif');
    const frames = overlapsOf(planes.map((plane) => ({ ...plane, depth: 1, data: Uint32Array.from(plane.data) })));
    const names = frames.flatMap(({ objects }, t) => Array.from(objects.labels, (label) => ({ t, label })));
    const { source, target } = linkByOverlap(frames, { ...trackMate, divisionCover: 0.5 });
    const last = new Map<number, number>();
    let possible = 0;
    for (const { t, label } of names) {
      if (last.get(label) === t - 1) possible++;
      last.set(label, t);
    }
    let right = 0;
    const others: string[] = [];
    source.forEach((from, k) => {
      const [a, b] = [names[from]!, names[target[k]!]!];
      if (a.label === b.label) right++;
      else others.push(`${a.label}>${b.label}`);
    });
    expect(others).toEqual(['3>28', '3>29']);
    // One sliver at the border of the crop comes and goes.
    expect(possible - right).toBeLessThanOrEqual(1);
    expect(possible).toBe(665);
  });
});

describe('beyond TrackMate', () => {
  test('two small objects inside one are its daughters', () => {
    const texts = ['1111111111', '22......33'];
    expect(linksOf(texts)).toEqual([]);
    expect(linksOf(texts, { divisionCover: 0.5 })).toEqual(['0/1>1/2', '0/1>1/3']);
  });

  test('one small object inside another is no daughter, nor is one that lies mostly outside', () => {
    expect(linksOf(['1111111111', '22........'], { divisionCover: 0.5 })).toEqual([]);
    expect(linksOf(['1111111111.....', '22.......333333'], { divisionCover: 0.5 })).toEqual([]);
  });

  test('of three inside one the two largest overlaps are daughters', () => {
    expect(linksOf(['111111111111', '22..333.444.'], { divisionCover: 0.5, minIoU: 0.5 })).toEqual([
      '0/1>1/3',
      '0/1>1/4',
    ]);
  });

  test('two objects inside one of the next frame merge into it', () => {
    const texts = ['22......33', '1111111111'];
    expect(linksOf(texts)).toEqual([]);
    expect(linksOf(texts, { mergeCover: 0.5 })).toEqual(['0/2>1/1', '0/3>1/1']);
    expect(linksOf(['2222...333', '1111111111'], { mergeCover: 0.5 })).toEqual(['0/2>1/1', '0/3>1/1']);
    expect(linksOf(['2222......', '.111......'], { mergeCover: 0.5 })).toEqual(['0/2>1/1']);
  });

  test('gaps are closed between centroids, the shortest gap first', () => {
    const gapClosing = { maxDistance: 3, maxFrameGap: 2 };
    expect(linksOf(['111....', '.......', '.111...'], { gapClosing })).toEqual(['0/1>2/1']);
    expect(linksOf(['111....', '.......', '.111...'], { gapClosing: { maxDistance: 3, maxFrameGap: 1 } })).toEqual([]);
    expect(linksOf(['111....', '.......', '....111'], { gapClosing })).toEqual([]);
    expect(linksOf(['11.....', '..11...', '...111.'], { gapClosing })).toEqual(['0/1>1/1', '1/1>2/1']);
  });

  test('no frames and no objects give no links, and wrong fractions are refused', () => {
    expect(linksOf([])).toEqual([]);
    expect(linksOf(['...', '...'], { gapClosing: { maxDistance: 3, maxFrameGap: 2 }, divisionCover: 0.5 })).toEqual([]);
    expect(() => linksOf(['1'], { minIoU: 1.5 })).toThrow(RangeError);
    expect(() => linksOf(['1'], {}, 0)).toThrow('scale factor');
    expect(() => overlapsOf([line('11'), line('1')])).toThrow(RangeError);
  });
});
