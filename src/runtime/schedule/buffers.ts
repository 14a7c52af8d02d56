import { sharedPages } from '../data/new-column.ts';

/** Smaller arrays are copied: moving them saves nothing, and they may be constants that others use too. */
const large = 65_536;

/** The array buffers of plain data, each once. */
function buffersOf(value: unknown, found: Set<ArrayBufferLike> = new Set()): Set<ArrayBufferLike> {
  if (ArrayBuffer.isView(value)) found.add(value.buffer);
  else if (value !== null && typeof value === 'object') for (const one of Object.values(value)) buffersOf(one, found);
  return found;
}

/** The buffers of plain data that are worth moving to another thread; shared ones need not move. */
export const movableBuffers = (value: unknown): readonly ArrayBuffer[] =>
  [...buffersOf(value)].filter(
    (buffer): buffer is ArrayBuffer => buffer instanceof ArrayBuffer && buffer.byteLength >= large,
  );

/** Bytes that plain data takes in its array buffers. */
export function bytesOf(value: unknown): number {
  let bytes = 0;
  for (const buffer of buffersOf(value)) bytes += buffer.byteLength;
  return bytes;
}

type TypedArrayClass = new (
  buffer: SharedArrayBuffer,
  offset: number,
  length: number,
) => ArrayBufferView & { set(from: ArrayBufferView): void };

/**
 * Plain data with its large arrays in memory that all threads share: a table of a long movie then exists once, however
 * many workers read it, and a table that only adds a column to another costs that column. Nobody writes to results.
 * Where threads can't share memory (a page that is not isolated) the data as it is.
 */
export function shared<T>(value: T): T {
  if (typeof SharedArrayBuffer === 'undefined') return value;
  return share(value, new Map()) as T;
}

function share(value: unknown, done: Map<unknown, unknown>): unknown {
  if (ArrayBuffer.isView(value)) {
    if (value.byteLength < large || value.buffer instanceof SharedArrayBuffer) return value;
    const known = done.get(value);
    if (known) return known;
    const { length } = value as ArrayBufferView & { readonly length: number };
    const copy = new (value.constructor as TypedArrayClass)(sharedPages(value.byteLength), 0, length);
    copy.set(value);
    done.set(value, copy);
    return copy;
  }
  if (Array.isArray(value)) return value.map((one) => share(one, done));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, share(one, done)]));
}
