import { closeSync, openSync, readSync } from 'node:fs';
import { open, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ByteSource, FileAccess } from '../node/files.ts';

/** Files of this machine. A file is opened for each read, so that a folder of 10,000 frames needs no 10,000 handles. */
export const diskFiles: FileAccess = {
  async look(path) {
    const about = await stat(path).catch(() => null);
    if (!about) return null;
    if (!about.isDirectory()) return { type: 'file' };
    return { type: 'folder', names: (await readdir(path)).sort() };
  },
  async open(path): Promise<ByteSource> {
    const { size } = await stat(path);
    return { name: path, size, read: (offset, length) => readBytes(path, size, offset, length) };
  },
  join: (base, ...names) => join(base, ...names),
};

async function readBytes(path: string, size: number, offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
  if (!(offset >= 0 && length >= 0 && offset + length <= size)) {
    throw new RangeError(`${path}: bytes ${offset} to ${offset + length} are asked for, but the file ends at ${size}`);
  }
  const bytes = new Uint8Array(length);
  if (length <= smallRead) {
    readSmall(path, bytes, offset);
    return bytes;
  }
  const file = await open(path);
  try {
    for (let done = 0; done < length; ) {
      const { bytesRead } = await file.read(bytes, done, length - done, offset + done);
      if (bytesRead === 0) throw new RangeError(`${path} became shorter while it was read`);
      done += bytesRead;
    }
  } finally {
    await file.close();
  }
  return bytes;
}

/** Reads of up to this many bytes are made at once: handing one to another thread takes ten times as long as making it. */
const smallRead = 1 << 16;

function readSmall(path: string, bytes: Uint8Array, offset: number): void {
  const file = openSync(path, 'r');
  try {
    for (let done = 0; done < bytes.length; ) {
      const count = readSync(file, bytes, done, bytes.length - done, offset + done);
      if (count === 0) throw new RangeError(`${path} became shorter while it was read`);
      done += count;
    }
  } finally {
    closeSync(file);
  }
}
