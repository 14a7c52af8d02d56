import { FormatError } from '../format-error.ts';
import { type Directory, type Field, numberHeld, numbersOf, type TiffBytes } from './directory.ts';

/** How one image of a TIFF lies in the file: checked, but no pixel read. */
export interface Page {
  /** From 1. */
  readonly number: number;
  readonly width: number;
  readonly height: number;
  readonly samples: number;
  readonly bits: number;
  readonly format: 'uint' | 'int' | 'float';
  readonly compression: 'none' | 'lzw' | 'deflate' | 'packbits' | 'zstd' | 'jpeg';
  /** What the pictures of a JPEG page share. */
  readonly jpegTables: Field | null;
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
  jpegTables: 347,
} as const;

const compressions: Readonly<Record<number, Page['compression']>> = {
  1: 'none',
  5: 'lzw',
  7: 'jpeg',
  8: 'deflate',
  32946: 'deflate',
  32773: 'packbits',
  50000: 'zstd',
};
const otherCompressions: Readonly<Record<number, string>> = {
  2: 'CCITT',
  3: 'CCITT fax 3',
  4: 'CCITT fax 4',
  6: 'old JPEG',
  32809: 'ThunderScan',
  33003: 'JPEG 2000',
  33005: 'JPEG 2000',
  34712: 'JPEG 2000',
  34676: 'LogLuv',
  34677: 'LogLuv',
  34925: 'LZMA',
  50001: 'WebP',
};

/** One decoded page may take this many bytes: 16 k × 16 k of 16 bit. */
export const mostPageBytes = 1 << 29;
const mostSide = 1 << 20;
const mostSamples = 256;

interface PagePlace {
  readonly file: string;
  readonly page: number;
}

/** @throws FormatError `damaged` where the directory contradicts itself, `unsupported` naming what can't be read. */
export async function readPage(bytes: TiffBytes, directory: Directory, place: PagePlace): Promise<Page> {
  const fields = new Fields(bytes, directory, place);
  const width = await fields.one(tags.width, 0);
  const height = await fields.one(tags.height, 0);
  if (!inRange(width, mostSide) || !inRange(height, mostSide)) throw fields.damaged(`its size is ${width} × ${height}`);
  const type = await readSampleType(fields);
  const subfile = await fields.one(tags.subfile, 0);
  return {
    number: place.page,
    width,
    height,
    ...type,
    ...(await readCompression(fields, type)),
    planar: type.samples > 1 && (await fields.one(tags.planar, 1)) === 2,
    bitsReversed: (await fields.one(tags.fillOrder, 1)) === 2,
    auxiliary: (subfile & 5) !== 0,
    ...(await readChunks(fields, width, height)),
  };
}

