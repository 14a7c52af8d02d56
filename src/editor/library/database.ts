import { type DBSchema, type IDBPDatabase, openDB } from 'idb';

/** A graph that is kept in this browser, as it was last edited. */
export interface Project {
  readonly id: string;
  readonly title: string;
  /** As `writeDocument` gives it. */
  readonly text: string;
  /** Milliseconds since 1970. */
  readonly edited: number;
  /** A run had begun and its end was not seen. */
  readonly running: boolean;
  /** The file that it was last opened from or saved to. */
  readonly file: KnownFile | null;
  /** Movies bound to it, where the browser lets them be read again. */
  readonly movies: Readonly<Record<string, readonly FileSystemFileHandle[]>>;
}
export interface KnownFile {
  readonly name: string;
  /** Where the browser can write the file again. */
  readonly handle: FileSystemFileHandle | null;
  /** What the file holds. */
  readonly text: string;
}
/** What a project was at a time. */
export interface Version {
  readonly project: string;
  readonly time: number;
  /** The last edit in it: "Move 3 nodes". */
  readonly label: string;
  /** The document's text, deflated. */
  readonly packed: Uint8Array<ArrayBuffer>;
}
/** A subgraph of the user's own, to be put into any graph. */
export interface SavedSubgraph {
  readonly name: string;
  readonly text: string;
  readonly time: number;
}

interface Schema extends DBSchema {
  projects: { key: string; value: Project };
  versions: { key: [project: string, time: number]; value: Version };
  subgraphs: { key: string; value: SavedSubgraph };
}
export type LibraryDatabase = IDBPDatabase<Schema>;

/** Opens the library of this browser: projects, their history and saved subgraphs. */
export const openLibrary = (name = 'cellwire-library'): Promise<LibraryDatabase> =>
  openDB<Schema>(name, 1, {
    upgrade(db) {
      db.createObjectStore('projects', { keyPath: 'id' });
      db.createObjectStore('versions', { keyPath: ['project', 'time'] });
      db.createObjectStore('subgraphs', { keyPath: 'name' });
    },
    // Without this another tab's upgrade would wait for ever.
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });

/** Edits must be on the disk, not only on their way to it. */
export const strict = { durability: 'strict' } as const;

/** All versions of a project lie between these keys. */
export const versionsOf = (project: string): IDBKeyRange => IDBKeyRange.bound([project], [project, []]);
