/** Below this a new array costs nothing. */
const smallest = 65_536;
/** Sizes are rounded up to this, so that arrays of similar frames find each other's memory. */
const grain = 256 * 1024;
/** Bytes that wait for their next use, at most. */
const most = 64 * 2 ** 20;

type TypedArray = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array | Float64Array;
interface TypedArrayClass<A extends TypedArray> {
  readonly BYTES_PER_ELEMENT: number;
  new (length: number): A;
  new (buffer: ArrayBuffer, offset: number, length: number): A;
}

const waiting = new Map<number, ArrayBuffer[]>();
let held = 0;

/**
 * An array of zeros for what a method needs while it runs, in memory that was used before where there is some: browsers
 * take milliseconds for each new megabyte.
 *
 * @param length  elements; the buffer behind them may be larger.
 */
export function borrow<A extends TypedArray>(type: TypedArrayClass<A>, length: number): A {
  const bytes = length * type.BYTES_PER_ELEMENT;
  if (bytes < smallest) return new type(length);
  const size = Math.ceil(bytes / grain) * grain;
  const buffer = waiting.get(size)?.pop();
  if (!buffer) return new type(new ArrayBuffer(size), 0, length);
  held -= size;
  const array = new type(buffer, 0, length);
  array.fill(0);
  return array;
}

/** Gives memory back that nobody reads any more; each array once. Others than borrowed ones are welcome where they fit. */
export function giveBack(...arrays: readonly TypedArray[]): void {
  for (const { buffer } of arrays) {
    const size = buffer.byteLength;
    if (size < smallest || size % grain !== 0 || held + size > most || !(buffer instanceof ArrayBuffer)) continue;
    const same = waiting.get(size);
    if (same) same.push(buffer);
    else waiting.set(size, [buffer]);
    held += size;
  }
}
