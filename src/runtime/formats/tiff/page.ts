import { FormatError } from '../format-error.ts';
import { type Directory, type Field, numbersOf, type TiffBytes } from './directory.ts';

/** How one image of a TIFF lies in the file: checked, but no pixel read. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly format: 'uint' | 'int' | 'float';
  readonly compression: 'none' | 'lzw' | 'deflate' | 'packbits';
  readonly predictor: 1 | 2 | 3;
  readonly photometric: number;
  /** Each sample has its own strips or tiles. */
  readonly planar: boolean;
  /** FillOrder 2: the bits of every byte are stored in reverse. */
  readonly bitsReversed: boolean;
  /** A smaller copy or a mask of another page: no image of its own. */
  readonly auxiliary: boolean;
  /** A strip is a tile as wide as the image; `rows` of the last strip are cut at the image's end, those of a tile are not. */
  readonly tiled: boolean;
  readonly chunkWidth: number;
  readonly chunkHeight: number;
  readonly offsets: Field | readonly [number];
  /** `null` where the file gives none: only one uncompressed chunk can be read so. */
  readonly counts: Field | readonly [number] | null;
}

const tags = {
  subfile: 254,
  width: 256,
  height: 257,
  bits: 258,
  compression: 259,
  photometric: 262,
  fillOrder: 266,
  stripOffsets: 273,
  samples: 277,
  rowsPerStrip: 278,
  stripCounts: 279,
  planar: 284,
  predictor: 317,
  tileWidth: 322,
  tileHeight: 323,
  tileOffsets: 324,
  tileCounts: 325,
  sampleFormat: 339,
} as const;

const compressions: Readonly<Record<number, Page['compression']>> = {
  1: 'none',
  5: 'lzw',
  8: 'deflate',
  32946: 'deflate',
  32773: 'packbits',
};
const otherCompressions: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  6: 'old JPEG',
  7: 'JPEG',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34712: 'JPEG 2000',
  34925: 'LZMA',
  50000: 'Zstandard',
  50001: 'WebP',
};

/** One decoded page may take this many bytes: 16 k × 16 k of 16 bit. */
export const mostPageBytes = 1 << 29;
const mostSide = 1 << 20;
const mostSamples = 256;

