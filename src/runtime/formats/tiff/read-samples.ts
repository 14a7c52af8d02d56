import { FormatError } from '../format-error.ts';
import { type Field, numbersOf, type TiffBytes } from './directory.ts';
import { inflateInto } from './inflate.ts';
import { lzwInto } from './lzw.ts';
import { packBitsInto } from './pack-bits.ts';
import { mostPageBytes, type Page } from './page.ts';
import {
  reverseBits,
  type Samples,
  swapBytes,
  undoDifferences,
  undoFloatDifferences,
  unpackBits,
  viewSamples,
} from './samples.ts';

/** No decoder can give more bytes for one: a page that claims more is refused before memory is taken. */
const largestRatio = { none: 1, packbits: 64, deflate: 1032, lzw: 2700 } as const;
/** Strips lying together are read at once up to this many bytes. */
const mostAtOnce = 1 << 28;

/**
 * Reads and decodes a page.
 *
 * @param sample  of a planar page: the sample to read; of others all samples come, interleaved.
 * @returns       height × width values, × samples where interleaved.
 * @throws FormatError where the bytes are missing, damaged or too many.
 * @cost          one read where the strips lie together; memory of the page and of its compressed bytes.
 */
export async function readSamples(
  bytes: TiffBytes,
  page: Page,
  sample: number,
  signal?: AbortSignal,
): Promise<Samples> {
  const place = { file: bytes.window.source.name, page: page.number };
  const layout = layoutOf(page);
  if (layout.bytes > mostPageBytes) {
    throw new FormatError('unsupported', place, `a page of ${layout.bytes} bytes; at most ${mostPageBytes} are read`);
  }
  const chunks = await locate(bytes, page, sample, layout);
  const stored = chunks.reduce((sum, chunk) => sum + chunk.length, 0);
  if (stored * largestRatio[page.compression] < layout.rowBytes * page.height) {
    throw new FormatError('damaged', place, `${stored} bytes can't hold its ${page.width} × ${page.height} pixels`);
  }
  signal?.throwIfAborted();
  const read = await readChunks(bytes, chunks);
  const whole = read.together;
  if (whole && isPlain(page, bytes.littleEndian) && whole.length >= layout.bytes) {
    return viewSamples(whole.subarray(0, layout.bytes), page.format, layout.size);
  }
  const out = new Uint8Array(layout.bytes);
  for (let i = 0; i < chunks.length; i++) {
    signal?.throwIfAborted();
    const rows = page.tiled ? page.chunkHeight : Math.min(page.chunkHeight, page.height - i * page.chunkHeight);
    const data = decode(await read.chunk(i), page, layout, rows, bytes.littleEndian);
    if (typeof data === 'string') {
      throw new FormatError('damaged', place, `${page.tiled ? 'tile' : 'strip'} ${i + 1} is damaged: ${data}`);
    }
    putChunk(data, out, page, layout, i);
  }
  return viewSamples(out, page.format, layout.size);
}

/** Sizes that follow from a page. */
interface Layout {
  /** Samples that lie together. */
  readonly together: number;
  /** Bytes of one decoded value: 1, 2, 4 or 8. */
  readonly size: 1 | 2 | 4 | 8;
  readonly across: number;
  readonly down: number;
  /** Bytes of one row of a chunk as stored (packed bits) and the whole decoded page. */
  readonly rowBytes: number;
  readonly bytes: number;
}

function layoutOf(page: Page): Layout {
  const together = page.planar ? 1 : page.samples;
  const size = page.bits <= 8 ? 1 : page.bits <= 16 ? 2 : page.bits <= 32 ? 4 : 8;
  return {
    together,
    size,
    across: Math.ceil(page.width / page.chunkWidth),
    down: Math.ceil(page.height / page.chunkHeight),
    rowBytes: Math.ceil((page.chunkWidth * together * page.bits) / 8),
    bytes: page.width * page.height * together * size,
  };
}

interface Chunk {
  readonly offset: number;
  readonly length: number;
}

/** The chunks of the page (of one sample where planar), checked to be within the file. */
async function locate(bytes: TiffBytes, page: Page, sample: number, layout: Layout): Promise<readonly Chunk[]> {
  const place = { file: bytes.window.source.name, page: page.number };
  const each = layout.across * layout.down;
  const wanted = each * (page.planar ? page.samples : 1);
  const offsets = await values(bytes, page.offsets, wanted);
  if (!offsets || offsets.length < wanted) {
    throw new FormatError('damaged', place, `it has not the ${wanted} strips or tiles that its size asks for`);
  }
  const counts = page.counts && (await values(bytes, page.counts, wanted));
  const first = page.planar ? sample * each : 0;
  const chunks: Chunk[] = [];
  for (let i = first; i < first + each; i++) {
    const offset = offsets[i] ?? 0;
    const left = bytes.window.source.size - offset;
    const full = fullLength(page, layout, i - first);
    // Uncompressed, the length is known: a wrong count does no harm. Some old files give none at all.
    const length = page.compression === 'none' ? full : (counts?.[i] ?? (wanted === 1 ? left : 0));
    if (!(offset >= 8 && length > 0 && length <= left)) {
      throw new FormatError(
        'damaged',
        place,
        `${length} bytes at ${offset} (strip or tile ${i + 1}) are not within the file, which has ${bytes.window.source.size}: was it cut off while it was copied?`,
      );
    }
    chunks.push({ offset, length });
  }
  return chunks;
}

