import { type Cache, heldKey } from '../cache/cache.ts';
import { decode } from '../cache/codec.ts';
import type { ContentHash } from '../graph/hash.ts';
import { bytesOf, shared } from '../schedule/buffers.ts';
import type { HeldRecord } from '../schedule/frame-values.ts';

/** Finished results by key: those of late in memory, the others from the cache. */
export class ResultStore {
  readonly #cache: Cache | null;
  readonly #limit: number;
  readonly #kept = new Map<ContentHash, { readonly values: HeldRecord; readonly bytes: number }>();
  #bytes = 0;

  /** @param limit  bytes of memory; the results used longest ago go first. */
  constructor(cache: Cache | null, limit: number) {
    this.#cache = cache;
    this.#limit = limit;
  }
  keep(key: ContentHash, values: HeldRecord): void {
    this.#drop(key);
    const bytes = bytesOf(values);
    this.#kept.set(key, { values, bytes });
    this.#bytes += bytes;
    for (const oldest of this.#kept.keys()) {
      if (this.#bytes <= this.#limit || oldest === key) break;
      this.#drop(oldest);
    }
  }
  async find(key: ContentHash): Promise<HeldRecord | null> {
    const known = this.#kept.get(key);
    if (known) {
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return known.values;
    }
    const bytes = await this.#cache?.read(heldKey(key));
    if (!bytes) return null;
    const values = shared(decode(bytes) as HeldRecord);
    this.keep(key, values);
    return values;
  }
  clear(): void {
    this.#kept.clear();
    this.#bytes = 0;
  }
  #drop(key: ContentHash): void {
    this.#bytes -= this.#kept.get(key)?.bytes ?? 0;
    this.#kept.delete(key);
  }
}
