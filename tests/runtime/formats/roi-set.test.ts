import { strToU8, zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { FormatError } from '../../../src/runtime/formats/format-error.ts';
import type { ImagejRoi } from '../../../src/runtime/formats/imagej-roi.ts';
import { readRoi } from '../../../src/runtime/formats/imagej-roi-read.ts';
import { writeRoi } from '../../../src/runtime/formats/imagej-roi-write.ts';
import { readRoiSet, shapesOfRois } from '../../../src/runtime/formats/roi-set.ts';

const roi = (kind: ImagejRoi['kind'], paths: ImagejRoi['paths'], more: Partial<ImagejRoi> = {}): ImagejRoi => ({
  name: 'cell µ 1',
  kind,
  paths,
  t: null,
  z: null,
  ...more,
});
const read = (bytes: Uint8Array, isStack = true) => readRoi(bytes, 'a.zip', 'entry', isStack);
const square = [
  [0.5, 0.5],
  [3.5, 0.5],
  [3.5, 2.5],
  [0.5, 2.5],
] as const;
const hole = [
  [1.5, 1.5],
  [1.5, 2],
  [2, 2],
] as const;
const triangle = [
  [0.25, -1],
  [9.125, 3],
  [4, 700.5],
] as const;

describe('a region that we wrote', () => {
  it.each([
    ['a traced outline', roi('area', [square], { t: 4 })],
    ['a polygon between pixels', roi('area', [triangle], { t: 0, z: 2 })],
    ['an area with a hole', roi('area', [square, hole], { z: 0 })],
    ['a line', roi('line', [triangle.slice(0, 2)])],
    ['a polyline', roi('line', [triangle], { t: 11 })],
    ['points', roi('point', [triangle])],
    ['no name', roi('point', [triangle], { name: '' })],
  ])('comes back equal: %s', (_, one) => {
    const { isTraced: _traced, ...plain } = one;
    expect(read(writeRoi(one))).toEqual({ ...plain, name: one.name || 'entry' });
    expect(read(writeRoi({ ...one, isTraced: true }))).toEqual({ ...plain, name: one.name || 'entry' });
  });
  it('has no more corners than ImageJ takes for a polygon, else it is composite', () => {
    const many = Array.from({ length: 70_000 }, (_, i) => [i % 2, i / 2 ** 10] as const);
    expect(read(writeRoi(roi('area', [many]))).paths).toEqual([many]);
    expect(read(writeRoi(roi('point', [many]))).paths).toEqual([many]);
  });
});

/** A header of ImageJ with some fields set: offset, bytes, value. */
function header(type: number, fields: readonly (readonly [number, 1 | 2 | 4 | 'float', number])[], length = 64) {
  const bytes = new Uint8Array(length);
  bytes.set([0x49, 0x6f, 0x75, 0x74, 0, 227, type]);
  const view = new DataView(bytes.buffer);
  for (const [offset, size, value] of fields) {
    if (size === 1) view.setUint8(offset, value);
    else if (size === 2) view.setInt16(offset, value);
    else if (size === 4) view.setInt32(offset, value);
    else view.setFloat32(offset, value);
  }
  return bytes;
}

describe('a region of ImageJ', () => {
  const bounds = [
    [8, 2, 2],
    [10, 2, 1],
    [12, 2, 5],
    [14, 2, 9],
  ] as const;
  it('is a rectangle, counted from the corner of its first pixel', () => {
    expect(read(header(1, bounds)).paths).toEqual([
      [
        [0.5, 1.5],
        [8.5, 1.5],
        [8.5, 4.5],
        [0.5, 4.5],
      ],
    ]);
  });
  it('is an oval within its bounds', () => {
    const [path = []] = read(header(2, bounds)).paths;
    for (const [x, y] of path) expect(((x - 4.5) / 4) ** 2 + ((y - 3) / 1.5) ** 2).toBeCloseTo(1, 12);
  });
  it('stands at its place in a plain stack only where that is asked for', () => {
    const bytes = header(1, [...bounds, [56, 4, 7]]);
    expect([read(bytes).t, read(bytes, false).t]).toEqual([6, null]);
  });
  it('may lie partly above and to the left of the image', () => {
    const bytes = header(1, [
      [8, 2, -3],
      [10, 2, -4],
      [12, 2, 5],
      [14, 2, 9],
    ]);
    expect(read(bytes).paths[0]?.[0]).toEqual([-4.5, -3.5]);
  });
  it.each<readonly [string, Uint8Array, string]>([
    ['another file', strToU8('frame,x,y'.repeat(9)), 'does not begin as a region'],
    ['an end in the header', header(1, bounds).slice(0, 40), 'does not begin as a region'],
    ['more points than bytes', header(0, [[16, 2, 500]]), 'it ends early'],
    ['two billion points', header(10, [[18, 4, 2e9]]), 'it ends early'],
    ['a composite longer than the file', header(1, [[36, 4, 2e9]]), 'it ends early'],
    ['a composite cut in a segment', header(1, [[36, 4, 2]], 72), 'a segment is cut'],
    [
      'a path without beginning',
      header(
        1,
        [
          [36, 4, 3],
          [64, 'float', 1],
        ],
        80,
      ),
      'a path without beginning',
    ],
    [
      'a segment that is none',
      header(
        1,
        [
          [36, 4, 3],
          [64, 'float', 9],
        ],
        80,
      ),
      'a segment of type 9',
    ],
    ['an infinite place', header(3, [[18, 'float', Number.POSITIVE_INFINITY]]), 'is no place in an image'],
    ['a type that is none', header(77, bounds), 'type 77 is none'],
    ['an area of no points', header(0, bounds), 'an area of 0 points'],
  ])('is refused for %s', (_, bytes, message) => {
    expect(() => read(bytes)).toThrow(FormatError);
    expect(() => read(bytes)).toThrow(message);
    expect(() => read(bytes)).toThrow('a.zip: region "entry"');
  });
  it('never fails in another way, whatever byte is changed', () => {
    const bytes = writeRoi(roi('area', [square, hole], { t: 3 }));
    for (let at = 0; at < bytes.length; at++) {
      for (const flip of [0x80, 0x7f, 0xff]) {
        const changed = bytes.slice();
        changed[at]! ^= flip;
        try {
          read(changed);
        } catch (error) {
          expect(error).toBeInstanceOf(FormatError);
        }
      }
    }
  });
});

describe('a set of regions', () => {
  const one = writeRoi(roi('area', [square]));
  const zip = (entries: Record<string, Uint8Array>) => readRoiSet(zipSync(entries), 'a.zip', true);
  it('is what ends in .roi, in order; a single region is a set too', () => {
    const points = writeRoi(roi('point', [hole], { name: '', t: 2 }));
    const rois = zip({ 'b.roi': points, 'graph.json': strToU8('{}'), 'folder/a.ROI': one });
    expect(rois.map(({ name }) => name)).toEqual(['b', 'cell µ 1']);
    expect(shapesOfRois(rois).shapes.map(({ type, t }) => [type, t])).toEqual([
      ['point', 2],
      ['point', 2],
      ['point', 2],
      ['polygon', null],
    ]);
    expect(readRoiSet(points, 'some/where/x.roi', true)[0]?.name).toBe('x');
  });
  it.each(['../a.roi', '/a.roi', 'b/../../a.roi', 'C:a.roi', '..\\a.roi'])('is refused for an entry %s', (name) => {
    expect(() => zip({ [name]: one })).toThrow('named as if it stood outside');
  });
  it('is refused for a bomb before anything is unpacked', () => {
    const bomb = zipSync({ 'a.roi': new Uint8Array(2 ** 28 + 1) }, { level: 9 });
    expect(bomb.length).toBeLessThan(300_000);
    expect(() => readRoiSet(bomb, 'a.zip', true)).toThrow('it unpacks to more than 268435456 bytes');
  });
  it('is refused where an entry is not as long as the archive says', () => {
    const archive = zipSync({ 'a.roi': one });
    const view = new DataView(archive.buffer);
    const directory = view.getUint32(archive.length - 6, true);
    view.setUint32(directory + 24, one.length + 100, true);
    expect(() => readRoiSet(archive, 'a.zip', true)).toThrow('does not unpack to');
  });
  it('is refused where an entry unpacks to something else than was packed', () => {
    const archive = zipSync({ 'a.roi': one }, { level: 0 });
    archive[30 + 'a.roi'.length + 50]! ^= 1;
    expect(() => readRoiSet(archive, 'a.zip', true)).toThrow('unpacks to something else');
  });
  it('is refused without regions, and cut', () => {
    expect(() => zip({ 'a.txt': one })).toThrow('no entry of the archive ends in .roi');
    expect(() => readRoiSet(zipSync({ 'a.roi': one }).slice(0, 60), 'a.zip', true)).toThrow('no ZIP archive');
  });
});
