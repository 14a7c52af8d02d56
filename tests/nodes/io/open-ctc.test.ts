import { describe, expect, it } from 'vitest';
import openCtc from '../../../src/nodes/io/open-ctc.ts';
import { numbers } from '../../../src/runtime/data/table.ts';
import type { FileAccess } from '../../../src/runtime/node/files.ts';
import { filesInMemory, filesOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { labelFile } from '../../support/label-files.ts';
import { buildTiff, plainPages } from '../../support/tiff.ts';

const defaults = { path: 'set', sequence: '', truth: 'auto', pixelSize: 0, frameInterval: 0 } as const;
const open = (files: FileAccess, params: Partial<Parameters<typeof openCtc.open>[0]> = {}) =>
  openCtc.open({ ...defaults, ...params }, files);
const image = (...pixels: number[]) => buildTiff(plainPages(2, 1, [pixels]));
const text = (lines: string) => new TextEncoder().encode(lines);
const images = { 'set/01/t000.tif': image(1, 2), 'set/01/t001.tif': image(3, 4), 'set/01/t002.tif': image(5, 6) };
const gold = {
  ...images,
  'set/01_GT/TRA/man_track.txt': text('1 0 1 0\n2 2 5 1\n3 4 9 0\n'),
  'set/01_GT/TRA/man_track000.tif': labelFile(1, 0),
  'set/01_GT/TRA/man_track001.tif': labelFile(0, 1),
  'set/01_GT/TRA/man_track002.tif': labelFile(2, 0),
  'set/01_GT/SEG/man_seg001.tif': labelFile(7, 7),
};

describe('io.open-ctc', () => {
  it('opens images, tracking and segmentation truth of a data set', async () => {
    const { movie, truth, segTruth } = await open(filesInMemory(gold), { pixelSize: 0.5, frameInterval: 60 });
    expect(movie.size).toEqual({ t: 3, c: 1, z: 1, y: 1, x: 2 });
    expect(truth.size).toEqual(movie.size);
    expect(truth.calibration).toMatchObject({ pixelSize_um: { x: 0.5 }, frameInterval_s: 60 });
    expect((await movie.frame(2, 0)).data).toEqual(Uint8Array.of(5, 6));
    expect((await truth.frame(1)).data).toEqual(Uint32Array.of(0, 1));
    expect((await segTruth.frame(1)).data).toEqual(Uint32Array.of(7, 7));
  });
  it('gives zeros for frames whose segmentation was not annotated', async () => {
    const { segTruth } = await open(filesInMemory(gold));
    expect((await segTruth.frame(0)).data).toEqual(Uint32Array.of(0, 0));
  });
  it('cuts the track table at the last image, and says so', async () => {
    const { lineage } = await open(filesInMemory(gold));
    expect(['track', 'begin', 'end', 'parent'].map((name) => [...numbers(lineage, name)])).toEqual([
      [1, 2],
      [0, 2],
      [1, 2],
      [0, 1],
    ]);
    expect(lineage.cautions).toEqual([
      'the track table goes on after the last frame: 1 tracks are cut there, 1 are left out',
    ]);
  });
  it('finds the truth beside a sequence that is named itself', async () => {
    const { truth } = await open(filesInMemory(gold), { path: 'set/01' });
    expect((await truth.frame(0)).data).toEqual(Uint32Array.of(1, 0));
    expect(openCtc.besides?.({ ...defaults, path: 'set/01/' })).toEqual(['set/01_GT', 'set/01_ST', 'set/01_RES']);
  });
  it('takes silver segmentation for tracking too where there is no gold truth', async () => {
    const files = filesInMemory({ ...images, 'set/01_ST/SEG/man_seg000.tif': labelFile(4, 4) });
    const { truth, segTruth, lineage } = await open(files);
    for (const labels of [truth, segTruth]) expect((await labels.frame(0)).data).toEqual(Uint32Array.of(4, 4));
    expect(lineage.columns[0]?.values.length).toBe(0);
    expect(lineage.cautions[0]).toMatch(/^no track table was found in set\/01_GT\/TRA/);
  });
  it('prefers gold segmentation, and reads a result where asked for', async () => {
    const result = { 'set/01_RES/mask000.tif': labelFile(9, 0), 'set/01_RES/res_track.txt': text('9 0 0 0\n') };
    const files = filesInMemory({ ...gold, ...result, 'set/01_ST/SEG/man_seg001.tif': labelFile(4, 4) });
    expect((await (await open(files)).segTruth.frame(1)).data).toEqual(Uint32Array.of(7, 7));
    const { truth, lineage } = await open(files, { truth: 'RES' });
    expect((await truth.frame(0)).data).toEqual(Uint32Array.of(9, 0));
    expect([...numbers(lineage, 'track')]).toEqual([9]);
    await expect(truth.frame(1)).rejects.toThrow('set/01_RES: there is no label image of frame 1');
  });
  it('opens images without truth; what is not there is an error where it is used', async () => {
    const { movie, truth } = await open(filesInMemory(images));
    expect(movie.size.t).toBe(3);
    await expect(truth.frame(0)).rejects.toThrow('there are no label images of this kind: leave this output open');
  });
  it('opens sequences whose first image is not number 0', async () => {
    const files = filesInMemory({
      'set/02/t005.tif': image(1, 2),
      'set/02/t006.tif': image(3, 4),
      'set/02_GT/TRA/man_track.txt': text('1 2 5 0\n2 6 8 1\n'),
      'set/02_GT/TRA/man_track006.tif': labelFile(2, 0),
    });
    const { truth, lineage } = await open(files);
    expect((await truth.frame(1)).data).toEqual(Uint32Array.of(2, 0));
    expect(['begin', 'end'].map((name) => [...numbers(lineage, name)])).toEqual([
      [0, 1],
      [0, 1],
    ]);
  });
  it('opens images of several planes', async () => {
    const files = filesInMemory({
      'set/01/t000.tif': buildTiff(
        plainPages(2, 1, [
          [1, 2],
          [3, 4],
        ]),
      ),
      'set/01_GT/SEG/man_seg000.tif': buildTiff(
        plainPages(2, 1, [
          [1, 0],
          [0, 2],
        ]),
      ),
    });
    const { movie, segTruth } = await open(files);
    expect(movie.size).toMatchObject({ t: 1, z: 2 });
    expect((await segTruth.frame(0)).data).toEqual(Uint32Array.of(1, 0, 0, 2));
  });
  it('says what is missing or differs', async () => {
    await expect(open(filesInMemory({}), { path: '' })).rejects.toThrow('no folder is chosen');
    const truthAlone = { 'set/01_GT/TRA/man_track000.tif': labelFile(1), 'set/01_GT/x.txt': text('') };
    await expect(open(filesInMemory(truthAlone), { path: 'set/01_GT' })).rejects.toThrow(
      'set/01_GT: this holds a truth or a result, not images: give the folder of the images, set/01; its truth',
    );
    await expect(open(filesInMemory({ 'set/readme': text('') }))).rejects.toThrow(
      'set: has no folder 01 with images t000.tif',
    );
    await expect(open(filesInMemory(images), { sequence: '02' })).rejects.toThrow(
      'set: has the sequences 01, but not 02',
    );
    const { 'set/01/t001.tif': _, ...holed } = images;
    await expect(open(filesInMemory(holed))).rejects.toThrow('set/01: there is no image of frame 1');
    const other = filesInMemory({ ...gold, 'set/01_GT/TRA/man_track000.tif': labelFile(1, 0, 0) });
    await expect((await open(other)).truth.frame(0)).rejects.toThrow(
      'set/01_GT/TRA/man_track000.tif: 3 × 1 × 1 px, but the images are 2 × 1 × 1',
    );
  });
});

describeWith('data/tracking')('io.open-ctc on real data sets', () => {
  const at = (path: string) => sharedFile(`data/tracking/${path}`) ?? '';
  const labelsIn = (data: Uint32Array) => new Set(data.filter((label) => label !== 0)).size;
  it('opens gold truth with gaps in the segmentation', async () => {
    const found = await open(filesOnDisk, { path: at('ctc-Fluo-N2DH-GOWT1-01-first50') });
    expect(found.movie.size).toEqual({ t: 50, c: 1, z: 1, y: 1024, x: 1024 });
    expect(labelsIn((await found.segTruth.frame(21)).data)).toBe(24);
    expect(labelsIn((await found.segTruth.frame(0)).data)).toBe(0);
    expect(labelsIn((await found.truth.frame(49)).data)).toBeGreaterThan(20);
    expect(Math.max(...numbers(found.lineage, 'end'))).toBe(49);
  });
  it('opens silver truth of sequence 02', async () => {
    const found = await open(filesOnDisk, { path: at('ctc-PhC-C2DL-PSC-02-50frames'), sequence: '02' });
    expect(found.movie.size).toEqual({ t: 50, c: 1, z: 1, y: 576, x: 720 });
    expect(labelsIn((await found.truth.frame(0)).data)).toBeGreaterThan(10);
  });
});
