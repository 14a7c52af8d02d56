import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { type FileHandle, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, normalize, relative } from 'node:path';
import type { OutputFile } from '../node/files.ts';
import type { Output } from '../schedule/pump.ts';
import { collectGarbage } from './collect-garbage.ts';
import { makeFolder } from './make-folder.ts';

/** A file that a sink wrote, as run.json and the cache name it. */
export interface SavedFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** The results folder of one run. No two nodes may write one file; a file stands under its name only when it is complete. */
export class ResultsFolder {
  readonly #folder: string;
  readonly #owners = new Map<string, string>();
  constructor(folder: string) {
    this.#folder = folder;
  }

  /** Where the sink `node` writes. */
  outputFor(node: string): Output {
    const files: { readonly name: string; readonly file: PartialFile }[] = [];
    return {
      folder: {
        create: async (name) => {
          const path = this.#claim(name, node);
          await makeFolder(dirname(path));
          const file = await PartialFile.create(path);
          files.push({ name, file });
          return file;
        },
      },
      saved: async () => {
        const saved: SavedFile[] = [];
        for (const { name, file } of files) {
          if (!file.isClosed) throw new Error(`${name} was not closed`);
          saved.push({ name, ...(await describe(join(this.#folder, name))) });
        }
        return { files: saved };
      },
      abandon: async () => {
        for (const { file } of files) await file.abandon();
      },
    };
  }

  /** Whether all files stand there as they were written. */
  async holds(node: string, files: readonly SavedFile[]): Promise<boolean> {
    for (const { name, bytes, sha256 } of files) {
      const path = this.#claim(name, node);
      const about = await stat(path).catch(() => null);
      if (about?.size !== bytes || (await sha256Of(path)) !== sha256) return false;
    }
    return true;
  }

  #claim(name: string, node: string): string {
    const path = normalize(join(this.#folder, name));
    if (name === '' || relative(this.#folder, path).startsWith('..')) {
      throw new RangeError(`"${name}" is not the name of a file within the results folder`);
    }
    const owner = this.#owners.get(path);
    if (owner !== undefined && owner !== node) {
      throw new RangeError(`${owner} writes ${name} too: give one of them another name`);
    }
    this.#owners.set(path, node);
    return path;
  }
}

/** Bytes written between two collections: text leaves a few times its own size. */
const collectEvery = 8 * 2 ** 20;

class PartialFile implements OutputFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #handle: FileHandle;
  #length = 0;
  isClosed = false;

  private constructor(path: string, partial: string, handle: FileHandle) {
    this.#path = path;
    this.#partial = partial;
    this.#handle = handle;
  }
  static async create(path: string): Promise<PartialFile> {
    const partial = `${path}.${randomUUID().slice(0, 8)}.partial`;
    return new PartialFile(path, partial, await open(partial, 'wx'));
  }
  get length(): number {
    return this.#length;
  }
  async append(bytes: Uint8Array): Promise<void> {
    await this.#handle.writeFile(bytes);
    const before = this.#length;
    this.#length += bytes.length;
    if (Math.floor(this.#length / collectEvery) > Math.floor(before / collectEvery)) collectGarbage();
  }
  async patch(offset: number, bytes: Uint8Array): Promise<void> {
    if (offset + bytes.length > this.#length) throw new RangeError('only bytes that were appended can be patched');
    await this.#handle.write(bytes, 0, bytes.length, offset);
  }
  async close(): Promise<void> {
    await this.#handle.sync();
    await this.#handle.close();
    await rename(this.#partial, this.#path);
    this.isClosed = true;
  }
  async abandon(): Promise<void> {
    if (this.isClosed) return;
    await this.#handle.close().catch(() => {});
    await rm(this.#partial, { force: true });
  }
}

const describe = async (path: string) => ({ bytes: (await stat(path)).size, sha256: await sha256Of(path) });

export async function sha256Of(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 })) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
