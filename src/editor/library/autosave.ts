import { deflateSync } from 'fflate';
import type { StoreApi } from 'zustand/vanilla';
import { type GraphDocument, writeDocument } from '../../runtime/graph/document.ts';
import type { DocumentState } from '../store/document-store.ts';
import { type LibraryDatabase, type Project, strict, type Version, versionsOf } from './database.ts';
import { versionsToDrop } from './thin-history.ts';

/** An edit is on its way to the disk at most this long after it was made, ms. */
const delay_ms = 300;
const writesPerThinning = 50;

/** The project as it stands on the disk, and whether it is that of the screen. */
export interface Kept {
  readonly project: Project;
  readonly saving: 'saved' | 'pending' | 'failed';
  /** Why it could not be saved, a sentence. */
  readonly reason: string | null;
}
export interface Autosave {
  /** Writes what is not written yet. */
  flush(): Promise<void>;
  /** Changes what is known of the project besides its document. */
  note(change: Partial<Pick<Project, 'file' | 'running' | 'movies'>>): Promise<void>;
  /** The text of the document on the screen, where it is not on the disk. */
  unwritten(): string | null;
  stop(): void;
}

/**
 * Writes every edit of the open document to its project, and keeps what it was before as a version.
 *
 * @param onDisk    the document that is on the disk already; `null` where none is.
 * @param first     what the history calls the first version that is written: "New graph"; `null`: after its edit.
 * @param onChange  called whenever what is kept changes.
 */
export function autosave(
  database: LibraryDatabase,
  store: StoreApi<DocumentState>,
  project: Project,
  onDisk: GraphDocument | null,
  first: string | null,
  onChange: (kept: Kept) => void,
): Autosave {
  let record = project;
  let written = onDisk;
  let writing: Promise<void> = Promise.resolve();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;
  let writes = 0;
  const history = new Labels(store.getState(), first);

  const write = async (): Promise<void> => {
    clearTimeout(timer);
    timer = undefined;
    const state = store.getState();
    if (stopped || state.document === written) return;
    const { document } = state;
    const text = writeDocument(document);
    const next = { ...record, title: document.title, text, edited: Date.now() };
    const { version, replaces } = history.version(state, next);
    try {
      await put(database, next, version, replaces);
      record = next;
      written = document;
      history.keep(state, version.time);
      onChange({ project: record, saving: store.getState().document === document ? 'saved' : 'pending', reason: null });
    } catch (error) {
      onChange({ project: record, saving: 'failed', reason: reasonOf(error) });
      timer = setTimeout(() => void flush(), 5000);
      return;
    }
    if (writes++ % writesPerThinning === 0) await thin(database, record.id);
  };
  const flush = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  const unsubscribe = store.subscribe((state) => {
    if (state.document === written || timer !== undefined) return;
    onChange({ project: record, saving: 'pending', reason: null });
    timer = setTimeout(() => void flush(), delay_ms);
  });
  if (store.getState().document !== written) void flush();

  return {
    flush,
    note(change) {
      writing = writing.then(async () => {
        if (stopped) return;
        const next = { ...record, ...change };
        await database.put('projects', next);
        record = next;
        onChange({
          project: record,
          saving: store.getState().document === written ? 'saved' : 'pending',
          reason: null,
        });
      });
      return writing;
    },
    unwritten: () => (store.getState().document === written ? null : writeDocument(store.getState().document)),
    stop() {
      stopped = true;
      clearTimeout(timer);
      unsubscribe();
    },
  };
}

/** Names versions after the edits that made them; edits that undo takes back in one step share a version. */
class Labels {
  #step: unknown = undefined;
  #time: number | null = null;
  #undone: number;
  #first: string | null;
  constructor(state: DocumentState, first: string | null) {
    this.#undone = state.future.length;
    this.#first = first;
  }
  version(state: DocumentState, { id, text }: Project): { version: Version; replaces: number | null } {
    const step = state.past.at(-1);
    const undone = state.future.length > this.#undone ? state.future.at(-1)?.label : undefined;
    const label = this.#first ?? (undone === undefined ? (step?.label ?? 'Opened') : `Undo: ${undone}`);
    const time = Math.max(Date.now(), (this.#time ?? 0) + 1);
    const isSameStep = step !== undefined && step === this.#step && undone === undefined;
    return {
      version: { project: id, time, label, packed: pack(text) },
      replaces: isSameStep ? this.#time : null,
    };
  }
  keep(state: DocumentState, time: number): void {
    this.#step = state.past.at(-1);
    this.#undone = state.future.length;
    this.#time = time;
    this.#first = null;
  }
}

async function put(
  database: LibraryDatabase,
  project: Project,
  version: Version,
  replaces: number | null,
): Promise<void> {
  const attempt = async () => {
    const transaction = database.transaction(['projects', 'versions'], 'readwrite', strict);
    const versions = transaction.objectStore('versions');
    const work: Promise<unknown>[] = [transaction.objectStore('projects').put(project), versions.put(version)];
    if (replaces !== null) work.push(versions.delete([project.id, replaces]));
    await Promise.all([...work, transaction.done]);
  };
  try {
    await attempt();
  } catch (error) {
    if (!isQuotaError(error)) throw error;
    // The document goes before its history.
    const keys = await database.getAllKeys('versions', versionsOf(project.id));
    await remove(database, keys.slice(0, Math.ceil(keys.length / 2)));
    await attempt();
  }
}

async function thin(database: LibraryDatabase, project: string): Promise<void> {
  const keys = await database.getAllKeys('versions', versionsOf(project));
  const drop = versionsToDrop(
    keys.map(([, time]) => time),
    Date.now(),
  );
  await remove(
    database,
    drop.map((time) => [project, time]),
  );
}

async function remove(database: LibraryDatabase, keys: readonly [string, number][]): Promise<void> {
  const transaction = database.transaction('versions', 'readwrite');
  await Promise.all([...keys.map((key) => transaction.store.delete(key)), transaction.done]);
}

const pack = (text: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(deflateSync(new TextEncoder().encode(text), { level: 6 }));

const isQuotaError = (error: unknown): boolean => error instanceof DOMException && error.name === 'QuotaExceededError';

const reasonOf = (error: unknown): string =>
  isQuotaError(error)
    ? 'The browser gives no more room. Save the graph to a file, or clear kept results.'
    : `The browser could not save it: ${error instanceof Error ? error.message : String(error)}. Save the graph to a file.`;
