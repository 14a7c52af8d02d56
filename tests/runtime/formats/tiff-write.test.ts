import fc from 'fast-check';
import { fromArrayBuffer } from 'geotiff';
import { describe, expect, it } from 'vitest';
import type { Calibration, Size } from '../../../src/runtime/data/movie.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { labelsOf, movieOf } from '../../../src/runtime/formats/image-stack.ts';
import { type Compression, encodePage } from '../../../src/runtime/formats/tiff/encode-page.ts';
import { rationalOf } from '../../../src/runtime/formats/tiff/rational.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { type PixelType, TiffWriter } from '../../../src/runtime/formats/tiff/write.ts';
import { bytesAsFile, FolderInMemory } from '../../support/files.ts';

const arrays = { uint8: Uint8Array, uint16: Uint16Array, uint32: Uint32Array, float32: Float32Array } as const;
const calibration: Calibration = {
  pixelSize_um: { x: 0.65, y: 0.325, z: 2.5 },
  frameInterval_s: 300,
  times_s: null,
};

/** A stack whose pixel i of page p is 7 p + i, as one file. */
async function written(size: Size, type: PixelType, compression: Compression, about: Calibration = calibration) {
  const folder = new FolderInMemory();
  const writer = await TiffWriter.start(await folder.create('m.tif'), { size, type, calibration: about, compression });
  for (let p = 0; p < size.t * size.c * size.z; p++) {
    const values = Array.from({ length: size.y * size.x }, (_, i) => 7 * p + i);
    await writer.append(await encodePage(arrays[type].from(values), compression));
  }
  await writer.finish();
  return folder.files.get('m.tif') ?? new Uint8Array();
}
const open = (bytes: Uint8Array) => openTiffStack(bytesAsFile(bytes, 'm.tif'), fromFile);

describe('TiffWriter', () => {
  const size: Size = { t: 3, c: 2, z: 2, y: 3, x: 5 };
  it.each([
    ['uint8', 'none'],
    ['uint8', 'deflate'],
    ['uint16', 'none'],
    ['uint16', 'deflate'],
    ['float32', 'none'],
    ['float32', 'deflate'],
  ] as const)('writes %s, %s, that opens as it was', async (type, compression) => {
    const movie = movieOf(await open(await written(size, type, compression)));
    expect(movie).toMatchObject({ size, dtype: type, calibration });
    const { data } = await movie.frame(2, 1);
    const page = (p: number) => Array.from({ length: 15 }, (_, i) => 7 * p + i);
    expect(data).toEqual(arrays[type].from([...page(9), ...page(11)]));
  });
  it('writes pages that another reader reads alike', async () => {
    const bytes = await written({ t: 4, c: 1, z: 1, y: 3, x: 5 }, 'uint16', 'deflate');
    const tiff = await fromArrayBuffer(bytes.slice().buffer);
    expect(await tiff.getImageCount()).toBe(4);
    const [values] = (await (await tiff.getImage(3)).readRasters()) as unknown as [Uint16Array];
    expect(values).toEqual(Uint16Array.from({ length: 15 }, (_, i) => 21 + i));
  });
  it('writes the rows of a kymograph in seconds, and no resolution that is none', async () => {
    const kymograph: Size = { t: 1, c: 1, z: 1, y: 3, x: 5 };
    const rows = { pixelSize_um: { x: 0.5, y: null, z: null }, frameInterval_s: 20, times_s: null };
    const bytes = await written(kymograph, 'float32', 'none', rows);
    const { fileDirectory } = await (await fromArrayBuffer(bytes.slice().buffer)).getImage(0);
    const text = new TextDecoder('latin1').decode(bytes);
    expect(text).toMatch(/\nunit=micron\nyunit=sec\n/);
    expect(text).toContain('\nfinterval=20\n');
    const resolution = async (tag: 'XResolution' | 'YResolution') =>
      Array.from((await fileDirectory.loadValue(tag)) as unknown as number[]);
    expect([await resolution('XResolution'), await resolution('YResolution')]).toEqual([
      [2, 1],
      [1, 20],
    ]);
    expect((await open(bytes)).calibration).toEqual(rows);
    const unknown = { ...rows, frameInterval_s: null };
    const plain = await written(kymograph, 'float32', 'none', unknown);
    expect(new TextDecoder('latin1').decode(plain)).toMatch(/\nunit=micron\nyunit=pixel\n/);
    expect((await open(plain)).calibration).toEqual(unknown);
  });
  it('keeps labels above 65535 as 32-bit integers', async () => {
    const folder = new FolderInMemory();
    const one: Size = { t: 1, c: 1, z: 1, y: 1, x: 3 };
    const content = { size: one, type: 'uint32', calibration: uncalibrated, compression: 'deflate' } as const;
    const writer = await TiffWriter.start(await folder.create('l.tif'), content);
    const labels = Uint32Array.of(0, 70_000, 4_294_967_295);
    await writer.append(await encodePage(labels, 'deflate'));
    await writer.finish();
    const stack = await open(folder.files.get('l.tif') ?? new Uint8Array());
    expect((await labelsOf(stack, 'l.tif').frame(0)).data).toEqual(labels);
  });
  it('lays uncompressed pages down without a gap, as ImageJ reads them', async () => {
    const bytes = await written({ t: 3, c: 1, z: 1, y: 3, x: 5 }, 'uint8', 'none');
    expect([...bytes.subarray(16, 16 + 45)]).toEqual(
      [0, 1, 2].flatMap((p) => Array.from({ length: 15 }, (_, i) => 7 * p + i)),
    );
  });
  it('records nothing that is not known', async () => {
    const stack = await open(await written({ t: 2, c: 1, z: 1, y: 2, x: 2 }, 'uint8', 'none', uncalibrated));
    expect(stack.calibration).toEqual(uncalibrated);
  });
  it('records regular time stamps as an interval, and leaves out others', async () => {
    const stamped = async (...times: number[]) => {
      const about = { ...uncalibrated, times_s: Float64Array.from(times) };
      return (await open(await written({ t: 3, c: 1, z: 1, y: 2, x: 2 }, 'uint8', 'none', about))).calibration
        .frameInterval_s;
    };
    expect(await stamped(5, 15, 25)).toBe(10);
    expect(await stamped(0, 10, 25)).toBeNull();
  });
  it('refuses to finish a stack that is not whole, and one without pages', async () => {
    const folder = new FolderInMemory();
    const content = { size, type: 'uint8', calibration, compression: 'none' } as const;
    const writer = await TiffWriter.start(await folder.create('m.tif'), content);
    await writer.append(new Uint8Array(15));
    await expect(writer.finish()).rejects.toThrow('1 pages of a stack of 3 × 2 × 2');
    expect(folder.files.size).toBe(0);
  });
});

