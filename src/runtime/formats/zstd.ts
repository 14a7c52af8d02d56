import type { Decompress } from 'fzstd';

/** Decodes one frame into `out`; returns the number of bytes written, less than `out.length` where the data goes wrong. */
export type ZstdDecoder = (input: Uint8Array, out: Uint8Array) => number;

/** Zstandard frames that give this much more than asked for are read as far as needed: strips may be padded. */
const padding = 65_536;

/** The decoder, loaded when the first file needs it. */
export async function loadZstd(): Promise<ZstdDecoder> {
  const library = await import('fzstd');
  return (input, out) => zstdInto(library.Decompress, input, out);
}

/**
 * @source RFC 8878; the header is read here first, since the library takes as much memory as that states: the window is
 *         narrowed to the output, beyond which no match can reach.
 */
function zstdInto(Stream: typeof Decompress, input: Uint8Array, out: Uint8Array): number {
  const head = readHead(input);
  if (!head || head.dictionary || (head.size ?? 0) > 4 * out.length + padding) return 0;
  let frame = input;
  if (!head.single) {
    const stated = input[5] ?? 0;
    // A window of 2^(10 + n) bytes; blocks need room in it too.
    const needed = Math.max(0, Math.ceil(Math.log2(Math.max(out.length, padding))) - 10);
    if (stated >> 3 > needed) {
      frame = input.slice();
      frame[5] = needed << 3;
    }
  }
  let written = 0;
  const isFull = new Error('enough');
  const stream = new Stream((block) => {
    const fits = Math.min(block.length, out.length - written);
    out.set(fits === block.length ? block : block.subarray(0, fits), written);
    written += fits;
    if (fits < block.length) throw isFull;
  });
  try {
    stream.push(frame, true);
  } catch {
    // Damaged, or longer than asked for: what was written says which.
  }
  return head.size !== null && head.size < out.length ? Math.min(written, head.size) : written;
}

interface Head {
  readonly single: boolean;
  readonly dictionary: boolean;
  /** Bytes that the frame gives; `null` where not stated. */
  readonly size: number | null;
}

function readHead(input: Uint8Array): Head | null {
  if (input.length < 9 || input[0] !== 0x28 || input[1] !== 0xb5 || input[2] !== 0x2f || input[3] !== 0xfd) return null;
  const flags = input[4]!;
  const single = (flags & 0x20) !== 0;
  const sizeBytes = flags >> 6 === 0 ? (single ? 1 : 0) : 1 << (flags >> 6);
  const dictionaryBytes = [0, 1, 2, 4][flags & 3]!;
  const at = (single ? 5 : 6) + dictionaryBytes;
  if ((flags & 8) !== 0 || at + sizeBytes > input.length) return null;
  let size = sizeBytes === 2 ? 256 : 0;
  for (let i = sizeBytes - 1, unit = 256 ** (sizeBytes - 1); i >= 0; i--, unit /= 256) size += input[at + i]! * unit;
  let dictionary = false;
  for (let i = 0; i < dictionaryBytes; i++) dictionary ||= input[(single ? 5 : 6) + i] !== 0;
  return { single, dictionary, size: sizeBytes === 0 ? null : size };
}
