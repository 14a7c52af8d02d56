/**
 * Decodes one LZ4 block.
 *
 * @param out  is filled from the start; nothing is written beyond it.
 * @returns    bytes written; less than the block holds where it is damaged or longer than `out`.
 * @cost       O(input.length + out.length)
 * @source     LZ4 block format description.
 */
export function lz4Into(input: Uint8Array, out: Uint8Array): number {
  let at = 0;
  let written = 0;
  while (at < input.length) {
    const token = input[at++]!;
    let literals = token >> 4;
    if (literals === 15) {
      let more = 255;
      while (more === 255 && at < input.length) {
        more = input[at++]!;
        literals += more;
      }
    }
    if (at + literals > input.length || written + literals > out.length) return written;
    out.set(input.subarray(at, at + literals), written);
    at += literals;
    written += literals;
    // The last sequence ends with its literals.
    if (at >= input.length) return written;
    const distance = input[at]! | ((input[at + 1] ?? 0) << 8);
    at += 2;
    let length = (token & 15) + 4;
    if (length === 19) {
      let more = 255;
      while (more === 255 && at < input.length) {
        more = input[at++]!;
        length += more;
      }
    }
    if (distance === 0 || distance > written || written + length > out.length) return written;
    for (const end = written + length; written < end; written++) out[written] = out[written - distance]!;
  }
  return written;
}
