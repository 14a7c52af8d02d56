import { createHash } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { type Cache, cacheKey } from '../cache/cache.ts';
import type { ContentHash } from '../graph/hash.ts';
import { sha256Of } from './output-folder.ts';

/**
 * SHA-256 of what stands at a path: a file's bytes, or a folder's names and files; of a pattern such as `frames/t*.tif`
 * all of its folder, which can only make more keys than needed. A file is read again only when its
 * size, time of change or identity changed; the cache remembers.
 * @throws Error naming the path where there is nothing.
 */
export async function fingerprintOf(path: string, cache: Cache | null): Promise<string> {
  const about = await stat(path, { bigint: true }).catch(() => null);
  if (!about && /[*?{]/.test(basename(path))) return fingerprintOf(dirname(path), cache);
  if (!about)
    throw new Error(`there is no file or folder ${path}, or it can't be looked at: check its name and who may read it`);
  if (about.isDirectory()) {
    const hash = createHash('sha256').update('folder');
    for (const name of (await readdir(path)).sort()) {
      hash.update(JSON.stringify([name, await fingerprintOf(join(path, name), cache)]));
    }
    return hash.digest('hex');
  }
  const identity = [path, about.dev, about.ino, about.size, about.mtimeNs, about.ctimeNs].map(String);
  const key = cacheKey(createHash('sha256').update(JSON.stringify(identity)).digest('hex') as ContentHash, '~sha256');
  const known = await cache?.read(key);
  if (known) return new TextDecoder().decode(known);
  const digest = await sha256Of(path);
  await cache?.write(key, [new TextEncoder().encode(digest)]);
  return digest;
}
