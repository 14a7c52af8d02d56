import type { FileAccess } from '../node/files.ts';
import { FormatError } from './format-error.ts';

/**
 * All bytes of a file that must be read whole.
 * @param most  bytes that it may have.
 * @throws FormatError where there is no such file, or it is larger.
 */
export async function readWhole(files: FileAccess, path: string, most: number): Promise<Uint8Array<ArrayBuffer>> {
  if ((await files.look(path))?.type !== 'file') {
    throw new FormatError('missing', { file: path }, 'there is no such file');
  }
  const source = await files.open(path);
  if (source.size > most) {
    throw new FormatError('unsupported', { file: path }, `it has ${source.size} bytes, at most ${most} are read`);
  }
  return source.read(0, source.size);
}
