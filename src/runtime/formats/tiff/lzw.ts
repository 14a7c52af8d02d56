const clear = 256;
const end = 257;

/**
 * Decodes TIFF's LZW: codes of 9 to 12 bits, first bit highest, widened one code early; or, where the first code shows
 * it, the variant from before TIFF 5: first bit lowest, not widened early.
 *
 * Each table entry is a stretch of the output itself: the string of a new code is what the code before it wrote plus the
 * byte after it, so no string is ever rebuilt.
 *
 * @param input  one strip or tile.
 * @param out    is filled from the start; decoding stops once it is full.
 * @returns      the number of bytes written: less than `out.length` where the data ends or goes wrong before.
 * @cost         O(out.length); damaged data can't take longer than its own length.
 * @source       TIFF 6.0, section 13.
 */
export function lzwInto(input: Uint8Array, out: Uint8Array): number {
  const starts = new Uint32Array(4096);
  const lengths = new Uint16Array(4096);
  let next = 258;
  let width = 9;
  let hold = 0;
  let bits = 0;
  let at = 0;
  let written = 0;
  let previous = -1;
  let previousStart = 0;
  let previousLength = 0;
  // Data begins with the clear code: 9 bits, 1 0000 0000 from either end.
  const isOld = input[0] === 0 && ((input[1] ?? 0) & 1) === 1;
  const early = isOld ? 0 : 1;
  while (written < out.length) {
    while (bits < width) {
      if (at >= input.length) return written;
      hold = isOld ? hold | (input[at++]! << bits) : ((hold << 8) | input[at++]!) & 0xffffff;
      bits += 8;
    }
    bits -= width;
    const code = (isOld ? hold : hold >>> bits) & ((1 << width) - 1);
    if (isOld) hold >>>= width;
    if (code === end) return written;
    if (code === clear) {
      next = 258;
      width = 9;
      previous = -1;
      continue;
    }
    const start = written;
    let length = 1;
    if (code < 256) out[written++] = code;
    else {
      if (previous < 0 || code > next || code >= 4096) return written;
      const known = code < next;
      const from = known ? starts[code]! : previousStart;
      length = known ? lengths[code]! : previousLength + 1;
      // Byte by byte, forwards: the string of a code used at once overlaps with what is being written.
      const stop = Math.min(written + length, out.length);
      for (let read = from; written < stop; read++) out[written++] = out[read]!;
    }
    if (previous >= 0 && next < 4096) {
      starts[next] = previousStart;
      lengths[next] = previousLength + 1;
      next++;
      if (next + early >= 1 << width && width < 12) width++;
    }
    previous = code;
    previousStart = start;
    previousLength = length;
  }
  return written;
}
