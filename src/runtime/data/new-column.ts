/** Below this an array of its own costs nothing. */
const large = 65_536;

/**
 * A column of zeros for a result of many rows.
 *
 * Large ones lie in memory that all threads share and in pages of their own, which go back to the system with the column:
 * a table is then never copied on its way, and rows that were never written take no memory.
 */
export const newColumn = (length: number): Float64Array => new Float64Array(pages(8 * length), 0, length);

/**
 * A column with room for more rows, the first `kept` rows as they were: in place where its pages can grow, else a copy.
 * Shared columns get room in the address space for many times their length, which costs nothing until it is written to.
 */
export function longerColumn<A extends Float64Array | Uint32Array>(column: A, length: number, kept: number): A {
  const { buffer, BYTES_PER_ELEMENT: bytes } = column;
  const view = column.constructor as new (buffer: ArrayBufferLike, offset: number, length: number) => A;
  if (isShared(buffer) && buffer.growable && length * bytes <= buffer.maxByteLength) {
    if (length * bytes > buffer.byteLength) buffer.grow(length * bytes);
    return new view(buffer, 0, length);
  }
  const longer = new view(pages(length * bytes, roomToGrow), 0, length);
  longer.set(column.subarray(0, kept));
  return longer;
}
const roomToGrow = 64;

const isShared = (buffer: ArrayBufferLike): buffer is SharedArrayBuffer =>
  typeof SharedArrayBuffer !== 'undefined' && buffer instanceof SharedArrayBuffer;

function pages(bytes: number, room = 1): ArrayBufferLike {
  // Pages of the web that are not isolated have no shared memory.
  return bytes < large || typeof SharedArrayBuffer === 'undefined'
    ? new ArrayBuffer(bytes)
    : new SharedArrayBuffer(bytes, { maxByteLength: room * bytes });
}

/** Shared memory that is mapped by itself, as it could grow; other buffers come from a heap that keeps what is freed. */
export const sharedPages = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes, { maxByteLength: bytes });
