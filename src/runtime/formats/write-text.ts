import type { OutputFolder } from '../node/files.ts';

/**
 * Writes text as one file, UTF-8. All pieces are encoded into one buffer: of a table of 100 MB nothing else is left behind.
 *
 * @param parts  any length; a piece needs three bytes of memory a character.
 */
export async function writeText(out: OutputFolder, name: string, parts: Iterable<string>): Promise<void> {
  const encoder = new TextEncoder();
  let buffer = new Uint8Array(0);
  const file = await out.create(name);
  for (const part of parts) {
    if (buffer.length < 3 * part.length) buffer = new Uint8Array(4 * part.length);
    const { written } = encoder.encodeInto(part, buffer);
    await file.append(buffer.subarray(0, written));
  }
  await file.close();
}
