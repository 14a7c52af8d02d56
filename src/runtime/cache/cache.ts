import type { ContentHash } from '../graph/hash.ts';

/**
 * Results by what they are made of. A key is known before running; the bytes behind it carry their digest and are
 * verified on read. Missing, damaged and foreign all mean `undefined`: a cache never changes or breaks a result.
 *
 * Implementations: memory, IndexedDB, a folder. All pass `tests/contracts/cache.contract.ts`.
 */
export interface Cache {
  read(key: CacheKey): Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** Keeps the bytes, given in pieces, if it can; a full disk or quota is reported once through `onFull`, not thrown. */
  write(key: CacheKey, parts: readonly Uint8Array[]): Promise<void>;
  /** Whether something is stored there; only `read` tells whether it is intact. */
  has(key: CacheKey): Promise<boolean>;
  entries(): Promise<readonly CacheEntry[]>;
  remove(keys: readonly CacheKey[]): Promise<void>;
  /** Drops least recently used entries until at most `bytes` are held. */
  trim(bytes: number): Promise<void>;
}
export interface CacheEntry {
  readonly key: CacheKey;
  readonly bytes: number;
  /** Milliseconds since 1970 of the last read or write. */
  readonly used: number;
}
export type CacheKey = string & { readonly __brand: 'cache key' };

const name = /^[A-Za-z0-9~_-][A-Za-z0-9.~_-]{0,100}$/;
/** `<step hash>/<part>`; both are safe as file names. */
export function cacheKey(step: ContentHash, part: string): CacheKey {
  if (!name.test(part)) throw new RangeError(`"${part}" is not the name of a part of a result`);
  return `${step}/${part}` as CacheKey;
}
export const frameKey = (step: ContentHash, port: string, t: number, c: number): CacheKey =>
  cacheKey(step, `${port}.c${c}.t${t}`);
/** The compact outputs of a finished step, all ports in one. */
export const heldKey = (step: ContentHash): CacheKey => cacheKey(step, '~held');
/** The mapped values of a fold for frames [start, end). */
export const mapKey = (step: ContentHash, start: number, end: number): CacheKey =>
  cacheKey(step, `~map.${start}-${end}`);

const digestLength = 32;
const digestOf = async (bytes: Uint8Array<ArrayBuffer>) => new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));

/** The bytes behind their SHA-256, in one piece. */
export async function seal(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const sealed = new Uint8Array(digestLength + bytes.length);
  sealed.set(await digestOf(bytes));
  sealed.set(bytes, digestLength);
  return sealed;
}

/** The bytes of `seal`, or `undefined` where they are not what was sealed. */
export async function unseal(sealed: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer> | undefined> {
  if (sealed.length < digestLength) return undefined;
  // A view, not a copy: what is stored may be large.
  const bytes = sealed.subarray(digestLength);
  const digest = await digestOf(bytes);
  return digest.every((byte, i) => byte === sealed[i]) ? bytes : undefined;
}

/** The least recently used entries that must go so that at most `bytes` remain. */
export function surplus(entries: readonly CacheEntry[], bytes: number): readonly CacheKey[] {
  let held = entries.reduce((sum, entry) => sum + entry.bytes, 0);
  const gone: CacheKey[] = [];
  for (const entry of [...entries].sort((a, b) => a.used - b.used || (a.key < b.key ? -1 : 1))) {
    if (held <= bytes) break;
    gone.push(entry.key);
    held -= entry.bytes;
  }
  return gone;
}
