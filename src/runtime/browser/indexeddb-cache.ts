import { type IDBPDatabase, openDB } from 'idb';
import { type Cache, type CacheEntry, type CacheKey, seal, surplus, unseal } from '../cache/cache.ts';
import { joinParts } from '../cache/codec.ts';

/** Chrome refuses values above about 127 MiB; small parts also keep one transaction short. */
const partBytes = 32 * 1024 * 1024;

interface Stored {
  readonly bytes: number;
  readonly parts: number;
  readonly used: number;
}

/**
 * A cache in IndexedDB. Entries are listed in `entries`, their bytes stand in `parts` under [key, part].
 * Once another tab needs a newer version, or the browser takes the storage away, nothing is found any more.
 * @param onFull  called once when nothing more can be kept: the quota is reached and nothing is left to evict, or the
 *   storage is gone.
 */
export async function indexedDbCache(name: string, onFull: (message: string) => void = () => {}): Promise<Cache> {
  const database = await openDB(name, 1, {
    upgrade(db) {
      db.createObjectStore('entries');
      db.createObjectStore('parts');
    },
    // Without this another tab's upgrade would wait for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
  let full = false;
  const stop = (reason: string): void => {
    if (!full) onFull(`${reason}: results are no longer kept and will be computed again when needed`);
    full = true;
  };

  const entries = async (): Promise<readonly CacheEntry[]> => {
    const transaction = database.transaction('entries');
    const [keys, values] = await Promise.all([transaction.store.getAllKeys(), transaction.store.getAll()]);
    return keys.map((key, i) => {
      const { bytes, used } = values[i] as Stored;
      return { key: String(key) as CacheKey, bytes, used };
    });
  };
  const remove = async (keys: readonly CacheKey[]): Promise<void> => {
    const transaction = database.transaction(['entries', 'parts'], 'readwrite');
    for (const key of keys) {
      void transaction.objectStore('entries').delete(key);
      void transaction.objectStore('parts').delete(IDBKeyRange.bound([key], [key, []]));
    }
    await transaction.done;
  };

  return {
    async read(key) {
      try {
        const sealed = await readParts(database, key);
        const bytes = sealed && (await unseal(sealed));
        if (sealed && !bytes) await remove([key]);
        return bytes;
      } catch {
        return undefined;
      }
    },
    async write(key, parts) {
      const sealed = await seal(joinParts(parts));
      for (let attempt = 0; attempt < 2; attempt++) {
        try {
          await writeParts(database, key, sealed);
          return;
        } catch (error) {
          if (!(error instanceof DOMException && error.name === 'QuotaExceededError')) {
            stop(`the browser's storage can't be used (${error instanceof Error ? error.message : error})`);
            return;
          }
          const held = await entries().catch(() => []);
          if (attempt === 1 || held.length === 0) break;
          await remove(surplus(held, held.reduce((sum, entry) => sum + entry.bytes, 0) / 2));
        }
      }
      stop('the browser gives no more room');
    },
    has: async (key) => (await database.getKey('entries', key).catch(() => undefined)) !== undefined,
    entries,
    remove,
    async trim(bytes) {
      await remove(surplus(await entries(), bytes));
    },
  };
}

async function readParts(database: IDBPDatabase, key: CacheKey): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const transaction = database.transaction(['entries', 'parts'], 'readwrite');
  const entry = (await transaction.objectStore('entries').get(key)) as Stored | undefined;
  if (!entry) return undefined;
  void transaction.objectStore('entries').put({ ...entry, used: Date.now() }, key);
  const sealed = new Uint8Array(entry.bytes);
  let at = 0;
  for (let part = 0; part < entry.parts; part++) {
    const bytes = (await transaction.objectStore('parts').get([key, part])) as Uint8Array | undefined;
    // A missing or longer part fails the digest, which is the one place that judges.
    if (bytes && at + bytes.length <= sealed.length) sealed.set(bytes, at);
    at += bytes?.length ?? 0;
  }
  await transaction.done;
  return sealed;
}

async function writeParts(database: IDBPDatabase, key: CacheKey, sealed: Uint8Array<ArrayBuffer>): Promise<void> {
  const transaction = database.transaction(['entries', 'parts'], 'readwrite');
  const parts = Math.max(1, Math.ceil(sealed.length / partBytes));
  const writes = Array.from({ length: parts }, (_, part) =>
    transaction.objectStore('parts').put(sealed.slice(part * partBytes, (part + 1) * partBytes), [key, part]),
  );
  writes.push(
    transaction.objectStore('entries').put({ bytes: sealed.length, parts, used: Date.now() } satisfies Stored, key),
  );
  await Promise.all([...writes, transaction.done]);
}