describe('BigTIFF', () => {
  it('is what a file above 4 GB becomes', async () => {
    // The pixels are not kept: their length alone decides, and the directories are read back where they stand.
    const parts: Uint8Array[] = [];
    let length = 0;
    let head = new Uint8Array();
    const file = {
      get length() {
        return length;
      },
      append: async (bytes: Uint8Array) => {
        if (bytes.length < 1 << 20) parts.push(bytes);
        length += bytes.length;
      },
      patch: async (_: number, bytes: Uint8Array) => {
        head = new Uint8Array(bytes);
      },
      close: async () => {},
    };
    const tall: Size = { t: 70, c: 1, z: 1, y: 8192, x: 8192 };
    const writer = await TiffWriter.start(file, { size: tall, type: 'uint8', calibration, compression: 'none' });
    const page = new Uint8Array(8192 * 8192);
    for (let t = 0; t < tall.t; t++) await writer.append(page);
    await writer.finish();
    expect(new DataView(head.buffer).getUint16(2, true)).toBe(43);
    const end = parts.at(-1) ?? new Uint8Array();
    const start = length - end.length;
    const sparse = {
      name: 'big.tif',
      size: length,
      read: async (offset: number, count: number) => {
        const bytes = new Uint8Array(count);
        if (offset === 0) bytes.set(head.subarray(0, count));
        if (offset >= start) bytes.set(end.subarray(offset - start, offset - start + count));
        return bytes;
      },
    };
    const stack = await openTiffStack(sparse, fromFile);
    expect(stack.size).toEqual(tall);
    expect((await stack.plane(69, 0, 0)).values.length).toBe(8192 * 8192);
  });
});

describe('rationalOf', () => {
  it('finds the short fraction', () => {
    expect(rationalOf(20 / 13)).toEqual([20, 13]);
    expect(rationalOf(4)).toEqual([4, 1]);
    expect(rationalOf(1 / 0.325)).toEqual([40, 13]);
  });
  it('gives a pixel size back to 1e-9 of itself', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 1e3, noNaN: true }), (pixel) => {
        const [above, below] = rationalOf(1 / pixel);
        expect(Math.abs(below / above / pixel - 1)).toBeLessThan(1e-9);
      }),
      { seed: 3, numRuns: 300 },
    );
  });
  it('is 0 of 1 for what has none', () => {
    for (const value of [0, -1, Number.NaN, Number.POSITIVE_INFINITY, 1e-12, 1e12])
      expect(rationalOf(value)).toEqual([0, 1]);
  });
});
