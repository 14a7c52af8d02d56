import { FormatError } from '../format-error.ts';
import { chunkDecoder } from './decode-chunk.ts';
import { type Field, numbersOf, type TiffBytes } from './directory.ts';
import { type Layout, layoutOf, rowsOf } from './layout.ts';
import { mostPageBytes, type Page } from './page.ts';
import { type Samples, viewSamples } from './samples.ts';

/** No decoder can give more bytes for one: a page that claims more is refused before memory is taken. */
const largestRatio = { none: 1, packbits: 64, deflate: 1032, lzw: 2700, jpeg: 1024, zstd: 65_536 } as const;
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
  const most = Math.max(layout.bytes, layout.rowBytes * page.chunkHeight);
  if (most > mostPageBytes) {
    throw new FormatError('unsupported', place, `a page of ${most} bytes; at most ${mostPageBytes} are read`);
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
  const decode = await chunkDecoder(bytes, page, layout);
  const out = new Uint8Array(layout.bytes);
  for (let i = 0; i < chunks.length; i++) {
    signal?.throwIfAborted();
    const data = decode(await read.chunk(i), i);
    if (typeof data === 'string') {
      throw new FormatError('damaged', place, `${page.tiled ? 'tile' : 'strip'} ${i + 1} is damaged: ${data}`);
    }
    putChunk(data, out, page, layout, i);
  }
  return viewSamples(out, page.format, layout.size);
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
    const full = rowsOf(page, i - first) * layout.rowBytes;
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
