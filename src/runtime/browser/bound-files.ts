import type { ByteSource, FileAccess } from '../node/files.ts';

/** A file that the user bound, or one on the web that she asked for, under the path that the graph knows it by. */
export interface BoundFile {
  readonly path: string;
  readonly from: File | RemoteFile;
}
export interface RemoteFile {
  readonly url: string;
  readonly size: number;
}

/** Access to bound files only; plain data, so that every worker can be given the same. */
export function boundFiles(files: readonly BoundFile[]): FileAccess {
  const byPath = new Map(files.map(({ path, from }) => [path, from]));
  const folders = new Map<string, Set<string>>();
  for (const { path } of files) {
    const parts = path.split('/');
    for (let depth = 1; depth < parts.length; depth++) {
      const folder = parts.slice(0, depth).join('/');
      const names = folders.get(folder) ?? new Set();
      folders.set(folder, names.add(parts[depth] ?? ''));
    }
  }
  return {
    async look(path) {
      const clean = trimmed(path);
      if (byPath.has(clean)) return { type: 'file' };
      const names = folders.get(clean);
      return names ? { type: 'folder', names: [...names].sort() } : null;
    },
    async open(path) {
      const from = byPath.get(trimmed(path));
      if (!from) throw new RangeError(`${path}: there is no such file among those that were opened`);
      return from instanceof File ? fileSource(path, from) : remoteSource(path, from);
    },
    join: (base, ...names) => [trimmed(base), ...names].filter((part) => part !== '').join('/'),
  };
}

const trimmed = (path: string): string => path.replace(/\/+$/, '');

function fileSource(name: string, file: File): ByteSource {
  return {
    name,
    size: file.size,
    async read(offset, length) {
      requireWithin(name, offset, length, file.size);
      try {
        return new Uint8Array(await file.slice(offset, offset + length).arrayBuffer());
      } catch (cause) {
        throw new Error(`${name} can't be read any more: it was changed or moved; open it again`, { cause });
      }
    },
  };
}

function remoteSource(name: string, { url, size }: RemoteFile): ByteSource {
  return {
    name,
    size,
    async read(offset, length) {
      requireWithin(name, offset, length, size);
      if (length === 0) return new Uint8Array();
      const response = await fetch(url, { headers: { Range: `bytes=${offset}-${offset + length - 1}` } });
      if (response.status !== 206)
        throw new Error(`${url} does not give parts of the file (status ${response.status})`);
      const bytes = new Uint8Array(await response.arrayBuffer());
      if (bytes.length !== length) throw new RangeError(`${url} gave ${bytes.length} bytes in place of ${length}`);
      return bytes;
    },
  };
}

function requireWithin(name: string, offset: number, length: number, size: number): void {
  if (offset >= 0 && length >= 0 && offset + length <= size) return;
  throw new RangeError(`${name}: bytes ${offset} to ${offset + length} are asked for, but the file ends at ${size}`);
}