/** @throws FormatError `damaged` where the directory contradicts itself, `unsupported` naming what can't be read. */
export async function readPage(
  bytes: TiffBytes,
  directory: Directory,
  place: { readonly file: string; readonly page: number },
): Promise<Page> {
  const damaged = (what: string) => new FormatError('damaged', place, what);
  const unsupported = (what: string) => new FormatError('unsupported', place, `${what} can't be read here`);
  const list = async (tag: number, most: number): Promise<Float64Array | null> => {
    const field = directory.get(tag);
    if (!field) return null;
    const values = await numbersOf(bytes, field, most);
    if (!values) throw damaged(`tag ${tag} has ${field.count} values of type ${field.type} at byte ${field.at}`);
    return values;
  };
  const one = async (tag: number, otherwise: number): Promise<number> => (await list(tag, 64))?.[0] ?? otherwise;

  const width = await one(tags.width, 0);
  const height = await one(tags.height, 0);
  if (!inRange(width, mostSide) || !inRange(height, mostSide)) throw damaged(`its size is ${width} × ${height}`);
  const samples = await one(tags.samples, 1);
  if (!inRange(samples, mostSamples)) throw unsupported(`${samples} samples per pixel`);
  const bits = same(await list(tags.bits, mostSamples * 4), 1, samples);
  const sampleFormat = same(await list(tags.sampleFormat, mostSamples * 4), 1, samples);
  if (bits === null || sampleFormat === null) throw unsupported('samples of different types in one page');
  const format = ({ 1: 'uint', 2: 'int', 3: 'float', 4: 'uint' } as const)[sampleFormat];
  if (format === undefined) throw unsupported(`sample format ${sampleFormat}`);
  if (!knownBits[format].includes(bits)) throw unsupported(`${format} samples of ${bits} bits`);

  const code = await one(tags.compression, 1);
  const compression = compressions[code];
  if (compression === undefined) throw unsupported(`${otherCompressions[code] ?? 'unknown'} compression (${code})`);
  const predictor = compression === 'lzw' || compression === 'deflate' ? await one(tags.predictor, 1) : 1;
  if (predictor !== 1 && predictor !== 2 && predictor !== 3) throw unsupported(`predictor ${predictor}`);
  if (predictor > 1 && (bits % 8 !== 0 || (predictor === 3 && format !== 'float'))) {
    throw unsupported(`predictor ${predictor} with ${format} samples of ${bits} bits`);
  }
  const photometric = await one(tags.photometric, 1);
  if (photometric === 6) throw unsupported('YCbCr colour');
  const subfile = await one(tags.subfile, 0);
  return {
    number: place.page,
    width,
    height,
    samples,
    bits,
    format,
    compression,
    predictor,
    photometric,
    planar: samples > 1 && (await one(tags.planar, 1)) === 2,
    bitsReversed: (await one(tags.fillOrder, 1)) === 2,
    auxiliary: (subfile & 5) !== 0,
    ...(await chunks()),
  };

  async function chunks() {
    const tiled = directory.has(tags.tileWidth);
    // Some writers put tiles under the tags of strips.
    const find = (tile: number, strip: number) => (tiled ? directory.get(tile) : undefined) ?? directory.get(strip);
    const offsets = find(tags.tileOffsets, tags.stripOffsets);
    const counts = find(tags.tileCounts, tags.stripCounts) ?? null;
    if (!offsets) throw damaged('it does not say where its pixels are');
    const chunkWidth = tiled ? await one(tags.tileWidth, 0) : width;
    const rows = tiled ? await one(tags.tileHeight, 0) : Math.min(await one(tags.rowsPerStrip, height), height);
    if (!inRange(chunkWidth, mostSide) || !inRange(rows, mostSide)) {
      throw damaged(`its ${tiled ? 'tiles' : 'strips'} are ${chunkWidth} × ${rows}`);
    }
    return {
      tiled,
      chunkWidth,
      chunkHeight: rows,
      offsets: await kept(offsets),
      counts: counts && (await kept(counts)),
    };
  }
  /** A single number is read at once: it stands in the directory itself. */
  async function kept(field: Field): Promise<Field | readonly [number]> {
    if (field.count !== 1) return field;
    const values = await numbersOf(bytes, field, 1);
    if (!values) throw damaged('it does not say where its pixels are');
    return [values[0] ?? 0];
  }
}

const knownBits = {
  uint: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32, 64],
  int: [8, 16, 32, 64],
  float: [16, 32, 64],
} as const satisfies Record<Page['format'], readonly number[]> as Record<Page['format'], readonly number[]>;

const inRange = (value: number, most: number): boolean => Number.isInteger(value) && value >= 1 && value <= most;

/** The value that all samples share; one value may stand for all. `null` where they differ or some are missing. */
function same(values: Float64Array | null, otherwise: number, samples: number): number | null {
  if (!values || values.length === 0) return otherwise;
  if (values.length > 1 && values.length < samples) return null;
  const first = values[0] ?? otherwise;
  for (let i = 1; i < samples && i < values.length; i++) if (values[i] !== first) return null;
  return first;
}

/** Whether the pages can be frames of one movie. */
export const alike = (a: Page, b: Page): boolean =>
  a.width === b.width && a.height === b.height && a.samples === b.samples && a.bits === b.bits && a.format === b.format;

/** "512 × 256, uint16" and the samples where there are several. */
export const describePage = (page: Page): string =>
  `${page.width} × ${page.height}, ${page.format}${page.bits}${page.samples > 1 ? `, ${page.samples} samples` : ''}`;
