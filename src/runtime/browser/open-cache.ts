import type { Cache } from '../cache/cache.ts';
import { indexedDbCache } from './indexeddb-cache.ts';

const patience_ms = 5000;

/**
 * The cache of this browser, or `null` where there is none: storage is switched off, or another tab holds it up. Work then
 * goes on without, and says so.
 */
export async function openCache(name: string, warn: (message: string) => void): Promise<Cache | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error('it does not answer')), patience_ms);
  });
  try {
    return await Promise.race([indexedDbCache(name, warn), late]);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    warn(`results can't be kept in this browser (${reason}): they are computed again after a reload`);
    return null;
  } finally {
    clearTimeout(timer);
  }
}
