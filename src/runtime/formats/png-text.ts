import type { ByteSource } from '../node/files.ts';
import { crc32 } from './crc32.ts';
import { FormatError } from './format-error.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Signature and header chunk, which has to be the first. */
const headBytes = 8 + 25;
const keyword = 'cellwire';
/** Limits for hostile files. */
const mostChunks = 10_000;
const longestText = 1 << 24;

export const isPng = (head: Uint8Array): boolean => signature.every((byte, i) => head[i] === byte);

/**
 * A PNG file with a text of ours in it (an iTXt chunk `cellwire`), which viewers pass over.
 *
 * @throws RangeError where the bytes are no PNG.
 * @source PNG (Third Edition), 11.3.3.4 iTXt and 5.5 CRC.
 */
export function withPngText(png: Uint8Array, text: string): Uint8Array<ArrayBuffer> {
  if (!isPng(png) || png.length < headBytes) throw new RangeError('these bytes are no PNG file');
  // keyword, NUL, not compressed, method 0, no language, no translated keyword
  const body = new TextEncoder().encode(`iTXt${keyword}\0\0\0\0\0${text}`);
  const chunk = new Uint8Array(body.length + 8);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length - 4);
  chunk.set(body, 4);
  view.setUint32(body.length + 4, crc32(body));
  const out = new Uint8Array(png.length + chunk.length);
  out.set(png.subarray(0, headBytes));
  out.set(chunk, headBytes);
  out.set(png.subarray(headBytes), headBytes + chunk.length);
  return out;
}

/**
 * The text that `withPngText` put in; `null` where there is none.
 * @throws FormatError where the chunks don't follow each other within the file.
 */
export async function pngText(file: ByteSource): Promise<string | null> {
  let at = 8;
  for (let chunks = 0; chunks < mostChunks && at + 12 <= file.size; chunks++) {
    const head = await file.read(at, 8);
    const view = new DataView(head.buffer, head.byteOffset, 8);
    const length = view.getUint32(0);
    const type = String.fromCharCode(...head.subarray(4));
    if (at + 12 + length > file.size) {
      throw new FormatError('damaged', { file: file.name }, `its part ${type} reaches beyond the end of the file`);
    }
    if (type === 'IEND') return null;
    if (type === 'iTXt' && length <= longestText) {
      const text = new TextDecoder().decode(await file.read(at + 8, length));
      if (text.startsWith(`${keyword}\0\0\0\0\0`)) return text.slice(keyword.length + 5);
    }
    at += 12 + length;
  }
  return null;
}
