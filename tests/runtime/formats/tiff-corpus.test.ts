import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { FormatError } from '../../../src/runtime/formats/format-error.ts';
import { openTiff } from '../../../src/runtime/formats/tiff/file.ts';
import type { Samples } from '../../../src/runtime/formats/tiff/samples.ts';
import { fromFile, openTiffStack } from '../../../src/runtime/formats/tiff/stack.ts';
import { fileOnDisk } from '../../support/files.ts';
import { describeWith, sharedFile } from '../../support/golden.ts';

interface Oracle {
  readonly file: string;
  readonly pages: readonly {
    readonly compression: number;
    readonly photometric: number;
    readonly bits: number;
    readonly sf: number;
    readonly dtype?: string;
    readonly sha256?: string;
  }[];
}

/** Files that must be read: what is not, is refused by name. */
function isSupported({ pages }: Oracle): boolean {
  const [first] = pages;
  if (!first?.sha256 || first.photometric === 6 || ![1, 5, 8, 32946, 32773].includes(first.compression)) return false;
  if (![1, 2, 3].includes(first.sf)) return false;
  return first.bits <= 16 || first.bits === 32 || first.bits === 64;
}
const refused: Readonly<Record<string, RegExp>> = {
  'valid/pillow__images__separate_planar_extra_samples.tiff': /strip or tile 2\) are not within the file/,
  'valid/imagetiff__images__quad-lzw-compat.tiff': /LZW variant from before TIFF 5/,
};
/** The oracle overlooks FillOrder 2 here; they are copies of files that it reads rightly. */
const copies: Readonly<Record<string, string>> = Object.fromEntries(
  ['2', '2I', '4', '4I'].map((kind) => [
    `valid/pillow__tiff_gray_2_4_bpp__hopper${kind}R.tif`,
    `valid/pillow__tiff_gray_2_4_bpp__hopper${kind}.tif`,
  ]),
);

describeWith('corpus/valid-oracle.json')('the TIFF corpus', () => {
  const folder = sharedFile('corpus/') ?? '';

  it('gives the expected pixels for every valid file of the kinds that are read', async () => {
    const all = (JSON.parse(readFileSync(`${folder}valid-oracle.json`, 'utf8')) as Oracle[]).filter(
      ({ file }) => sharedFile(`corpus/${file}`) !== null,
    );
    const hashes = new Map(all.map((one) => [one.file, one.pages]));
    const wrong: string[] = [];
    let equal = 0;
    for (const oracle of all.filter((one) => isSupported(one) && !refused[one.file])) {
      const expected = hashes.get(copies[oracle.file] ?? '') ?? oracle.pages;
      const got = await hashesOf(
        folder + oracle.file,
        expected.map(({ dtype }) => dtype ?? ''),
      );
      if (got.every((hash, i) => hash === undefined || hash === expected[i]?.sha256)) equal += 1;
      else wrong.push(oracle.file);
    }
    expect(wrong).toEqual([]);
    expect(equal).toBe(407);
  }, 120_000);

  it.each(Object.entries(refused))('refuses %s', async (file, message) => {
    await expect(hashesOf(folder + file, [])).rejects.toThrow(message);
  });

  it('refuses the others by a message that names file and page', async () => {
    const all = JSON.parse(readFileSync(`${folder}valid-oracle.json`, 'utf8')) as Oracle[];
    for (const { file } of all.filter((one) => !isSupported(one) && one.pages[0]?.sha256)) {
      if (sharedFile(`corpus/${file}`) === null) continue;
      await expect(hashesOf(folder + file, []), file).rejects.toThrow(/, page \d+: .* can't be read here/);
    }
  }, 120_000);

  it('ends on every malformed file, with pixels or with an error that names it, in under a second each', async () => {
    const slow: string[] = [];
    const read: string[] = [];
    for (const name of readdirSync(`${folder}malformed`)) {
      const start = performance.now();
      try {
        await hashesOf(`${folder}malformed/${name}`, []);
        const stack = await openTiffStack(fileOnDisk(`${folder}malformed/${name}`), fromFile);
        for (let c = 0; c < stack.size.c; c++) await stack.plane(0, c, 0);
        read.push(name);
      } catch (error) {
        expect(error, name).toBeInstanceOf(FormatError);
        expect((error as FormatError).message).toContain(name);
      }
      if (performance.now() - start > 1000) slow.push(name);
    }
    expect(slow).toEqual([]);
    // What these promise beyond their pixels is wrong; the pixels of their one page are all there.
    expect(read).toHaveLength(32);
    expect(read).not.toContain('gen__imagej_images_2e31.tif');
  }, 120_000);
});

/** SHA-256 of height × width × samples of each page that is an image, at the page's place in the chain. */
async function hashesOf(path: string, dtypes: readonly string[]): Promise<readonly (string | undefined)[]> {
  const file = await openTiff(fileOnDisk(path));
  const hashes: (string | undefined)[] = [];
  for (const page of file.pages) {
    const planes: Samples[] = [];
    for (let sample = 0; sample < page.samples; sample++) planes.push(await file.samples(page, sample));
    const half = dtypes[page.number - 1] === 'float16';
    hashes[page.number - 1] = createHash('sha256').update(interleaved(planes, half)).digest('hex');
  }
  return Array.from(hashes).slice(0, dtypes.length || undefined);
}

function interleaved(planes: readonly Samples[], half: boolean): Uint8Array {
  const [first] = planes;
  if (!first) return new Uint8Array(0);
  // Uncopied where possible: copying a NaN may change its bits.
  if (planes.length === 1 && !half) return new Uint8Array(first.buffer, first.byteOffset, first.byteLength);
  const all = half
    ? new Uint16Array(first.length * planes.length)
    : new (first.constructor as new (length: number) => Samples)(first.length * planes.length);
  planes.forEach((plane, s) => {
    for (let i = 0; i < plane.length; i++) all[i * planes.length + s] = half ? halfOf(Number(plane[i])) : plane[i]!;
  });
  return new Uint8Array(all.buffer, all.byteOffset, all.byteLength);
}

const bits = new DataView(new ArrayBuffer(8));
/** The 16-bit float of a value that has one exactly. */
function halfOf(value: number): number {
  bits.setFloat32(0, value);
  const single = bits.getUint32(0);
  const sign = (single >>> 16) & 0x8000;
  const exponent = ((single >>> 23) & 255) - 112;
  if (Number.isNaN(value)) return sign | 0x7e00;
  if (value === 0) return sign;
  if (exponent >= 31) return sign | 0x7c00;
  return exponent > 0 ? sign | (exponent << 10) | ((single >>> 13) & 1023) : sign | (Math.abs(value) * 2 ** 24);
}
