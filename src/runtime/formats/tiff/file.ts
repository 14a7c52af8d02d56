import type { ByteSource } from '../../node/files.ts';
import { FormatError } from '../format-error.ts';
import { type FoundDirectory, mostPages, numbersOf, readDirectories, type TiffBytes, textOf } from './directory.ts';
import { alike, describePage, type Page, readPage } from './page.ts';
import { readSamples } from './read-samples.ts';
import { pickSample, type Samples } from './samples.ts';

/** A TIFF whose directories have been read and checked; pixels are read when asked for. */
export interface TiffFile {
  readonly name: string;
  /** The images in file order; smaller copies and masks are left out. At least one. */
  readonly pages: readonly Page[];
  /** The directory of the first of them, for what only some programs write. */
  readonly head: FoundDirectory;
  /** ImageDescription of the first page; '' where there is none. */
  readonly description: string;
  /** Length of a pixel in x and y, the reciprocal of the file's resolution; 0 where not recorded. */
  readonly spacing: { readonly x: number; readonly y: number };
  /** Sample `sample` (from 0) of a page: height × width values. */
  samples(page: Page, sample: number, signal?: AbortSignal): Promise<Samples>;
}

const tags = { description: 270, xResolution: 282, yResolution: 283 } as const;
const longestDescription = 1 << 25;

/**
 * Opens a classic or BigTIFF of either byte order.
 *
 * @throws FormatError naming file and page: not a TIFF, damaged, or of a kind that can't be read.
 * @cost   reads the directories only: some 200 bytes a page.
 */
export async function openTiff(source: ByteSource): Promise<TiffFile> {
  const pages: Page[] = [];
  let about: FoundDirectory | null = null;
  let number = 0;
  for await (const next of readDirectories(source)) {
    number += 1;
    const page = await readPage(next.bytes, next.directory, { file: source.name, page: number });
    if (page.auxiliary && about) continue;
    about ??= next;
    pages.push(page);
  }
  if (!about) throw new FormatError('damaged', { file: source.name }, 'a TIFF without a page');
  const { bytes, directory } = about;
  const reciprocal = async (tag: number): Promise<number> => {
    const field = directory.get(tag);
    // A rational read as two numbers: 13 / 20 is 0.65, which 1 / (20 / 13) need not be.
    const parts = field?.type === 5 ? await numbersOf(bytes, { ...field, type: 4, count: 2 }, 2) : null;
    const value = parts ? (parts[1] ?? 0) / (parts[0] ?? 0) : 0;
    return Number.isFinite(value) ? value : 0;
  };
  const field = directory.get(tags.description);
  const description = field ? ((await textOf(bytes, field, longestDescription)) ?? '') : '';
  const spacing = { x: await reciprocal(tags.xResolution), y: await reciprocal(tags.yResolution) };
  return {
    name: source.name,
    pages,
    head: about,
    description,
    spacing,
    samples: sampleReader(bytes),
  };
}

/**
 * The images that follow each other from the first page on, where only that has a directory.
 *
 * @param most  number of images that the file states.
 * @returns     `null` where pixels are packed, compressed or lie elsewhere; else as many pages as there is room for up to
 *              the end, or to the directory where that lies behind them.
 */
export async function pagesInRow(file: TiffFile, most: number): Promise<readonly Page[] | null> {
  const [first] = file.pages;
  const { bytes, directory, at } = file.head;
  if (!first || file.pages.length > 1 || first.compression !== 'none' || first.tiled) return null;
  if (first.bits % 8 !== 0 || first.planar) return null;
  const start = await startOf(bytes, first);
  if (start === null) return null;
  const others = [at, ...[...directory.values()].map((field) => field.at)].filter((one) => one > start);
  const each = (first.width * first.height * first.samples * first.bits) / 8;
  const held = Math.floor((Math.min(bytes.window.source.size, ...others) - start) / each);
  return Array.from({ length: Math.max(1, Math.min(held, most, mostPages)) }, (_, i) => ({
    ...first,
    number: i + 1,
    chunkHeight: first.height,
    offsets: [start + i * each] as const,
    counts: null,
  }));
}

/** Where the pixels of an uncompressed page begin; `null` where its strips do not follow each other. */
async function startOf(bytes: TiffBytes, page: Page): Promise<number | null> {
  const { offsets, width, height, samples, bits, chunkHeight } = page;
  if (!('count' in offsets)) return offsets[0];
  const strips = await numbersOf(bytes, offsets, height * samples);
  const each = (chunkHeight * width * samples * bits) / 8;
  const [start] = strips ?? [];
  if (!strips || start === undefined) return null;
  return strips.every((offset, i) => offset === start + i * each) ? start : null;
}

/** Channels of one interleaved page are asked for one after the other: the page last decoded is remembered. */
function sampleReader(bytes: TiffBytes): TiffFile['samples'] {
  let last: { readonly page: Page; readonly all: Promise<Samples> } | null = null;
  return async (page, sample, signal) => {
    if (page.planar || page.samples === 1) return readSamples(bytes, page, sample, signal);
    if (last?.page !== page) {
      // Shared by several askers, so no one's signal stops it.
      const one = { page, all: readSamples(bytes, page, 0) };
      one.all.catch(() => {
        if (last === one) last = null;
      });
      last = one;
    }
    return pickSample(await last.all, page.samples, sample);
  };
}

/** @throws FormatError where a page is of another size or type than the first, naming both. */
export function requireAlike(file: TiffFile): Page {
  const first = file.pages[0];
  if (!first) throw new FormatError('damaged', { file: file.name }, 'a TIFF without a page');
  for (const page of file.pages) {
    if (alike(first, page)) continue;
    throw new FormatError(
      'unsupported',
      { file: file.name, page: page.number },
      `${describePage(page)}, but page ${first.number} is ${describePage(first)}: frames of one movie are alike`,
    );
  }
  return first;
}
