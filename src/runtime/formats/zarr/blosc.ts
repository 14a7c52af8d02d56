import { inflateInto } from '../tiff/inflate.ts';
import type { ZstdDecoder } from '../zstd.ts';
import { lz4Into } from './lz4.ts';

/** Blosc cuts a block into one stream a byte of the type only where each is at least this long. */
const leastStream = 128;
const mostSplits = 16;

/**
 * Decodes a Blosc buffer (version 1) of LZ4, zlib or Zstandard, plain or with bytes shuffled.
 *
 * @param out  must have the length of the data.
 * @returns    `null`, or what is wrong.
 * @source     c-blosc 1.21: README_CHUNK_FORMAT.
 */
export function bloscInto(input: Uint8Array, out: Uint8Array, zstd: ZstdDecoder): string | null {
  if (input.length < 16) return 'a Blosc header is cut';
  const view = new DataView(input.buffer, input.byteOffset, input.byteLength);
  const flags = input[2]!;
  const typeSize = Math.max(1, input[3]!);
  const bytes = view.getUint32(4, true);
  const blockSize = view.getUint32(8, true);
  if (bytes !== out.length) return `Blosc states ${bytes} bytes, expected ${out.length}`;
  if ((flags & 2) !== 0) {
    if (input.length < 16 + bytes) return 'the data ends early';
    out.set(input.subarray(16, 16 + bytes));
    return null;
  }
  if ((flags & 4) !== 0) return 'Blosc with bits shuffled is not supported';
  const decode = decoderOf(flags >> 5, zstd);
  if (typeof decode === 'string') return decode;
  const blocks = blockSize === 0 ? 0 : Math.ceil(bytes / blockSize);
  if ((blocks === 0 && bytes > 0) || 16 + 4 * blocks > input.length) return 'the table of Blosc blocks is damaged';
  const scratch = (flags & 1) !== 0 && typeSize > 1 ? new Uint8Array(Math.min(blockSize, bytes)) : null;
  for (let block = 0; block < blocks; block++) {
    const start = block * blockSize;
    const part = out.subarray(start, Math.min(bytes, start + blockSize));
    const isSplit =
      (flags & 16) === 0 && typeSize <= mostSplits && blockSize / typeSize >= leastStream && part.length === blockSize;
    const target = scratch ? scratch.subarray(0, part.length) : part;
    const at = view.getUint32(16 + 4 * block, true);
    if (!streamsInto(view, at, target, isSplit ? typeSize : 1, decode)) return `Blosc block ${block + 1} is damaged`;
    if (scratch) unshuffle(target, part, typeSize);
  }
  return null;
}

type Decode = (input: Uint8Array, out: Uint8Array) => number;

function decoderOf(code: number, zstd: ZstdDecoder): Decode | string {
  if (code === 1) return lz4Into;
  if (code === 3) return inflateInto;
  if (code === 4) return zstd;
  return `Blosc with ${['blosclz', '', 'snappy'][code] ?? `compressor ${code}`} is not supported`;
}

function streamsInto(view: DataView, start: number, out: Uint8Array, count: number, decode: Decode): boolean {
  const length = out.length / count;
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at < 16 || at + 4 > view.byteLength) return false;
    const size = view.getUint32(at, true);
    at += 4;
    if (size > view.byteLength - at) return false;
    const input = new Uint8Array(view.buffer, view.byteOffset + at, size);
    const part = out.subarray(i * length, (i + 1) * length);
    // A stream that would not become smaller is stored.
    if (size === length) part.set(input);
    else if (decode(input, part) !== length) return false;
    at += size;
  }
  return true;
}

/** First all first bytes, then all second ones ... back to one value after the other; a rest stays as it is. */
function unshuffle(input: Uint8Array, out: Uint8Array, typeSize: number): void {
  const count = Math.floor(input.length / typeSize);
  for (let byte = 0; byte < typeSize; byte++) {
    for (let i = 0, from = byte * count; i < count; i++) out[i * typeSize + byte] = input[from + i]!;
  }
  out.set(input.subarray(count * typeSize), count * typeSize);
}
