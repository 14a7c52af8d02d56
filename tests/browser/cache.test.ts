import { openDB } from 'idb';
import { indexedDbCache } from '../../src/runtime/browser/indexeddb-cache.ts';
import { cacheContract } from '../contracts/cache.contract.ts';

let databases = 0;
cacheContract('IndexedDB', async () => {
  const name = `contract-${performance.timeOrigin}-${databases++}`;
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
