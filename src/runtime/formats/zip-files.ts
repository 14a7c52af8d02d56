import type { FileAccess } from '../node/files.ts';
import { readZip } from './read-zip.ts';

const limits = { entries: 200_000, bytes: 2 ** 29 };

/**
 * The files of a ZIP archive under a path, which is the archive's name.
 * @throws FormatError for what `readZip` refuses.
 */
export function zipFiles(archive: Uint8Array<ArrayBuffer>, file: string): FileAccess {
  const entries = readZip(archive, file, limits, (name) => !name.endsWith('/'));
  const folders = new Map<string, Set<string>>([[file, new Set()]]);
  const files = new Map<string, Uint8Array>();
  for (const [name, bytes] of entries) {
    const parts = name.split('/').filter((part) => part !== '' && part !== '.');
    let folder = file;
    for (const [i, part] of parts.entries()) {
      folders.get(folder)?.add(part);
      folder = `${folder}/${part}`;
      if (i < parts.length - 1 && !folders.has(folder)) folders.set(folder, new Set());
    }
    files.set(folder, bytes);
  }
  return {
    async look(path) {
      if (files.has(path)) return { type: 'file' };
      const names = folders.get(path);
      return names ? { type: 'folder', names: [...names].sort() } : null;
    },
    async open(path) {
      const bytes = files.get(path);
      if (!bytes) throw new RangeError(`there is no ${path}`);
      return {
        name: path,
        size: bytes.length,
        async read(offset, length) {
          if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
            throw new RangeError(`${path}: bytes ${offset} to ${offset + length} of ${bytes.length}`);
          }
          return new Uint8Array(bytes.subarray(offset, offset + length));
        },
      };
    },
    join: (base, ...names) => [base, ...names].join('/'),
  };
}
