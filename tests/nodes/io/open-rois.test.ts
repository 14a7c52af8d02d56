import { zipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import openRois from '../../../src/nodes/io/open-rois.ts';
import type { ImagejRoi } from '../../../src/runtime/formats/imagej-roi.ts';
import { writeRoi } from '../../../src/runtime/formats/imagej-roi-write.ts';
import { filesInMemory } from '../../support/files.ts';

const defaults = {
  path: 'a.zip',
  position: 'frame',
  width: 0,
  height: 0,
  frames: 0,
  pixelSize: 0,
  frameInterval: 0,
} as const;
const box = (name: string, left: number, right: number, t: number | null): ImagejRoi => ({
  name,
  kind: 'area',
  paths: [
    [
      [left - 0.5, -0.5],
      [right + 0.5, -0.5],
      [right + 0.5, 1.5],
      [left - 0.5, 1.5],
    ],
  ],
  t,
  z: null,
});
const open = (rois: readonly ImagejRoi[], more = {}) =>
  openRois.open(
    { ...defaults, ...more },
    filesInMemory({ 'a.zip': zipSync(Object.fromEntries(rois.map((roi, i) => [`${i}.roi`, writeRoi(roi)]))) }),
  );
const row = async (opened: Awaited<ReturnType<typeof open>>, t: number) =>
  [...(await opened.labels.frame(t)).data.subarray(0, opened.labels.size.x)].join('');

describe('io.open-rois', () => {
  it('numbers areas by their place in the set, the later on top, those of no frame in every frame', async () => {
    const opened = await open([box('a', 0, 2, null), box('b', 2, 3, 1)]);
    expect(opened.labels.size).toEqual({ t: 2, c: 1, z: 1, y: 2, x: 4 });
    expect([await row(opened, 0), await row(opened, 1)]).toEqual(['1110', '1122']);
    await expect(opened.labels.frame(2)).rejects.toThrow('frame 2 of labels that have 2');
  });
  it('takes the size and the calibration that are stated', async () => {
    const opened = await open([box('a', 1, 9, null)], { width: 3, height: 1, frames: 4, pixelSize: 0.5 });
    expect(opened.labels.size).toEqual({ t: 4, c: 1, z: 1, y: 1, x: 3 });
    expect(await row(opened, 3)).toBe('011');
    expect(opened.labels.calibration.pixelSize_um.x).toBe(0.5);
  });
  it('refuses areas that reach over more pixels than memory has', async () => {
    const opened = await open([
      {
        ...box('a', 0, 9e6, null),
        paths: [
          [
            [0, 0],
            [9e6, 0],
            [9e6, 9e6],
          ],
        ],
      },
    ]);
    await expect(opened.labels.frame(0)).rejects.toThrow('its areas reach over 9000000 × 9000000 × 1 pixels');
  });
  it('names a file that is not there', async () => {
    await expect(open([], { path: 'b.zip' })).rejects.toThrow('b.zip: there is no such file');
  });
});
