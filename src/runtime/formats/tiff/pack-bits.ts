/**
 * Decodes PackBits.
 *
 * @param input  one strip or tile.
 * @param out    is filled from the start; decoding stops once it is full.
 * @returns      the number of bytes written: less than `out.length` where the data ends before.
 * @source       TIFF 6.0, section 9.
 */
export function packBitsInto(input: Uint8Array, out: Uint8Array): number {
  let written = 0;
  let at = 0;
  while (written < out.length && at < input.length) {
    const header = input[at++]!;
    if (header === 128) continue;
    if (header < 128) {
      const length = Math.min(header + 1, input.length - at, out.length - written);
      for (let i = 0; i < length; i++) out[written++] = input[at++]!;
    } else {
      if (at >= input.length) return written;
      const value = input[at++]!;
      const stop = Math.min(written + 257 - header, out.length);
      while (written < stop) out[written++] = value;
    }
  }
  return written;
}
