/** The array buffers of plain data, each once. */
export function buffersOf(value: unknown, found: Set<ArrayBuffer> = new Set()): Set<ArrayBuffer> {
  if (ArrayBuffer.isView(value)) {
    if (value.buffer instanceof ArrayBuffer) found.add(value.buffer);
  } else if (value !== null && typeof value === 'object') {
    for (const one of Object.values(value)) buffersOf(one, found);
  }
  return found;
}

/** Smaller ones are copied: moving them saves nothing, and they may be constants that others use too. */
const leastMoved = 65_536;

/** The buffers of plain data that are worth moving to another thread. */
export const movableBuffers = (value: unknown): readonly ArrayBuffer[] =>
  [...buffersOf(value)].filter((buffer) => buffer.byteLength >= leastMoved);

/** Bytes that plain data takes in its array buffers. */
export function bytesOf(value: unknown): number {
  let bytes = 0;
  for (const buffer of buffersOf(value)) bytes += buffer.byteLength;
  return bytes;
}
