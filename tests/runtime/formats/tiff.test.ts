import { describe, expect, it } from 'vitest';
import type { AxesOption } from '../../../src/runtime/formats/axes.ts';
import { labelsOf, movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { openTiff } from '../../../src/runtime/formats/tiff/file.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { bytesAsFile } from '../../support/files.ts';
import { buildTiff, plainPages, type TestPage } from '../../support/tiff.ts';

const open = (bytes: Uint8Array, axes: AxesOption = 'auto', more: { channels?: number; slices?: number } = {}) =>
  openTiffStack(bytesAsFile(bytes, 'm.tif'), { ...fromFile, axes, ...more });
const pixels = async (bytes: Uint8Array, axes?: AxesOption) =>
  (await movieOf(await open(bytes, axes)).frame(0, 0)).data;
const words = (values: readonly number[], littleEndian: boolean): Uint8Array => {
  const view = new DataView(new ArrayBuffer(values.length * 2));
  values.forEach((value, i) => {
    view.setUint16(2 * i, value, littleEndian);
  });
  return new Uint8Array(view.buffer);
};
const page = (bits: number, data: Uint8Array, tags: TestPage['tags'] = {}, width = 2, height = 2): TestPage => ({
  width,
  height,
  bits,
  strips: [data],
  tags,
});
const doubles = (values: readonly number[]) => new Uint8Array(Float64Array.from(values).buffer);
const many = (count: number) => Array.from({ length: count }, (_, i) => [i, i + 100]);

describe('reading a page', () => {
  it.each([
    [true, false],
    [false, false],
    [true, true],
    [false, true],
  ])('gives the same uint16 pixels (little-endian %s, BigTIFF %s)', async (littleEndian, big) => {
    const bytes = buildTiff([page(16, words([1, 256, 65535, 7], littleEndian))], { littleEndian, big });
    expect(await pixels(bytes)).toEqual(Uint16Array.of(1, 256, 65535, 7));
  });
  it('joins strips, the last one shorter, in one read', async () => {
    const strips = [Uint8Array.of(1, 2, 3, 4), Uint8Array.of(5, 6)];
    const file = bytesAsFile(buildTiff([{ width: 2, height: 3, strips }]));
    const movie = movieOf(await openTiffStack(file, fromFile));
    const before = file.reads;
    expect((await movie.frame(0, 0)).data).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
    expect(file.reads - before).toBe(1);
  });
  it('cuts the tiles that reach beyond the image', async () => {
    const tile = (value: number) => new Uint8Array(16 * 16).fill(value);
    const tags = { 322: [3, [16]], 323: [3, [16]] } as const;
    const bytes = buildTiff([{ width: 17, height: 2, strips: [tile(1), tile(2)], tags }]);
    expect([...(await pixels(bytes))]).toEqual([...Array(16).fill(1), 2, ...Array(16).fill(1), 2]);
  });
  it('gives the colours of an RGB page as channels', async () => {
    const bytes = buildTiff([
      {
        width: 1,
        height: 2,
        strips: [Uint8Array.of(1, 2, 3, 4, 5, 6)],
        tags: { 258: [3, [8, 8, 8]], 262: [3, [2]], 277: [3, [3]] },
      },
    ]);
    const movie = movieOf(await open(bytes));
    expect(movie.channels.map(({ name }) => name)).toEqual(['Red', 'Green', 'Blue']);
    expect((await movie.frame(0, 2)).data).toEqual(Uint8Array.of(3, 6));
  });
  it('gives signed and 32-bit integers as float32 where that is exact', async () => {
    const signed = buildTiff([page(16, words([65535, 0, 32768, 1], true), { 339: [3, [2]] })]);
    expect(await pixels(signed)).toEqual(Float32Array.of(-1, 0, -32768, 1));
    const exact = buildTiff([page(32, new Uint8Array(Uint32Array.of(0, 1, 2 ** 24, 2 ** 31).buffer))]);
    expect(await pixels(exact)).toEqual(Float32Array.of(0, 1, 2 ** 24, 2 ** 31));
  });
  it('refuses integers and doubles that float32 cannot hold, naming file, page and pixel', async () => {
    const wide = buildTiff([page(32, new Uint8Array(Uint32Array.of(0, 1, 2 ** 24 + 1, 0).buffer))]);
    await expect(pixels(wide)).rejects.toThrow('m.tif, page 1: pixel 2 is 16777217, which 32-bit floating point');
    const fine = buildTiff([page(64, doubles([0, Number.NaN, 0.1, 0]), { 339: [3, [3]] })]);
    await expect(pixels(fine)).rejects.toThrow('pixel 2 is 0.1, which');
    const exact = buildTiff([page(64, doubles([0, Number.NaN, 0.5, Number.POSITIVE_INFINITY]), { 339: [3, [3]] })]);
    expect(await pixels(exact)).toEqual(Float32Array.of(0, Number.NaN, 0.5, Number.POSITIVE_INFINITY));
  });
  it('reads labels of every type that holds whole numbers, and refuses others', async () => {
    const labels = async (one: TestPage) => (await labelsOf(await open(buildTiff([one])), 'm.tif').frame(0)).data;
    expect(await labels(page(16, words([0, 1, 65535, 2], true)))).toEqual(Uint32Array.of(0, 1, 65535, 2));
    const long = new Uint8Array(BigInt64Array.of(0n, 4294967295n, 7n, 0n).buffer);
    expect(await labels(page(64, long, { 339: [3, [2]] }))).toEqual(Uint32Array.of(0, 4294967295, 7, 0));
    const broken = page(64, doubles([0, 1.5, 0, 0]), { 339: [3, [3]] });
    await expect(labels(broken)).rejects.toThrow('pixel 1 is 1.5: labels are whole numbers');
    const negative = page(16, words([65535, 0, 0, 0], true), { 339: [3, [2]] });
    await expect(labels(negative)).rejects.toThrow('pixel 0 is -1');
  });
  it.each([
    ['fax', { 259: [3, [4]] } as const, /page 1: CCITT fax 4 compression \(4\) can't be read/],
    ['24-bit samples', { 258: [3, [24]] } as const, /programs disagree on the order of their bytes/],
    [
      'a predictor on half bytes',
      { 258: [3, [4]], 259: [3, [5]], 317: [3, [2]] } as const,
      /predictor 2 with uint samples of 4 bits/,
    ],
    ['complex numbers', { 339: [3, [6]] } as const, /complex numbers \(sample format 6; save their magnitude/],
    ['samples of two sizes', { 258: [3, [8, 16]], 277: [3, [2]] } as const, /samples of different types/],
    ['colour stored as YCbCr', { 262: [3, [6]] } as const, /YCbCr/],
  ])('refuses %s by name', async (_, tags, message) => {
    await expect(pixels(buildTiff([page(8, new Uint8Array(4), tags)]))).rejects.toThrow(message);
  });
});

describe('hostile directories', () => {
  const one = buildTiff([page(8, new Uint8Array(4))]);
  it('refuses a chain that runs in a circle', async () => {
    const bytes = buildTiff(plainPages(2, 1, many(3)), { next: 12 });
    new DataView(bytes.buffer).setUint32(bytes.length - 4, new DataView(bytes.buffer).getUint32(4, true), true);
    await expect(openTiff(bytesAsFile(bytes, 'm.tif'))).rejects.toThrow(
      'm.tif, page 4: its directories run in a circle',
    );
  });
  it('refuses a chain that leaves the file', async () => {
    await expect(openTiff(bytesAsFile(buildTiff([page(8, new Uint8Array(4))], { next: 1e9 })))).rejects.toThrow(
      'page 2: its directory (at byte 1000000000) is not within the file',
    );
  });
  it.each([
    [0, 'test.tif: not a TIFF file'],
    [4, 'test.tif: not a TIFF file'],
    [8, 'page 1: its directory'],
    [one.length - 1, 'page 1: its directory'],
  ])('refuses a file cut after %i bytes', async (length, message) => {
    await expect(openTiff(bytesAsFile(one.slice(0, length)))).rejects.toThrow(message);
  });
  it('refuses pixels that are not within the file', async () => {
    await expect(pixels(buildTiff([page(8, new Uint8Array(4), { 273: [4, [1e9]] })]))).rejects.toThrow(
      'm.tif, page 1: 4 bytes at 1000000000',
    );
  });
  it('refuses a size that the compressed bytes cannot fill, before it takes the memory', async () => {
    const tags = { 256: [4, [20_000]], 257: [4, [20_000]], 259: [3, [5]], 278: [4, [20_000]] } as const;
    await expect(pixels(buildTiff([page(8, new Uint8Array(4), tags)]))).rejects.toThrow(
      "4 bytes can't hold its 20000 × 20000 pixels",
    );
  });
  it('refuses a page above its stated memory', async () => {
    const tags = { 256: [4, [1 << 20]], 257: [4, [1 << 20]] } as const;
    await expect(pixels(buildTiff([page(8, new Uint8Array(4), tags)]))).rejects.toThrow('at most 536870912 are read');
  });
});

describe('axes', () => {
  it('asks what several plain pages are', async () => {
    await expect(open(buildTiff(plainPages(2, 1, many(3))))).rejects.toMatchObject({
      code: 'ambiguous',
      message: expect.stringMatching(/^m.tif: 3 pages of 2 × 1, .*set the parameter axes to t \(time\), z/),
    });
  });
  it('asks what the slices of a plain ImageJ stack are', async () => {
    const bytes = buildTiff(plainPages(2, 1, many(3), 'ImageJ=1.54f\nimages=3\nslices=3\nloop=false\n'));
    await expect(open(bytes)).rejects.toThrow('3 pages of 2 × 1 that ImageJ calls slices');
    expect((await open(bytes, 't')).size).toEqual({ t: 3, c: 1, z: 1, y: 1, x: 2 });
    expect((await open(bytes, 'z')).size).toEqual({ t: 1, c: 1, z: 3, y: 1, x: 2 });
  });
  it('takes one page as one frame', async () => {
    expect((await open(buildTiff(plainPages(2, 1, many(1))))).size).toEqual({ t: 1, c: 1, z: 1, y: 1, x: 2 });
  });
  it('reads ImageJ hyperstacks with channels running fastest, then slices', async () => {
    const bytes = buildTiff(
      plainPages(2, 1, many(12), 'ImageJ=1.54f\nimages=12\nchannels=2\nslices=3\nframes=2\nhyperstack=true\n'),
    );
    const movie = movieOf(await open(bytes));
    expect(movie.size).toEqual({ t: 2, c: 2, z: 3, y: 1, x: 2 });
    expect((await movie.frame(1, 1)).data).toEqual(Uint8Array.of(7, 107, 9, 109, 11, 111));
  });
  it('asks where ImageJ states more images than there are, and takes those there are where axes are stated', async () => {
    const bytes = buildTiff(plainPages(2, 1, many(3), 'ImageJ=1.54f\nimages=5\nframes=5\n'));
    await expect(open(bytes)).rejects.toThrow('it says it has 5 images, but holds 3: was it cut off');
    expect((await open(bytes, 't')).size.t).toBe(3);
    const fewer = buildTiff(plainPages(2, 1, many(3), 'ImageJ=1.54f\nimages=2\nframes=2\n'));
    expect((await open(fewer)).size.t).toBe(3);
  });
  it('reads tifffile descriptions that name their axes, and asks where they do not', async () => {
    const named = buildTiff(plainPages(2, 1, many(6), '{"shape": [2, 3, 1, 2], "axes": "ZTYX"}'));
    const stack = await open(named);
    expect(stack.size).toEqual({ t: 3, c: 1, z: 2, y: 1, x: 2 });
    expect((await movieOf(stack).frame(1, 0)).data).toEqual(Uint8Array.of(1, 101, 4, 104));
    await expect(open(buildTiff(plainPages(2, 1, many(6), '{"shape": [6, 1, 2]}')))).rejects.toThrow('6 pages');
  });
  it('takes a stated order, the last axis running fastest', async () => {
    const bytes = buildTiff(plainPages(2, 1, many(6)));
    const stack = await open(bytes, 'ct', { channels: 2 });
    expect(stack.size).toEqual({ t: 3, c: 2, z: 1, y: 1, x: 2 });
    expect((await movieOf(stack).frame(2, 1)).data[0]).toBe(5);
    await expect(open(bytes, 'tz')).rejects.toThrow('axes tz needs the number of slices: set the parameter slices');
    await expect(open(bytes, 'tz', { slices: 4 })).rejects.toThrow('its 6 planes do not divide into 4 slices');
  });
  it('refuses pages of different sizes, naming both', async () => {
    const bytes = buildTiff([...plainPages(2, 1, many(1)), ...plainPages(1, 1, [[1]])]);
    await expect(open(bytes, 't')).rejects.toThrow('m.tif, page 2: 1 × 1, uint8, but page 1 is 2 × 1, uint8');
  });
  it('leaves out smaller copies of the image', async () => {
    const bytes = buildTiff([
      ...plainPages(2, 1, many(1)),
      { width: 1, height: 1, strips: [Uint8Array.of(1)], tags: { 254: [4, [1]] } },
    ]);
    expect((await open(bytes)).size).toEqual({ t: 1, c: 1, z: 1, y: 1, x: 2 });
  });
});

describe('ImageJ files of one directory', () => {
  const description = (images: number) => `ImageJ=1.54f\nimages=${images}\nframes=${images}\nhyperstack=true\n`;
  const one = (images: number, data: readonly number[]) =>
    buildTiff([
      {
        width: 2,
        height: 1,
        strips: [Uint8Array.from(data)],
        tags: { 270: [2, `${description(images)}\0`], 279: [4, [2]] },
      },
    ]);

  it('give the images that follow the first', async () => {
    const movie = movieOf(await open(one(3, [1, 2, 3, 4, 5, 6])));
    expect(movie.size.t).toBe(3);
    expect((await movie.frame(2, 0)).data).toEqual(Uint8Array.of(5, 6));
  });
  it('are refused where they are cut off', async () => {
    await expect(open(one(1000, [1, 2, 3, 4]))).rejects.toThrow(
      'm.tif: it says it has 1000 images, but its bytes hold only 2: the file is cut off; to take these 2 set the parameter axes',
    );
    expect((await open(one(1000, [1, 2, 3, 4]), 't')).size.t).toBe(2);
  });
  it('may have their first image in several strips, if these follow each other', async () => {
    const strips = [Uint8Array.of(1, 2), Uint8Array.of(3, 4), Uint8Array.of(5, 6), Uint8Array.of(7, 8)];
    const built = (order: readonly number[]) =>
      buildTiff([
        {
          width: 2,
          height: 2,
          strips,
          tags: {
            270: [2, `${description(2)}\0`],
            273: [4, order.map((i) => 8 + 2 * i)],
            278: [4, [1]],
            279: [4, [2, 2]],
          },
        },
      ]);
    const movie = movieOf(await open(built([0, 1])));
    expect(movie.size.t).toBe(2);
    expect((await movie.frame(1, 0)).data).toEqual(Uint8Array.of(5, 6, 7, 8));
    await expect(open(built([1, 0]))).rejects.toThrow('it says it has 2 images, but holds 1');
  });
});

describe('calibration', () => {
  const calibrated = async (description: string, resolution = [1_000_000, 250_000], littleEndian = true) => {
    const tags = {
      270: [2, `ImageJ=1.54f\n${description}\0`],
      282: [5, resolution],
      283: [5, [2_000_000, 250_000]],
    } as const;
    const bytes = buildTiff([{ width: 2, height: 1, strips: [Uint8Array.of(1, 2)], tags }], { littleEndian });
    return (await open(bytes)).calibration;
  };
  it.each(['micron', 'µm', '\\u00B5m', 'um', 'microns'])('reads pixel size and interval in %s', async (unit) => {
    expect(await calibrated(`unit=${unit}\nspacing=2.5\nfinterval=30.5\n`)).toEqual({
      pixelSize_um: { x: 0.25, y: 0.125, z: 2.5 },
      frameInterval_s: 30.5,
      times_s: null,
    });
  });
  it('reads nanometres and minutes', async () => {
    const { pixelSize_um, frameInterval_s } = await calibrated('unit=nm\nfinterval=2\ntunit=min\n', [1, 100]);
    expect(pixelSize_um.x).toBeCloseTo(0.1, 12);
    expect(frameInterval_s).toBe(120);
  });
  it('is not recorded in pixels or inches, nor by the speed of playing', async () => {
    for (const unit of ['pixel', 'inch', '']) {
      expect(await calibrated(`unit=${unit}\nfps=7\n`)).toEqual({
        pixelSize_um: { x: null, y: null, z: null },
        frameInterval_s: null,
        times_s: null,
      });
    }
  });
  it('is not recorded where the resolution is 0 of 0', async () => {
    expect((await calibrated('unit=micron\n', [0, 0])).pixelSize_um.x).toBeNull();
  });
});
