import { gunzipSync } from 'fflate';
import type { FileAccess } from '../../node/files.ts';
import { FormatError } from '../format-error.ts';
import { inflateInto } from '../tiff/inflate.ts';
import { loadZstd, type ZstdDecoder } from '../zstd.ts';
import { bloscInto } from './blosc.ts';
import { arrayOf, bytesOf, type ZarrArrayHeader } from './metadata.ts';

/** More numbers than this in one array are taken for a mistake: they would be 512 MB. */
const mostNumbers = 2 ** 26;
const mostChunks = 1_000_000;

export type ZarrNumbers = ReturnType<typeof arrayOf>;

/**
 * All numbers of an array of one or two axes, the last axis fastest; chunks that aren't there are the fill value.
 *
 * float16 is given as its bits (see `halfFloat`), bool as 0 and 1.
 *
 * @param folder  of the array.
 * @throws FormatError naming the chunk that doesn't decode to exactly its numbers, or the array that is too large.
 */
export async function readZarrArray(files: FileAccess, folder: string, header: ZarrArrayHeader): Promise<ZarrNumbers> {
  const { shape, chunks, type } = header;
  if (type === null || shape.length < 1 || shape.length > 2) {
    throw new FormatError('unsupported', { file: folder }, 'it is no array of numbers with one or two axes');
  }
  const [rows, columns] = [shape[0]!, shape[1] ?? 1];
  const [chunkRows, chunkColumns] = [chunks[0]!, chunks[1] ?? 1];
  const grid = [Math.ceil(rows / chunkRows), Math.ceil(columns / chunkColumns)] as const;
  if (rows * columns > mostNumbers || chunkRows * chunkColumns > mostNumbers || grid[0] * grid[1] > mostChunks) {
    const size = `${rows} × ${columns} numbers in chunks of ${chunkRows} × ${chunkColumns}`;
    throw new FormatError('unsupported', { file: folder }, `${size} are too many`);
  }
  const out = arrayOf(type, new ArrayBuffer(rows * columns * bytesOf(type)));
  const names = new Set(await namesIn(files, folder));
  const zstd = header.codec === 'zstd' || header.codec === 'blosc' ? await loadZstd() : null;
  for (let i = 0; i < grid[0]; i++) {
    for (let j = 0; j < grid[1]; j++) {
      const key = header.key(shape.length === 1 ? [i] : [i, j]);
      const values = names.has(key[0]!) ? await readChunk(files, files.join(folder, ...key), header, zstd) : null;
      placeChunk(values, out, header, i * chunkRows, j * chunkColumns);
    }
  }
  return out;
}

async function namesIn(files: FileAccess, folder: string): Promise<readonly string[]> {
  const found = await files.look(folder);
  return found?.type === 'folder' ? found.names : [];
}

async function readChunk(files: FileAccess, path: string, header: ZarrArrayHeader, zstd: ZstdDecoder | null) {
  const { chunks, type, codec } = header;
  if (type === null || (await files.look(path))?.type !== 'file') return null;
  const bytes = new Uint8Array(chunks.reduce((product, size) => product * size, 1) * bytesOf(type));
  const source = await files.open(path);
  if (source.size > 2 * bytes.length + 65_536) {
    throw new FormatError('damaged', { file: path }, `${source.size} bytes for ${bytes.length}`);
  }
  const wrong = unpack(await source.read(0, source.size), bytes, codec, zstd);
  if (wrong !== null) throw new FormatError('damaged', { file: path }, wrong);
  if (header.isBigEndian) swap(bytes, bytesOf(type));
  return arrayOf(type, bytes.buffer);
}

function unpack(packed: Uint8Array, out: Uint8Array, codec: ZarrArrayHeader['codec'], zstd: ZstdDecoder | null) {
  if (codec === 'blosc') return zstd ? bloscInto(packed, out, zstd) : 'no decoder';
  let length = packed.length;
  if (codec === 'none') out.set(packed.subarray(0, out.length));
  else if (codec === 'zlib') length = inflateInto(packed, out);
  else if (codec === 'zstd') length = zstd?.(packed, out) ?? 0;
  else {
    try {
      // One byte more, so that a stream that goes on is told from one that ends.
      const more = gunzipSync(packed, { out: new Uint8Array(out.length + 1) });
      length = more.length;
      out.set(more.subarray(0, out.length));
    } catch (cause) {
      return `gzip: ${(cause as Error).message}`;
    }
  }
  return length === out.length ? null : `it decodes to ${length} bytes, expected ${out.length}`;
}

function swap(bytes: Uint8Array, size: number): void {
  for (let start = 0; size > 1 && start < bytes.length; start += size) bytes.subarray(start, start + size).reverse();
}

function placeChunk(
  values: ZarrNumbers | null,
  out: ZarrNumbers,
  header: ZarrArrayHeader,
  row0: number,
  column0: number,
): void {
  const { shape, chunks, isColumnFirst, fill } = header;
  const columns = shape[1] ?? 1;
  const [chunkRows, chunkColumns] = [chunks[0]!, chunks[1] ?? 1];
  const rowEnd = Math.min(shape[0]!, row0 + chunkRows);
  const columnEnd = Math.min(columns, column0 + chunkColumns);
  if (values && chunkColumns === columns && !isColumnFirst) {
    // Both come from one `arrayOf`, so they are of one type.
    (out as Float64Array).set(values.subarray(0, (rowEnd - row0) * columns) as Float64Array, row0 * columns);
    return;
  }
  const isLong = out instanceof BigInt64Array || out instanceof BigUint64Array;
  const empty = isLong ? BigInt(Number.isInteger(fill) ? fill : 0) : fill;
  for (let row = row0; row < rowEnd; row++) {
    for (let column = column0; column < columnEnd; column++) {
      const [y, x] = [row - row0, column - column0];
      const value = values ? values[isColumnFirst ? x * chunkRows + y : y * chunkColumns + x]! : empty;
      (out as Float64Array)[row * columns + column] = value as number;
    }
  }
}

/** The number whose IEEE 754 half precision has these bits. */
export function halfFloat(bits: number): number {
  const sign = (bits & 0x8000) === 0 ? 1 : -1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 1023;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15));
}
