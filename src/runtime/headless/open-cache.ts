import { homedir } from 'node:os';
import { join } from 'node:path';
import type { Cache } from '../cache/cache.ts';
import { folderCache } from './folder-cache.ts';

/** Where results are kept unless `--cache` says otherwise. */
export const defaultCacheFolder = (): string =>
  join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'cellwire');

export const openCache = (folder: string, warn: (message: string) => void): Promise<Cache> => folderCache(folder, warn);
