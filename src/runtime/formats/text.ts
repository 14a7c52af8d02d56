/**
 * Text from bytes: UTF-8 where it is, else Latin-1, how older programs write "µm".
 * @param isCut  the bytes may end within a letter.
 */
export function decodeText(bytes: Uint8Array, isCut = false): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
  } catch {
    return new TextDecoder('latin1').decode(bytes);
  }
}
