import 'fake-indexeddb/auto';
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDB } from 'idb';
import { expect, it } from 'vitest';
import { indexedDbCache } from '../../src/runtime/browser/indexeddb-cache.ts';
import { type CacheKey, cacheKey } from '../../src/runtime/cache/cache.ts';
import { memoryCache } from '../../src/runtime/cache/memory-cache.ts';
import { hashJson } from '../../src/runtime/graph/hash.ts';
import { folderCache } from '../../src/runtime/headless/folder-cache.ts';
import { cacheContract } from './cache.contract.ts';

cacheContract('memory', async () => {
  let time = 0;
  return { cache: memoryCache(() => time++), reopen: async () => null, damage: null };
});

const newFolder = () => mkdtemp(join(tmpdir(), 'cellwire-cache-'));
cacheContract('folder', async () => {
  const folder = await newFolder();
  return {
    cache: await folderCache(folder),
    reopen: () => folderCache(folder),
    damage: async (key) => {
      const path = join(folder, key.slice(0, 2), ...key.split('/'));
      const bytes = await readFile(path);
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      await writeFile(path, bytes);
    },
  };
});

let databases = 0;
cacheContract('fake IndexedDB', async () => {
  const name = `contract-${databases++}`;
  return {
    cache: await indexedDbCache(name),
    reopen: () => indexedDbCache(name),
    damage: async (key) => {
      const database = await openDB(name, 1);
      const bytes = (await database.get('parts', [key, 0])) as Uint8Array;
      bytes[100] = (bytes[100] ?? 0) ^ 1;
      await database.put('parts', bytes, [key, 0]);
      database.close();
    },
  };
});

const key: CacheKey = cacheKey(hashJson('x'), 'part');
it('a folder cache sweeps the unfinished files of processes that are gone when it is opened', async () => {
  const folder = await newFolder();
  await folderCache(folder);
  await writeFile(join(folder, 'tmp', '999999999-left-behind'), 'half');
  const cache = await folderCache(folder);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
  await cache.write(key, [new Uint8Array([1])]);
  expect(await readdir(join(folder, 'tmp'))).toEqual([]);
});

it('a folder cache that cannot write says so once and goes on', async () => {
  const folder = await newFolder();
  const warnings: string[] = [];
  const cache = await folderCache(folder, (message) => warnings.push(message));
  // A file where the step's folder would be.
  await writeFile(join(folder, key.slice(0, 2)), 'in the way');
  await cache.write(key, [new Uint8Array([1])]);
  await cache.write(key, [new Uint8Array([1])]);
  expect(warnings).toHaveLength(1);
  expect(warnings[0]).toContain('can no longer be kept');
  expect(await cache.read(key)).toBeUndefined();
});
