import { describe, expect, it } from 'vitest';
import { type Cache, cacheKey, frameKey } from '../../src/runtime/cache/cache.ts';
import { hashJson } from '../../src/runtime/graph/hash.ts';

export interface CacheUnderTest {
  readonly cache: Cache;
  /** The same place opened anew, as by another process or tab; `null` where nothing outlives the process. */
  reopen(): Promise<Cache | null>;
  /** Changes one byte of what is stored under the key; `null` where no one can reach it. */
  readonly damage: ((key: string) => Promise<void>) | null;
}

const step = hashJson('a step');
const bytesOf = (...values: number[]) => Uint8Array.from(values);

/** What every cache promises. */
export function cacheContract(name: string, open: () => Promise<CacheUnderTest>): void {
  describe(`${name} cache`, () => {
    it('gives back what was written, and undefined for what was not', async () => {
      const { cache } = await open();
      await cache.write(frameKey(step, 'movie', 3, 0), [bytesOf(1, 2, 3)]);
      expect(await cache.read(frameKey(step, 'movie', 3, 0))).toEqual(bytesOf(1, 2, 3));
      expect(await cache.read(frameKey(step, 'movie', 4, 0))).toBeUndefined();
      expect(await cache.has(frameKey(step, 'movie', 3, 0))).toBe(true);
      expect(await cache.has(frameKey(step, 'movie', 4, 0))).toBe(false);
    });

    it('keeps its own copy of the bytes', async () => {
      const { cache } = await open();
      const key = cacheKey(step, 'copy');
      const bytes = bytesOf(1, 2, 3);
      await cache.write(key, [bytes]);
      bytes[0] = 9;
      const first = await cache.read(key);
      expect(first).toEqual(bytesOf(1, 2, 3));
      if (first) first[0] = 8;
      expect(await cache.read(key)).toEqual(bytesOf(1, 2, 3));
    });

    it('holds empty and overwritten values', async () => {
      const { cache } = await open();
      const key = cacheKey(step, 'again');
      await cache.write(key, [bytesOf(1, 2), bytesOf(), bytesOf(3, 4, 5)]);
      expect(await cache.read(key)).toEqual(bytesOf(1, 2, 3, 4, 5));
      await cache.write(key, [bytesOf()]);
      expect(await cache.read(key)).toEqual(bytesOf());
    });

    it('takes many writers at once, also of one key', async () => {
      const { cache } = await open();
      const key = cacheKey(step, 'race');
      await Promise.all(
        Array.from({ length: 40 }, (_, i) =>
          cache.write(i % 2 ? key : frameKey(step, 'race', i, 0), [new Uint8Array(1000).fill(7)]),
        ),
      );
      expect(await cache.read(key)).toEqual(new Uint8Array(1000).fill(7));
      expect(await cache.read(frameKey(step, 'race', 20, 0))).toEqual(new Uint8Array(1000).fill(7));
    });

    it('keeps a value above one part of 32 MiB', { timeout: 60_000 }, async () => {
      const { cache } = await open();
      const bytes = new Uint8Array(33 * 2 ** 20);
      for (let i = 0; i < bytes.length; i += 4099) bytes[i] = i % 251;
      await cache.write(cacheKey(step, 'large'), [bytes]);
      const read = await cache.read(cacheKey(step, 'large'));
      expect(read?.length).toBe(bytes.length);
      expect(read?.every((byte, i) => byte === bytes[i])).toBe(true);
    });

    it('lists its entries and drops the least recently used until few enough remain', async () => {
      const { cache } = await open();
      const keys = [0, 1, 2, 3].map((t) => frameKey(step, 'movie', t, 0));
      for (const key of keys) {
        await cache.write(key, [new Uint8Array(1000)]);
        await new Promise((resolve) => setTimeout(resolve, 15));
      }
      expect((await cache.entries()).map(({ key }) => key).sort()).toEqual([...keys].sort());
      await cache.read(keys[0]!);
      await cache.trim(2500);
      expect(await cache.read(keys[0]!)).toBeDefined();
      expect(await cache.read(keys[1]!)).toBeUndefined();
      expect(await cache.read(keys[3]!)).toBeDefined();
      await cache.remove([keys[3]!]);
      expect(await cache.has(keys[3]!)).toBe(false);
    });

    it('is found again by the next who opens it', async () => {
      const { cache, reopen } = await open();
      await cache.write(cacheKey(step, 'lasting'), [bytesOf(5)]);
      const again = await reopen();
      if (again) expect(await again.read(cacheKey(step, 'lasting'))).toEqual(bytesOf(5));
      else expect(name).toBe('memory');
    });

    it('treats a damaged value as missing, and takes a new one', async () => {
      const { cache, damage } = await open();
      const key = cacheKey(step, 'damaged');
      await cache.write(key, [new Uint8Array(500).fill(3)]);
      if (!damage) {
        expect(name).toBe('memory');
        return;
      }
      await damage(key);
      expect(await cache.read(key)).toBeUndefined();
      await cache.write(key, [bytesOf(4)]);
      expect(await cache.read(key)).toEqual(bytesOf(4));
    });

    it('refuses part names that could leave its place', () => {
      for (const part of ['../x', 'a/b', '', '.hidden', 'a\\b', 'x'.repeat(200)]) {
        expect(() => cacheKey(step, part)).toThrow(RangeError);
      }
    });
  });
}
