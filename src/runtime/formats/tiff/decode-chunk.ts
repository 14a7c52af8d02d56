import { loadZstd } from '../zstd.ts';
import { numbersOf, type TiffBytes } from './directory.ts';
import { inflateInto } from './inflate.ts';
import { type Layout, rowsOf } from './layout.ts';
import { lzwInto } from './lzw.ts';
import { packBitsInto } from './pack-bits.ts';
import type { Page } from './page.ts';
import { reverseBits, swapBytes, undoDifferences, undoFloatDifferences, unpackBits } from './samples.ts';

/** The values of one strip or tile, little-endian; text says why there are none. */
export type ChunkDecoder = (data: Uint8Array<ArrayBuffer>, index: number) => Uint8Array<ArrayBuffer> | string;

const longestTables = 1 << 16;

/** What decodes the strips or tiles of a page; rare codecs are loaded here, when the first page needs them. */
export async function chunkDecoder(bytes: TiffBytes, page: Page, layout: Layout): Promise<ChunkDecoder> {
  const { littleEndian } = bytes;
  if (page.compression === 'jpeg') return jpegDecoder(bytes, page, layout);
  const unpack = page.compression === 'none' ? null : await unpackerOf(page.compression);
  return (data, index) => {
    const rows = rowsOf(page, index);
    const expected = rows * layout.rowBytes;
    const out = new Uint8Array(expected);
    const stored = page.bitsReversed ? new Uint8Array(data) : data;
    if (page.bitsReversed) reverseBits(stored);
    if (!unpack) out.set(stored.subarray(0, expected));
    else {
      const got = unpack(stored, out);
      if (got !== expected) {
        return got < 0 ? 'its checksum is wrong' : `its ${page.compression} data gives ${got} of ${expected} bytes`;
      }
    }
    return valuesOf(out, page, layout, rows, littleEndian);
  };
}

type Unpack = (input: Uint8Array, out: Uint8Array) => number;

async function unpackerOf(compression: 'lzw' | 'deflate' | 'packbits' | 'zstd'): Promise<Unpack> {
  if (compression === 'zstd') return loadZstd();
  return { lzw: lzwInto, deflate: inflateInto, packbits: packBitsInto }[compression];
}

function valuesOf(
  out: Uint8Array<ArrayBuffer>,
  page: Page,
  { together, size, rowBytes }: Layout,
  rows: number,
  littleEndian: boolean,
): Uint8Array<ArrayBuffer> {
  if (page.bits % 8 !== 0) return unpackBits(out, page.bits, page.chunkWidth * together, rows);
  if (page.predictor === 3) undoFloatDifferences(out, rowBytes, size, together);
  else {
    if (!littleEndian && size !== 1) swapBytes(out, size);
    if (page.predictor === 2) undoDifferences(out, rowBytes, size, together);
  }
  return out;
}

async function jpegDecoder(bytes: TiffBytes, page: Page, layout: Layout): Promise<ChunkDecoder> {
  const { decodeJpeg } = await import('./jpeg.ts');
  const field = page.jpegTables;
  const tables = field && (await numbersOf(bytes, field, longestTables));
  const shared = tables && tables.length > 4 ? Uint8Array.from(tables) : null;
  return (data, index) => {
    const shape = {
      width: page.chunkWidth,
      height: rowsOf(page, index),
      samples: layout.together,
      bits: page.bits,
    };
    const values = decodeJpeg(data, shared, shape);
    return typeof values === 'string' ? values : new Uint8Array(values.buffer);
  };
}
