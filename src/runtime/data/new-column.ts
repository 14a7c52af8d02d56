/** Below this an array of its own costs nothing. */
const large = 65_536;

/**
 * A column of zeros for a result of many rows.
 *
 * Large ones lie in memory that all threads share and in pages of their own, which go back to the system with the column:
 * a table is then never copied on its way, and rows that were never written take no memory.
 */
export const newColumn = (length: number): Float64Array => new Float64Array(pages(8 * length), 0, length);

/** The same for indices. */
export const newIndexColumn = (length: number): Uint32Array => new Uint32Array(pages(4 * length), 0, length);

function pages(bytes: number): ArrayBufferLike {
  // Pages of the web that are not isolated have no shared memory.
  return bytes < large || typeof SharedArrayBuffer === 'undefined' ? new ArrayBuffer(bytes) : sharedPages(bytes);
}

/** Shared memory that is mapped by itself, as it could grow; other buffers come from a heap that keeps what is freed. */
export const sharedPages = (bytes: number): SharedArrayBuffer => new SharedArrayBuffer(bytes, { maxByteLength: bytes });
