import { type Cache, type CacheEntry, type CacheKey, surplus } from './cache.ts';
import { joinParts } from './codec.ts';

/** A cache that is gone with the process; the bytes are copied in and out. */
export function memoryCache(now: () => number = Date.now): Cache {
  const kept = new Map<CacheKey, { readonly bytes: Uint8Array<ArrayBuffer>; used: number }>();
  const entries = (): readonly CacheEntry[] =>
    [...kept].map(([key, { bytes, used }]) => ({ key, bytes: bytes.length, used }));
  return {
    async read(key) {
      const found = kept.get(key);
      if (!found) return undefined;
      found.used = now();
      return found.bytes.slice();
    },
    async write(key, parts) {
      kept.set(key, { bytes: joinParts(parts), used: now() });
    },
    has: async (key) => kept.has(key),
    entries: async () => entries(),
    async remove(keys) {
      for (const key of keys) kept.delete(key);
    },
    async trim(bytes) {
      for (const key of surplus(entries(), bytes)) kept.delete(key);
    },
  };
}
