import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ByteSource, FileAccess, OutputFile, OutputFolder } from '../../src/runtime/node/files.ts';

/** Bytes as a file; `reads` counts how often it was read. */
export function bytesAsFile(bytes: Uint8Array, name = 'test.tif'): ByteSource & { readonly reads: number } {
  let reads = 0;
  return {
    name,
    size: bytes.length,
    get reads() {
      return reads;
    },
    async read(offset, length) {
      reads += 1;
      if (!(offset >= 0 && length >= 0 && offset + length <= bytes.length)) {
        throw new RangeError(`${length} bytes from ${offset} of ${name}, which has ${bytes.length}`);
      }
      return new Uint8Array(bytes.subarray(offset, offset + length));
    },
  };
}

export const fileOnDisk = (path: string): ByteSource => bytesAsFile(readFileSync(path), path);

/** Files held in memory: `{ 'movie/t0.tif': bytes }`; folders are what their names make them. */
export function filesInMemory(files: Readonly<Record<string, Uint8Array>>): FileAccess {
  return {
    async look(path) {
      if (files[path]) return { type: 'file' };
      const inside = Object.keys(files).filter((name) => name.startsWith(`${path}/`));
      if (inside.length === 0) return null;
      return {
        type: 'folder',
        names: [...new Set(inside.map((name) => name.slice(path.length + 1).split('/')[0] ?? ''))].sort(),
      };
    },
    async open(path) {
      const bytes = files[path];
      if (!bytes) throw new Error(`there is no ${path}`);
      return bytesAsFile(bytes, path);
    },
    join: (base, ...names) => [base, ...names].join('/'),
  };
}

/** The files of this disk. */
export const filesOnDisk: FileAccess = {
  async look(path) {
    const is = statSync(path, { throwIfNoEntry: false });
    if (!is) return null;
    return is.isDirectory() ? { type: 'folder', names: readdirSync(path).sort() } : { type: 'file' };
  },
  open: async (path) => fileOnDisk(path),
  join: (base, ...names) => join(base, ...names),
};

/** Where a sink writes in a test; a file is in `files` only once it is closed. */
export class FolderInMemory implements OutputFolder {
  readonly files = new Map<string, Uint8Array>();

  async create(name: string): Promise<OutputFile> {
    let bytes = new Uint8Array(1024);
    let length = 0;
    const { files } = this;
    return {
      get length() {
        return length;
      },
      async append(more) {
        if (length + more.length > bytes.length) {
          const grown = new Uint8Array(2 * (length + more.length));
          grown.set(bytes);
          bytes = grown;
        }
        bytes.set(more, length);
        length += more.length;
      },
      async patch(offset, over) {
        if (offset + over.length > length)
          throw new RangeError(`patch of ${over.length} at ${offset} beyond ${length}`);
        bytes.set(over, offset);
      },
      async close() {
        files.set(name, bytes.slice(0, length));
      },
    };
  }

  text(name: string): string {
    const bytes = this.files.get(name);
    if (!bytes) throw new Error(`there is no ${name}; there are: ${[...this.files.keys()].join(', ')}`);
    return new TextDecoder().decode(bytes);
  }
}
