import { describe, expect, it } from 'vitest';
import openLabels from '../../../src/nodes/io/open-labels.ts';
import { numbers } from '../../../src/runtime/data/table.ts';
import { filesInMemory, filesOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { labelFile } from '../../support/label-files.ts';
import { buildTiff, plainPages } from '../../support/tiff.ts';

const open = (files: Parameters<typeof openLabels.open>[1], params: Partial<Parameters<typeof openLabels.open>[0]>) =>
  openLabels.open(
    { path: '', axes: 'auto', slices: 0, gaps: 'error', pixelSize: 0, frameInterval: 0, ...params },
    files,
  );

describe('io.open-labels', () => {
  it('opens a folder of label images with its track table', async () => {
    const files = filesInMemory({
      'r/mask000.tif': labelFile(0, 70),
      'r/mask001.tif': labelFile(65_535, 0),
      'r/res_track.txt': new TextEncoder().encode('70 0 0 0\n65535 1 1 70\n'),
    });
    const { labels, lineage } = await open(files, { path: 'r' });
    expect((await labels.frame(1)).data).toEqual(Uint32Array.of(65_535, 0));
    expect([...numbers(lineage, 'parent')]).toEqual([0, 70]);
    expect(lineage.cautions).toEqual([]);
  });
  it('gives an empty table, with a caution, where there is none', async () => {
    const { lineage } = await open(filesInMemory({ 'l.tif': labelFile(1, 2) }), { path: 'l.tif' });
    expect(lineage.columns.map(({ name, values }) => [name, values.length])).toEqual([
      ['track', 0],
      ['begin', 0],
      ['end', 0],
      ['parent', 0],
    ]);
    expect(lineage.cautions).toEqual(['the label images come without a track table']);
  });
  it('takes axes and calibration from the user', async () => {
    const files = filesInMemory({
      'l.tif': buildTiff(
        plainPages(2, 1, [
          [1, 0],
          [2, 0],
          [3, 0],
          [4, 0],
        ]),
      ),
    });
    await expect(open(files, { path: 'l.tif' })).rejects.toThrow('set the parameter axes');
    const { labels } = await open(files, { path: 'l.tif', axes: 'tz', slices: 2, pixelSize: 0.3 });
    expect(labels).toMatchObject({ size: { t: 2, c: 1, z: 2, y: 1, x: 2 }, calibration: { pixelSize_um: { x: 0.3 } } });
    expect((await labels.frame(1)).data).toEqual(Uint32Array.of(3, 0, 4, 0));
  });
  it('refuses images of several channels', async () => {
    const bytes = buildTiff([
      {
        width: 1,
        height: 1,
        strips: [Uint8Array.of(1, 2, 3)],
        tags: { 258: [3, [8, 8, 8]], 262: [3, [2]], 277: [3, [3]] },
      },
    ]);
    await expect(open(filesInMemory({ 'l.tif': bytes }), { path: 'l.tif' })).rejects.toThrow(
      'l.tif: 3 channels; label images have one',
    );
  });
});

describeWith('data/tracking/ctc-Fluo-N2DL-HeLa-01-RES')('io.open-labels on a real result', () => {
  it('opens 92 masks and their track table', async () => {
    const { labels, lineage } = await open(filesOnDisk, {
      path: sharedFile('data/tracking/ctc-Fluo-N2DL-HeLa-01-RES/01_RES') ?? '',
    });
    expect(labels.size).toEqual({ t: 92, c: 1, z: 1, y: 700, x: 1100 });
    expect(numbers(lineage, 'parent').filter((parent) => parent > 0).length).toBe(220);
  });
});
