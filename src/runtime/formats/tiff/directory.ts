import type { ByteSource } from '../../node/files.ts';
import { FormatError } from '../format-error.ts';
import { decodeText } from '../text.ts';
import { ByteWindow } from './byte-window.ts';

/** Where the values of one tag are; nothing is read or allocated before they are asked for. */
export interface Field {
  readonly type: number;
  readonly count: number;
  /** Offset of the first value in the file. */
  readonly at: number;
}
export type Directory = ReadonlyMap<number, Field>;

/** The bytes that directories are read from. */
export interface TiffBytes {
  readonly window: ByteWindow;
  readonly littleEndian: boolean;
  readonly big: boolean;
}

const sizes: Readonly<Record<number, number>> = {
  1: 1, // BYTE
  2: 1, // ASCII
  3: 2, // SHORT
  4: 4, // LONG
  5: 8, // RATIONAL
  6: 1, // SBYTE
  7: 1, // UNDEFINED
  8: 2, // SSHORT
  9: 4, // SLONG
  10: 8, // SRATIONAL
  11: 4, // FLOAT
  12: 8, // DOUBLE
  13: 4, // IFD
  16: 8, // LONG8
  17: 8, // SLONG8
  18: 8, // IFD8
};

/** A directory, and where it begins in the file. */
export interface FoundDirectory {
  readonly bytes: TiffBytes;
  readonly directory: Directory;
  readonly at: number;
}

/** A limit for hostile files: no real movie file has more pages. */
export const mostPages = 1 << 21;

/**
 * The directories of the main chain, in file order.
 *
 * @throws FormatError where it isn't a TIFF, the chain runs in a circle or out of the file, or there is no page.
 */
export async function* readDirectories(source: ByteSource): AsyncGenerator<FoundDirectory> {
  const { bytes, first } = await readHeader(source);
  const visited = new Set<number>();
  for (let at = first; at !== 0; ) {
    const place = { file: source.name, page: visited.size + 1 };
    if (visited.has(at)) throw new FormatError('damaged', place, 'its directories run in a circle');
    if (visited.size >= mostPages) throw new FormatError('damaged', place, `more than ${mostPages} pages`);
    visited.add(at);
    const { directory, next } = await readDirectory(bytes, at, place);
    yield { bytes, directory, at };
    at = next;
  }
  if (visited.size === 0) throw new FormatError('damaged', { file: source.name }, 'a TIFF without a page');
}

async function readHeader(source: ByteSource): Promise<{ bytes: TiffBytes; first: number }> {
  const window = new ByteWindow(source);
  const place = { file: source.name };
  const head = await window.view(0, 8);
  const order = head?.getUint16(0, false);
  if (!head || (order !== 0x4949 && order !== 0x4d4d))
    throw new FormatError(
      'damaged',
      place,
      head ? 'not a TIFF file: save it as TIFF first' : 'not a TIFF file: it is empty, or ends after a few bytes',
    );
  const littleEndian = order === 0x4949;
  const magic = head.getUint16(2, littleEndian);
  if (magic === 42) {
    return { bytes: { window, littleEndian, big: false }, first: head.getUint32(4, littleEndian) };
  }
  const long = magic === 43 ? await window.view(0, 16) : null;
  if (long?.getUint16(4, littleEndian) !== 8 || long.getUint16(6, littleEndian) !== 0) {
    throw new FormatError('damaged', place, 'not a TIFF file: its header is neither classic nor BigTIFF');
  }
  return { bytes: { window, littleEndian, big: true }, first: longAt(long, 8, littleEndian) };
}

/** A 64-bit number; above 2^53 it is rounded, which no check against the file's size lets pass. */
const longAt = (view: DataView, at: number, littleEndian: boolean): number =>
  Number(view.getBigUint64(at, littleEndian));

