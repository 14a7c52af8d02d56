/** Values of one channel of a page as the file stores them. */
export type Samples =
  | Uint8Array<ArrayBuffer>
  | Uint16Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | BigUint64Array<ArrayBuffer>
  | Int8Array<ArrayBuffer>
  | Int16Array<ArrayBuffer>
  | Int32Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/** Reverses the bits of every byte, in place. */
export function reverseBits(bytes: Uint8Array): void {
  for (let i = 0; i < bytes.length; i++) {
    let value = bytes[i]!;
    value = ((value & 0xf0) >> 4) | ((value & 0x0f) << 4);
    value = ((value & 0xcc) >> 2) | ((value & 0x33) << 2);
    bytes[i] = ((value & 0xaa) >> 1) | ((value & 0x55) << 1);
  }
}

/** Reverses the bytes of every `size`-byte value, in place; `bytes` starts at a multiple of `size` of its buffer. */
export function swapBytes(bytes: Uint8Array<ArrayBuffer>, size: 2 | 4 | 8): void {
  const { buffer, byteOffset, length } = bytes;
  if (size === 2) {
    const values = new Uint16Array(buffer, byteOffset, length >> 1);
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      values[i] = (value << 8) | (value >> 8);
    }
    return;
  }
  const words = new Uint32Array(buffer, byteOffset, length >> 2);
  for (let i = 0; i < words.length; i++) {
    const word = words[i]!;
    words[i] = (word << 24) | ((word & 0xff00) << 8) | ((word >>> 8) & 0xff00) | (word >>> 24);
  }
  if (size === 4) return;
  for (let i = 0; i + 1 < words.length; i += 2) {
    const low = words[i]!;
    words[i] = words[i + 1]!;
    words[i + 1] = low;
  }
}

/**
 * Undoes horizontal differencing, in place.
 *
 * @param bytes     rows of `row` bytes; values little-endian.
 * @param size      bytes of one value: 1, 2, 4 or 8.
 * @param distance  values to the neighbour: the samples of a pixel.
 * @source          TIFF 6.0, section 14.
 */
export function undoDifferences(bytes: Uint8Array<ArrayBuffer>, row: number, size: number, distance: number): void {
  for (let first = 0; first + row <= bytes.length; first += row) {
    if (size === 1) {
      for (let i = first + distance; i < first + row; i++) bytes[i] = bytes[i]! + bytes[i - distance]!;
    } else if (size === 2) {
      for (let i = first + 2 * distance; i < first + row; i += 2) {
        const before = i - 2 * distance;
        const sum = (bytes[i]! | (bytes[i + 1]! << 8)) + (bytes[before]! | (bytes[before + 1]! << 8));
        bytes[i] = sum;
        bytes[i + 1] = sum >> 8;
      }
    } else {
      // Byte by byte with a carry: serves 4 and 8 bytes, both rare.
      for (let i = first + size * distance; i < first + row; i += size) {
        let carry = 0;
        for (let k = i; k < i + size; k++) {
          const sum = bytes[k]! + bytes[k - size * distance]! + carry;
          bytes[k] = sum;
          carry = sum >> 8;
        }
      }
    }
  }
}

/**
 * Undoes the floating-point predictor, in place: the bytes of each row lie in planes, highest first, as differences.
 * The values come out little-endian whatever the file's byte order is.
 *
 * @source Adobe Photoshop TIFF Technical Note 3.
 */
export function undoFloatDifferences(bytes: Uint8Array, row: number, size: number, distance: number): void {
  const copy = new Uint8Array(row);
  const values = row / size;
  for (let first = 0; first + row <= bytes.length; first += row) {
    for (let i = first + distance; i < first + row; i++) bytes[i] = bytes[i]! + bytes[i - distance]!;
    copy.set(bytes.subarray(first, first + row));
    for (let i = 0; i < values; i++) {
      for (let k = 0; k < size; k++) bytes[first + i * size + k] = copy[(size - 1 - k) * values + i]!;
    }
  }
}

/**
 * Spreads packed values of 1 to 15 bits, highest bit first, to one (up to 8 bits) or two bytes each, little-endian.
 *
 * @param perRow  values of one row; each row starts with a new byte.
 */
export function unpackBits(packed: Uint8Array, bits: number, perRow: number, rows: number): Uint8Array<ArrayBuffer> {
  const wide = bits > 8;
  const out = new Uint8Array(perRow * rows * (wide ? 2 : 1));
  const rowBytes = Math.ceil((perRow * bits) / 8);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    let read = row * rowBytes;
    let hold = 0;
    let held = 0;
    for (let i = 0; i < perRow; i++) {
      while (held < bits) {
        hold = ((hold << 8) | packed[read++]!) & 0xffffff;
        held += 8;
      }
      held -= bits;
      const value = (hold >>> held) & ((1 << bits) - 1);
      out[at++] = value;
      if (wide) out[at++] = value >> 8;
    }
  }
  return out;
}

/**
 * A typed view of little-endian bytes; half floats become float32, exactly.
 *
 * @param bytes  starts at a multiple of 8 of its buffer, or is copied.
 */
export function viewSamples(bytes: Uint8Array<ArrayBuffer>, format: 'uint' | 'int' | 'float', size: number): Samples {
  const { buffer, byteOffset } = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
  const length = bytes.length / size;
  if (format === 'float') {
    if (size === 2) return halves(new Uint16Array(buffer, byteOffset, length));
    return size === 4 ? new Float32Array(buffer, byteOffset, length) : new Float64Array(buffer, byteOffset, length);
  }
  const signed = format === 'int';
  switch (size) {
    case 1:
      return new (signed ? Int8Array : Uint8Array)(buffer, byteOffset, length);
    case 2:
      return new (signed ? Int16Array : Uint16Array)(buffer, byteOffset, length);
    case 4:
      return new (signed ? Int32Array : Uint32Array)(buffer, byteOffset, length);
    default:
      return new (signed ? BigInt64Array : BigUint64Array)(buffer, byteOffset, length);
  }
}

function halves(values: Uint16Array): Float32Array<ArrayBuffer> {
  const out = new Float32Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    const exponent = (value >> 10) & 31;
    const fraction = value & 1023;
    const magnitude =
      exponent === 31
        ? fraction === 0
          ? Number.POSITIVE_INFINITY
          : Number.NaN
        : exponent === 0
          ? fraction * 2 ** -24
          : (1 + fraction / 1024) * 2 ** (exponent - 15);
    out[i] = value & 0x8000 ? -magnitude : magnitude;
  }
  return out;
}

/** Sample `index` of every pixel of interleaved values. */
export function pickSample(all: Samples, samples: number, index: number): Samples {
  if (samples === 1) return all;
  const Type = all.constructor as new (length: number) => Samples;
  const out = new Type(all.length / samples);
  for (let i = 0, read = index; i < out.length; i++, read += samples) out[i] = all[read]!;
  return out;
}
