import { type IDBPDatabase, openDB } from 'idb';

/** Small things that a page wants to find again after a reload; without storage they are simply not found. */
export class KeptSettings {
  readonly #database: Promise<IDBPDatabase | null>;
  constructor(name: string) {
    this.#database = openDB(name, 1, {
      upgrade: (db) => void db.createObjectStore('values'),
      blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
    }).catch(() => null);
  }
  async read(key: string): Promise<unknown> {
    return (await this.#database)?.get('values', key).catch(() => undefined);
  }
  async write(key: string, value: unknown): Promise<void> {
    await (await this.#database)?.put('values', value, key).catch(() => undefined);
  }
}