async function readDirectory(
  { window, littleEndian, big }: TiffBytes,
  at: number,
  place: { readonly file: string; readonly page: number },
): Promise<{ directory: Directory; next: number }> {
  const outside = () =>
    new FormatError(
      'damaged',
      place,
      `its directory (at byte ${at}) is not within the file: was it cut off while it was copied, or is it still being written?`,
    );
  const counter = await window.view(at, big ? 8 : 2);
  if (!counter) throw outside();
  const count = big ? longAt(counter, 0, littleEndian) : counter.getUint16(0, littleEndian);
  const entrySize = big ? 20 : 12;
  const start = at + (big ? 8 : 2);
  if (count > 65_535) throw outside();
  const view = await window.view(start, count * entrySize + (big ? 8 : 4));
  if (!view) throw outside();
  const directory = new Map<number, Field>();
  for (let i = 0; i < count; i++) {
    const entry = i * entrySize;
    const tag = view.getUint16(entry, littleEndian);
    const type = view.getUint16(entry + 2, littleEndian);
    const values = big ? longAt(view, entry + 4, littleEndian) : view.getUint32(entry + 4, littleEndian);
    const slot = entry + (big ? 12 : 8);
    const inline = (sizes[type] ?? 0) * values <= (big ? 8 : 4);
    const elsewhere = () => (big ? longAt(view, slot, littleEndian) : view.getUint32(slot, littleEndian));
    if (!directory.has(tag)) directory.set(tag, { type, count: values, at: inline ? start + slot : elsewhere() });
  }
  const end = count * entrySize;
  return { directory, next: big ? longAt(view, end, littleEndian) : view.getUint32(end, littleEndian) };
}

/**
 * The values of a field as numbers (a rational as its quotient), or `null` where they are not within the file or of no
 * known type.
 * @param most  more values than this are not read: the caller knows how many there may be.
 */
export async function numbersOf(bytes: TiffBytes, field: Field, most: number): Promise<Float64Array | null> {
  const size = sizes[field.type];
  if (size === undefined || field.count > most) return null;
  const view = await bytes.window.view(field.at, field.count * size);
  if (!view) return null;
  const values = new Float64Array(field.count);
  for (let i = 0; i < values.length; i++) values[i] = numberAt(view, i * size, field.type, bytes.littleEndian);
  return values;
}

/** The value of a field that has one, where it is at hand; else `undefined`. It saves most of the waits of a directory. */
export function numberHeld({ window, littleEndian }: TiffBytes, field: Field): number | undefined {
  const size = sizes[field.type];
  if (size === undefined || field.count !== 1) return undefined;
  const view = window.held(field.at, size);
  return view && numberAt(view, 0, field.type, littleEndian);
}

function numberAt(view: DataView, at: number, type: number, littleEndian: boolean): number {
  switch (type) {
    case 3:
      return view.getUint16(at, littleEndian);
    case 4:
    case 13:
      return view.getUint32(at, littleEndian);
    case 5:
      return view.getUint32(at, littleEndian) / view.getUint32(at + 4, littleEndian);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, littleEndian);
    case 9:
      return view.getInt32(at, littleEndian);
    case 10:
      return view.getInt32(at, littleEndian) / view.getInt32(at + 4, littleEndian);
    case 11:
      return view.getFloat32(at, littleEndian);
    case 12:
      return view.getFloat64(at, littleEndian);
    case 16:
    case 18:
      return longAt(view, at, littleEndian);
    case 17:
      return Number(view.getBigInt64(at, littleEndian));
    default:
      return view.getUint8(at);
  }
}

/**
 * The text of a field up to its first NUL: UTF-8 where it is, else Latin-1 (how older programs write "µm"). `null` where
 * it is longer than `most` bytes or not within the file.
 */
export async function textOf(bytes: TiffBytes, field: Field, most: number): Promise<string | null> {
  if (sizes[field.type] !== 1 || field.count > most) return null;
  const view = await bytes.window.view(field.at, field.count);
  if (!view) return null;
  const raw = new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  const end = raw.indexOf(0);
  const text = end < 0 ? raw : raw.subarray(0, end);
  return decodeText(text);
}
