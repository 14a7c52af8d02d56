import { createHash, randomUUID } from 'node:crypto';
import { open, readdir, readFile, rename, rm, stat, utimes } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type Cache, type CacheEntry, type CacheKey, surplus, unseal } from '../cache/cache.ts';
import { makeFolder } from './make-folder.ts';

const temporary = 'tmp';

/**
 * A cache in a folder: `<folder>/<2 hex>/<step hash>/<part>`. A file appears under its name complete or not at all
 * (temporary file, fsync, rename), so that several processes may share the folder and any of them may be killed.
 * @param onFull  called once when the disk takes no more.
 */
export async function folderCache(folder: string, onFull: (message: string) => void = () => {}): Promise<Cache> {
  await makeFolder(join(folder, temporary));
  await sweep(join(folder, temporary));
  let full = false;
  const pathOf = (key: CacheKey) => join(folder, key.slice(0, 2), ...key.split('/'));

  const write = async (key: CacheKey, parts: readonly Uint8Array[]) => {
    const partial = join(folder, temporary, `${process.pid}-${randomUUID()}`);
    const target = pathOf(key);
    await makeFolder(dirname(target));
    const file = await open(partial, 'wx');
    try {
      const digest = createHash('sha256');
      for (const part of parts) digest.update(part);
      await file.writeFile(digest.digest());
      for (const part of parts) await file.writeFile(part);
      await file.sync();
    } catch (error) {
      await file.close();
      await rm(partial, { force: true });
      throw error;
    }
    await file.close();
    await rename(partial, target);
  };

  return {
    async read(key) {
      const path = pathOf(key);
      const sealed = await readFile(path).catch(() => undefined);
      if (!sealed) return undefined;
      const bytes = await unseal(new Uint8Array(sealed.buffer as ArrayBuffer, sealed.byteOffset, sealed.length));
      if (!bytes) await rm(path, { force: true });
      else await utimes(path, new Date(), new Date()).catch(() => {});
      return bytes;
    },
    async write(key, parts) {
      try {
        await write(key, parts);
      } catch (error) {
        if (!full)
          onFull(
            `results can no longer be kept in ${folder} (${error instanceof Error ? error.message : error}); they are computed again when needed`,
          );
        full = true;
      }
    },
    has: async (key) => (await stat(pathOf(key)).catch(() => undefined)) !== undefined,
    entries: () => list(folder),
    async remove(keys) {
      for (const key of keys) await rm(pathOf(key), { force: true });
    },
    async trim(bytes) {
      for (const key of surplus(await list(folder), bytes)) await rm(pathOf(key), { force: true });
    },
  };
}

async function list(folder: string): Promise<readonly CacheEntry[]> {
  const entries: CacheEntry[] = [];
  for (const file of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const [step, part] = [file.parentPath.split('/').at(-1) ?? '', file.name];
    if (!file.isFile() || !/^[0-9a-f]{64}$/.test(step)) continue;
    const about = await stat(join(file.parentPath, part)).catch(() => undefined);
    if (about) entries.push({ key: `${step}/${part}` as CacheKey, bytes: about.size, used: about.mtimeMs });
  }
  return entries;
}

/** Removes the unfinished files of processes that are gone; an earlier process may have had our number. */
async function sweep(folder: string): Promise<void> {
  const started = Date.now() - process.uptime() * 1000;
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    const pid = Number.parseInt(name, 10);
    const about = await stat(path).catch(() => undefined);
    const isOurs = pid === process.pid && about !== undefined && about.mtimeMs >= started;
    if (!isOurs && (pid === process.pid || !isAlive(pid))) await rm(path, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid)) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
