import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Cache } from '../cache/cache.ts';
import { folderCache } from './folder-cache.ts';
import { UsageError } from './usage-error.ts';

/** Where results are kept unless `--cache` says otherwise. */
export const defaultCacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cellwire');

/** @throws UsageError where the folder can't be made or written to. */
export async function openCache(folder: string, warn: (message: string) => void): Promise<Cache> {
  try {
    return await folderCache(folder, warn);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(
      `the cache folder ${folder} can't be used (${why}): name another with --cache, or --no-cache`,
      {
        cause,
      },
    );
  }
}
