import { describe, expect, it } from 'vitest';
import openMovie from '../../../src/nodes/io/open-movie.ts';
import type { FileAccess } from '../../../src/runtime/node/files.ts';
import { filesInMemory, filesOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';
import { buildTiff, plainPages } from '../../support/tiff.ts';

const defaults = {
  path: '',
  axes: 'auto',
  channels: 0,
  slices: 0,
  gaps: 'error',
  pixelSize: 0,
  frameInterval: 0,
} as const;
const open = async (files: FileAccess, params: Partial<Parameters<typeof openMovie.open>[0]>) =>
  (await openMovie.open({ ...defaults, ...params }, files)).movie;
const frame = (...pixels: number[]) => buildTiff(plainPages(2, 1, [pixels]));

describe('io.open-movie', () => {
  it('opens a hyperstack as recorded', async () => {
    const description = 'ImageJ=1.54f\nimages=2\nframes=2\nunit=micron\nfinterval=5\n';
    const files = filesInMemory({
      'm.tif': buildTiff(
        plainPages(
          2,
          1,
          [
            [1, 2],
            [3, 4],
          ],
          description,
        ),
      ),
    });
    const movie = await open(files, { path: 'm.tif' });
    expect(movie).toMatchObject({
      size: { t: 2, c: 1, z: 1, y: 1, x: 2 },
      dtype: 'uint8',
      calibration: { frameInterval_s: 5 },
    });
    expect((await movie.frame(1, 0)).data).toEqual(Uint8Array.of(3, 4));
  });
  it('takes what the user states over what is recorded', async () => {
    const files = filesInMemory({ 'm.tif': frame(1, 2) });
    const { calibration } = await open(files, { path: 'm.tif', pixelSize: 0.5, frameInterval: 60 });
    expect(calibration).toEqual({ pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 60, times_s: null });
  });
  it('names the frames that a folder leaves out, or keeps the others at their own times', async () => {
    const files = filesInMemory({ 'd/t0.tif': frame(1, 2), 'd/t1.tif': frame(3, 4), 'd/t3.tif': frame(5, 6) });
    await expect(open(files, { path: 'd' })).rejects.toThrow('d: frame 2 of t0.tif … t3.tif is missing');
    const accepted = await open(files, { path: 'd', gaps: 'accept', frameInterval: 60 });
    expect(accepted.size.t).toBe(3);
    expect(accepted.calibration.times_s).toEqual(Float64Array.of(0, 60, 180));
    expect((await open(files, { path: 'd', gaps: 'accept' })).calibration.times_s).toBeNull();
  });
  it('opens a folder in natural order, without reading more than the first file', async () => {
    let opened = 0;
    const files = filesInMemory({
      'd/t10.tif': frame(5, 6),
      'd/t9.tif': frame(3, 4),
      'd/t8.tif': frame(1, 2),
      'd/readme.txt': frame(),
    });
    const counting: FileAccess = {
      ...files,
      open(path) {
        opened += 1;
        return files.open(path);
      },
    };
    const movie = await open(counting, { path: 'd' });
    expect(opened).toBe(1);
    expect(movie.size.t).toBe(3);
    expect((await movie.frame(2, 0)).data).toEqual(Uint8Array.of(5, 6));
    expect((await movie.frame(1, 0)).data).toEqual(Uint8Array.of(3, 4));
  });
  it('names the frame of a folder that has another size or type', async () => {
    const files = filesInMemory({ 'd/t1.tif': frame(1, 2), 'd/t2.tif': buildTiff(plainPages(3, 1, [[1, 2, 3]])) });
    await expect((await open(files, { path: 'd' })).frame(1, 0)).rejects.toThrow(
      'd/t2.tif: 3 × 1, 1 planes, 1 channels, but d/t1.tif has 2 × 1',
    );
    const wide = filesInMemory({
      'd/t1.tif': frame(1, 2),
      'd/t2.tif': buildTiff([{ width: 2, height: 1, bits: 16, strips: [new Uint8Array(4)] }]),
    });
    await expect((await open(wide, { path: 'd' })).frame(1, 0)).rejects.toThrow(
      'd/t2.tif, page 1: its pixels are not uint8',
    );
  });
  it('opens the files that fit a pattern', async () => {
    const files = filesInMemory({ 'd/a1.tif': frame(1, 2), 'd/a2.tif': frame(3, 4), 'd/b1.tif': frame(5, 6) });
    expect((await open(files, { path: 'd/a*.tif' })).size.t).toBe(2);
    await expect(open(files, { path: 'd/c*.tif' })).rejects.toThrow('d/c*.tif: no TIFF file fits this pattern');
  });
  it('opens channels and planes that are files of their own', async () => {
    const files = filesInMemory(
      Object.fromEntries([0, 1, 2].flatMap((t) => [1, 2].map((c) => [`d/x_t${t}_c${c}.tif`, frame(t, c)]))),
    );
    const movie = await open(files, { path: 'd' });
    expect(movie.size).toMatchObject({ t: 3, c: 2, z: 1 });
    expect((await movie.frame(2, 1)).data).toEqual(Uint8Array.of(2, 2));
  });
  it('opens stacks that are files of one time point each, once their pages are named', async () => {
    const stack = (first: number) =>
      buildTiff(
        plainPages(2, 1, [
          [first, 0],
          [first + 1, 0],
        ]),
      );
    const files = filesInMemory({ 'd/t1.tif': stack(1), 'd/t2.tif': stack(3), 'd/t3.tif': stack(5) });
    await expect(open(files, { path: 'd' })).rejects.toThrow('set the parameter axes');
    const movie = await open(files, { path: 'd', axes: 'tz' });
    expect(movie.size).toMatchObject({ t: 3, c: 1, z: 2 });
    expect((await movie.frame(1, 0)).data).toEqual(Uint8Array.of(3, 0, 4, 0));
    expect((await open(files, { path: 'd', axes: 't' })).size.t).toBe(6);
  });
  it('says what is missing', async () => {
    await expect(open(filesInMemory({}), {})).rejects.toThrow('no file or folder is chosen');
    await expect(open(filesInMemory({}), { path: 'x/y.tif' })).rejects.toThrow(
      'x/y.tif: there is no such file or folder',
    );
    await expect(open(filesInMemory({ 'd/a.txt': frame() }), { path: 'd' })).rejects.toThrow(
      'd: a folder without TIFF files',
    );
  });
  it('refuses a frame or channel that is not there', async () => {
    const movie = await open(filesInMemory({ 'm.tif': frame(1, 2) }), { path: 'm.tif' });
    await expect(movie.frame(1, 0)).rejects.toThrow(RangeError);
    await expect(movie.frame(0, 1)).rejects.toThrow('channel 1 of a stack that has 1');
  });
});

describeWith('data/timelapse')('io.open-movie on real files', () => {
  const at = (path: string) => sharedFile(`data/${path}`) ?? '';
  it('opens a folder of LZW frames', async () => {
    const movie = await open(filesOnDisk, { path: at('tracking/ctc-Fluo-N2DH-GOWT1-01-first50/01') });
    expect(movie).toMatchObject({ size: { t: 50, c: 1, z: 1, y: 1024, x: 1024 }, dtype: 'uint8' });
    const { data } = await movie.frame(0, 0);
    expect([data.includes(221), data.includes(222), data.includes(0)]).toEqual([true, false, true]);
  });
  it('asks what the pages of a file that says nothing are', async () => {
    const path = at('timelapse/microfilm-mitosis-2ch/C1-MAX_mitosis.tif');
    await expect(open(filesOnDisk, { path })).rejects.toThrow('51 pages of 171 × 196');
    expect((await open(filesOnDisk, { path, axes: 't' })).size).toMatchObject({ t: 51, y: 196, x: 171 });
  });
});