function fullLength(page: Page, layout: Layout, index: number): number {
  const rows = page.tiled ? page.chunkHeight : Math.min(page.chunkHeight, page.height - index * page.chunkHeight);
  return rows * layout.rowBytes;
}

async function values(bytes: TiffBytes, field: Field | readonly [number], most: number) {
  // A few more than needed do no harm (planes of a mask); a giant count is never read.
  return 'count' in field ? numbersOf(bytes, field, most * 2 + 16) : field;
}

/** Reads chunks that lie together at once, others one by one as they are asked for. */
async function readChunks(bytes: TiffBytes, chunks: readonly Chunk[]) {
  const { source } = bytes.window;
  let start = Number.POSITIVE_INFINITY;
  let end = 0;
  let sum = 0;
  let inOrder = true;
  for (const { offset, length } of chunks) {
    if (offset !== end && end > 0) inOrder = false;
    start = Math.min(start, offset);
    end = Math.max(end, offset + length);
    sum += length;
  }
  const span = end - start;
  if (span > sum + sum / 8 + 65_536 || span > Math.max(mostAtOnce, sum)) {
    const chunk = (i: number) => {
      const { offset, length } = chunks[i] ?? { offset: 0, length: 0 };
      return source.read(offset, length);
    };
    return { together: null, chunk };
  }
  const all = await source.read(start, span);
  const chunk = async (i: number) => {
    const { offset, length } = chunks[i] ?? { offset: 0, length: 0 };
    return all.subarray(offset - start, offset - start + length);
  };
  return { together: inOrder && span === sum ? all : null, chunk };
}

/** Whether the stored bytes are the pixels. */
const isPlain = (page: Page, littleEndian: boolean): boolean =>
  page.compression === 'none' &&
  !page.tiled &&
  !page.bitsReversed &&
  (page.bits === 8 || (littleEndian && (page.bits === 16 || page.bits % 32 === 0)));

/** The values of one chunk, little-endian; text says why there are none. */
function decode(
  data: Uint8Array<ArrayBuffer>,
  page: Page,
  layout: Layout,
  rows: number,
  littleEndian: boolean,
): Uint8Array<ArrayBuffer> | string {
  const { together, size, rowBytes } = layout;
  const expected = rows * rowBytes;
  const out = new Uint8Array(expected);
  const stored = page.bitsReversed ? new Uint8Array(data) : data;
  if (page.bitsReversed) reverseBits(stored);
  if (page.compression === 'none') out.set(stored.subarray(0, expected));
  else {
    if (page.compression === 'lzw' && stored[0] === 0 && ((stored[1] ?? 0) & 1) === 1) {
      return "it is written in the LZW variant from before TIFF 5, which can't be read here";
    }
    const got = decoders[page.compression](stored, out);
    if (got !== expected) {
      return got < 0 ? 'its checksum is wrong' : `its ${page.compression} data gives ${got} of ${expected} bytes`;
    }
  }
  const valueRow = page.chunkWidth * together;
  if (page.bits % 8 !== 0) return unpackBits(out, page.bits, valueRow, rows);
  if (page.predictor === 3) undoFloatDifferences(out, rowBytes, size, together);
  else {
    if (!littleEndian && size !== 1) swapBytes(out, size);
    if (page.predictor === 2) undoDifferences(out, rowBytes, size, together);
  }
  return out;
}
const decoders = { lzw: lzwInto, deflate: inflateInto, packbits: packBitsInto } as const;

/** Copies the part of chunk `index` that is within the image. */
function putChunk(data: Uint8Array, out: Uint8Array, page: Page, layout: Layout, index: number): void {
  const pixel = layout.together * layout.size;
  const x = (index % layout.across) * page.chunkWidth;
  const y = Math.floor(index / layout.across) * page.chunkHeight;
  const from = page.chunkWidth * pixel;
  const width = Math.min(page.chunkWidth, page.width - x) * pixel;
  const rows = Math.min(page.chunkHeight, page.height - y);
  if (width === from && layout.across === 1) {
    out.set(data.subarray(0, rows * from), y * from);
    return;
  }
  for (let row = 0; row < rows; row++) {
    out.set(data.subarray(row * from, row * from + width), ((y + row) * page.width + x) * pixel);
  }
}