/** The fields of one directory, with the errors that name it. */
class Fields {
  readonly directory: Directory;
  readonly #bytes: TiffBytes;
  readonly #place: PagePlace;
  constructor(bytes: TiffBytes, directory: Directory, place: PagePlace) {
    this.directory = directory;
    this.#bytes = bytes;
    this.#place = place;
  }
  damaged(what: string): FormatError {
    return new FormatError('damaged', this.#place, what);
  }
  unsupported(what: string): FormatError {
    return new FormatError('unsupported', this.#place, `${what} can't be read here`);
  }
  async list(tag: number, most: number): Promise<Float64Array | null> {
    const field = this.directory.get(tag);
    if (!field) return null;
    const values = await numbersOf(this.#bytes, field, most);
    if (values) return values;
    throw this.damaged(`tag ${tag} has ${field.count} values of type ${field.type} at byte ${field.at}`);
  }
  one(tag: number, otherwise: number): number | Promise<number> {
    const field = this.directory.get(tag);
    if (!field) return otherwise;
    return numberHeld(this.#bytes, field) ?? this.list(tag, 64).then((values) => values?.[0] ?? otherwise);
  }
  /** A field as it is, but a single number at once: it stands in the directory itself. */
  async kept(field: Field): Promise<Field | readonly [number]> {
    if (field.count !== 1) return field;
    const held = numberHeld(this.#bytes, field);
    if (held !== undefined) return [held];
    const values = await numbersOf(this.#bytes, field, 1);
    if (!values) throw this.damaged('it does not say where its pixels are');
    return [values[0] ?? 0];
  }
}

async function readSampleType(fields: Fields): Promise<Pick<Page, 'samples' | 'bits' | 'format'>> {
  const samples = await fields.one(tags.samples, 1);
  if (!inRange(samples, mostSamples)) throw fields.unsupported(`${samples} samples per pixel`);
  const bits = same(await fields.list(tags.bits, mostSamples * 4), 1, samples);
  const code = same(await fields.list(tags.sampleFormat, mostSamples * 4), 1, samples);
  if (bits === null || code === null) throw fields.unsupported('samples of different types in one page');
  const format = ({ 1: 'uint', 2: 'int', 3: 'float', 4: 'uint' } as const)[code];
  if (format === undefined) {
    const isComplex = code === 5 || code === 6;
    throw fields.unsupported(
      isComplex
        ? `pixels that are complex numbers (sample format ${code}; save their magnitude instead)`
        : `sample format ${code}`,
    );
  }
  if (!knownBits[format].includes(bits)) {
    // In little-endian files some programs write the highest byte first, some last, and nothing tells which.
    const why = bits === 24 ? ' (programs disagree on the order of their bytes)' : '';
    throw fields.unsupported(`${format} samples of ${bits} bits${why}`);
  }
  return { samples, bits, format };
}

async function readCompression(
  fields: Fields,
  { bits, format }: Pick<Page, 'bits' | 'format'>,
): Promise<Pick<Page, 'compression' | 'jpegTables' | 'predictor' | 'photometric'>> {
  const code = await fields.one(tags.compression, 1);
  const compression = compressions[code];
  if (compression === undefined) {
    throw fields.unsupported(`${otherCompressions[code] ?? 'unknown'} compression (${code})`);
  }
  const predicts = compression === 'lzw' || compression === 'deflate' || compression === 'zstd';
  const predictor = predicts ? await fields.one(tags.predictor, 1) : 1;
  if (predictor !== 1 && predictor !== 2 && predictor !== 3) throw fields.unsupported(`predictor ${predictor}`);
  if (predictor > 1 && (bits % 8 !== 0 || (predictor === 3 && format !== 'float'))) {
    throw fields.unsupported(`predictor ${predictor} with ${format} samples of ${bits} bits`);
  }
  const photometric = await fields.one(tags.photometric, 1);
  if (photometric === 6) throw fields.unsupported('YCbCr colour');
  const jpegTables = compression === 'jpeg' ? (fields.directory.get(tags.jpegTables) ?? null) : null;
  if (compression === 'jpeg' && (format !== 'uint' || bits > 16)) {
    throw fields.unsupported(`JPEG of ${format} samples of ${bits} bits`);
  }
  return { compression, jpegTables, predictor, photometric };
}

async function readChunks(
  fields: Fields,
  width: number,
  height: number,
): Promise<Pick<Page, 'tiled' | 'chunkWidth' | 'chunkHeight' | 'offsets' | 'counts'>> {
  const { directory } = fields;
  const tiled = directory.has(tags.tileWidth);
  // Some writers put tiles under the tags of strips.
  const find = (tile: number, strip: number) => (tiled ? directory.get(tile) : undefined) ?? directory.get(strip);
  const offsets = find(tags.tileOffsets, tags.stripOffsets);
  const counts = find(tags.tileCounts, tags.stripCounts);
  if (!offsets) throw fields.damaged('it does not say where its pixels are');
  const chunkWidth = tiled ? await fields.one(tags.tileWidth, 0) : width;
  const rows = tiled
    ? await fields.one(tags.tileHeight, 0)
    : Math.min(await fields.one(tags.rowsPerStrip, height), height);
  if (!inRange(chunkWidth, mostSide) || !inRange(rows, mostSide)) {
    throw fields.damaged(`its ${tiled ? 'tiles' : 'strips'} are ${chunkWidth} × ${rows}`);
  }
  return {
    tiled,
    chunkWidth,
    chunkHeight: rows,
    offsets: await fields.kept(offsets),
    counts: counts ? await fields.kept(counts) : null,
  };
}

const knownBits: Readonly<Record<Page['format'], readonly number[]>> = {
  uint: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32, 64],
  int: [8, 16, 32, 64],
  float: [16, 32, 64],
};

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
