import { afterEach, expect, test } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { type LibraryDatabase, openLibrary, versionsOf } from '../../src/editor/library/database.ts';
import { listVersions, versionAt } from '../../src/editor/library/history.ts';
import {
  deleteProject,
  keepProjects,
  listProjects,
  type ProjectKeeper,
} from '../../src/editor/library/project-keeper.ts';
import {
  type DocumentState,
  documentStore,
  edit,
  emptyDocument,
  load,
  undo,
} from '../../src/editor/store/document-store.ts';
import { type GraphDocument, writeDocument } from '../../src/runtime/graph/document.ts';

let databases = 0;
const open: { database: LibraryDatabase; keepers: ProjectKeeper[] }[] = [];
async function freshLibrary() {
  const database = await openLibrary(`library-${performance.timeOrigin}-${databases++}`);
  const entry = { database, keepers: [] as ProjectKeeper[] };
  open.push(entry);
  return {
    database,
    keep(store = documentStore, put = load) {
      const keeper = keepProjects(database, { store, load: put });
      entry.keepers.push(keeper);
      return keeper;
    },
  };
}
afterEach(() => {
  for (const { database, keepers } of open.splice(0)) {
    for (const keeper of keepers) keeper.dispose();
    database.close();
  }
  documentStore.setState({ readOnly: null });
  load(emptyDocument);
});

/** A store of its own, as another tab has. */
function otherTab() {
  const store = createStore<DocumentState>(() => ({ ...documentStore.getInitialState() }));
  const put = (document: GraphDocument) => store.setState({ document, past: [], future: [] });
  return { store, put };
}
const titled = (title: string): GraphDocument => ({ ...emptyDocument, title });
const rename = (title: string, merge: string | null = null) =>
  edit(`Rename to ${title}`, (graph) => ({ ...graph, title }), merge);
const until = (condition: () => unknown, timeout = 4000) =>
  expect.poll(condition, { timeout, interval: 20 }).toBeTruthy();
const textOf = async (database: LibraryDatabase, id: string) => (await database.get('projects', id))?.text;
const idOf = (keeper: ProjectKeeper) => keeper.state.getState().kept?.project.id as string;

test('an edit is on the disk within a second, and another page opens the same document byte for byte', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('first'), 'New');
  await until(() => keeper.state.getState().role === 'writer');
  const id = idOf(keeper);
  const start = performance.now();
  rename('second');
  const wanted = writeDocument(documentStore.getState().document);
  await expect.poll(() => textOf(database, id), { interval: 10, timeout: 3000 }).toBe(wanted);
  expect(performance.now() - start).toBeLessThan(1000);
  keeper.dispose();

  load(emptyDocument);
  const next = keep();
  expect(await next.open(id)).toBe(true);
  expect(writeDocument(documentStore.getState().document)).toBe(wanted);
});

test('edits that go on without a pause are written all the same', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('x'), 'New');
  await until(() => keeper.state.getState().role === 'writer');
  const stop = performance.now() + 1500;
  let lag = 0;
  while (performance.now() < stop) {
    rename(`drag ${Math.round(performance.now())}`, 'drag');
    await new Promise((resolve) => setTimeout(resolve, 16));
    const onDisk = Number(/drag (\d+)/.exec((await textOf(database, idOf(keeper))) ?? '')?.[1] ?? performance.now());
    lag = Math.max(lag, performance.now() - onDisk);
  }
  expect(lag).toBeLessThan(1000);
  await keeper.flush();
  // One undo takes the drag back, so it is one version.
  expect((await listVersions(database, idOf(keeper))).length).toBeLessThanOrEqual(2);
});

test('every version is kept under the name of its edit and can be brought back', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('one'), 'New graph');
  await until(() => keeper.state.getState().kept?.saving === 'saved' && keeper.state.getState().role === 'writer');
  for (const title of ['two', 'three']) {
    rename(title);
    await keeper.flush();
  }
  undo();
  await keeper.flush();
  const versions = await listVersions(database, idOf(keeper));
  expect(versions.map(({ label }) => label)).toEqual([
    'Undo: Rename to three',
    'Rename to three',
    'Rename to two',
    'New graph',
  ]);
  const titles = await Promise.all(
    versions.map(async ({ time }) => (await versionAt(database, idOf(keeper), time)).title),
  );
  expect(titles).toEqual(['two', 'three', 'two', 'one']);
});

test('old versions are thinned when a project is written', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('one'), 'New graph');
  await until(() => keeper.state.getState().role === 'writer');
  await keeper.flush();
  const id = idOf(keeper);
  const first = (await database.getAll('versions', versionsOf(id)))[0]!;
  const day = 86_400_000;
  const midnight = Math.floor(Date.now() / day) * day - 5 * day;
  for (let i = 0; i < 20; i++) await database.put('versions', { ...first, time: midnight + i * 60_000 });
  keeper.dispose();
  const next = keep();
  await next.open(id);
  await until(() => next.state.getState().role === 'writer');
  rename('two');
  await next.flush();
  // Of 20 minutes of one day the first, which is the oldest of all, and the last.
  const times = (await listVersions(database, id)).map(({ time }) => time).filter((time) => time < Date.now() - day);
  expect(times).toEqual([midnight + 19 * 60_000, midnight]);
});

test('what is not on the disk when the page is hidden is written at once', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('one'), 'New');
  await until(() => keeper.state.getState().role === 'writer');
  await keeper.flush();
  rename('left in a hurry');
  dispatchEvent(new Event('pagehide'));
  // Nothing but what is done before the page ends: the text is in local storage before any promise is kept.
  const id = idOf(keeper);
  expect(localStorage.getItem(`cellwire-rescue-${id}`)).toContain('left in a hurry');
  await until(async () => (await textOf(database, id))?.includes('left in a hurry'));
  await until(() => localStorage.getItem(`cellwire-rescue-${id}`) === null);
});

test('edits that only local storage got are there when the project is opened again', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('one'), 'New');
  await until(() => keeper.state.getState().role === 'writer');
  await keeper.flush();
  const id = idOf(keeper);
  keeper.dispose();
  const text = writeDocument(titled('rescued'));
  localStorage.setItem(`cellwire-rescue-${id}`, JSON.stringify({ text, time: Date.now() + 1 }));
  const next = keep();
  await next.open(id);
  expect(documentStore.getState().document.title).toBe('rescued');
  await until(async () => (await textOf(database, id)) === text);
});

test('of two tabs on one project one writes; the other reads along and its edits are refused', async () => {
  const { database, keep } = await freshLibrary();
  const other = otherTab();
  const writer = keep(other.store, other.put);
  await writer.create(titled('shared'), 'New');
  await until(() => writer.state.getState().role === 'writer');
  const id = idOf(writer);

  const reader = keep();
  await reader.open(id);
  await until(() => reader.state.getState().role === 'reader');
  expect(documentStore.getState().readOnly).not.toBeNull();
  rename('not mine to change');
  expect(documentStore.getState().document.title).toBe('shared');
  expect(documentStore.getState().refused).toBeGreaterThan(0);

  other.store.setState({ document: titled('changed by the writer') });
  await until(() => documentStore.getState().document.title === 'changed by the writer');
  await reader.flush();
  expect(await textOf(database, id)).toContain('changed by the writer');
});

test('a tab that takes over gets what the other had not written yet, and the other becomes read-only', async () => {
  const { database, keep } = await freshLibrary();
  const other = otherTab();
  const first = keep(other.store, other.put);
  await first.create(titled('one'), 'New');
  await until(() => first.state.getState().role === 'writer');
  const second = keep();
  await second.open(idOf(first));
  await until(() => second.state.getState().role === 'reader');

  other.store.setState({ document: titled('typed a moment ago') });
  await second.takeOver();
  await until(() => second.state.getState().role === 'writer');
  await until(() => first.state.getState().role === 'reader');
  expect(documentStore.getState().document.title).toBe('typed a moment ago');
  expect(documentStore.getState().readOnly).toBeNull();
  expect(other.store.getState().readOnly).not.toBeNull();
  rename('mine now');
  await second.flush();
  expect(await textOf(database, idOf(first))).toContain('mine now');
  await until(() => other.store.getState().document.title === 'mine now');

  // And back again.
  await first.takeOver();
  await until(() => first.state.getState().role === 'writer');
  await until(() => second.state.getState().role === 'reader');
});

test('when the tab that writes is gone, the one that reads along writes', async () => {
  const { keep } = await freshLibrary();
  const other = otherTab();
  const first = keep(other.store, other.put);
  await first.create(titled('one'), 'New');
  await until(() => first.state.getState().role === 'writer');
  const second = keep();
  await second.open(idOf(first));
  await until(() => second.state.getState().role === 'reader');
  first.dispose();
  await until(() => second.state.getState().role === 'writer');
  expect(documentStore.getState().readOnly).toBeNull();
});

test('a frame that holds the lock and is destroyed, as by a crash, frees the project', async () => {
  const { keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('one'), 'New');
  await until(() => keeper.state.getState().role === 'writer');
  const id = idOf(keeper);
  keeper.dispose();
  const frame = document.createElement('iframe');
  document.body.append(frame);
  const inner = frame.contentWindow as Window & typeof globalThis;
  const isHeld = new Promise<void>((resolve) => {
    void inner.navigator.locks
      .request(`cellwire-project-${id}`, () => {
        resolve();
        return new Promise(() => {});
      })
      .catch(() => {});
  });
  await isHeld;
  const next = keep();
  await next.open(id);
  await until(() => next.state.getState().role === 'reader');
  // It answers to nothing, so it is not waited for.
  frame.remove();
  await until(() => next.state.getState().role === 'writer');
});

test('a deleted project comes back with its history', async () => {
  const { database, keep } = await freshLibrary();
  const keeper = keep();
  await keeper.create(titled('one'), 'New');
  await until(() => keeper.state.getState().role === 'writer');
  await keeper.flush();
  const id = idOf(keeper);
  keeper.dispose();
  const bringBack = await deleteProject(database, id);
  expect(await listProjects(database)).toEqual([]);
  expect(await listVersions(database, id)).toEqual([]);
  await bringBack();
  expect((await listProjects(database)).map(({ title }) => title)).toEqual(['one']);
  expect(await listVersions(database, id)).toHaveLength(1);
});

test('a project that a newer Cellwire wrote is left as it is', async () => {
  const { database, keep } = await freshLibrary();
  const text = '{"format": "cellwire-graph", "formatVersion": 99}';
  await database.put('projects', {
    id: 'newer',
    title: 'newer',
    text,
    edited: 1,
    running: false,
    file: null,
    movies: {},
  });
  const keeper = keep();
  expect(await keeper.open('newer')).toBe(false);
  expect(await textOf(database, 'newer')).toBe(text);
});

/** The same library, whose next writes of projects find no room. */
function withoutRoom(database: LibraryDatabase, times: number): LibraryDatabase {
  let left = times;
  return new Proxy(database, {
    get(target, name) {
      const value = Reflect.get(target, name) as unknown;
      if (typeof value !== 'function') return value;
      return (...args: unknown[]) => {
        if (name === 'transaction' && Array.isArray(args[0]) && left-- > 0) {
          throw new DOMException('no room', 'QuotaExceededError');
        }
        return value.apply(target, args) as unknown;
      };
    },
  });
}

test('where there is no room the history gives way to the document', async () => {
  const { database, keep } = await freshLibrary();
  const first = keep();
  await first.create(titled('0'), 'New');
  for (let i = 1; i <= 8; i++) {
    rename(String(i));
    await first.flush();
  }
  const id = idOf(first);
  first.dispose();
  const next = keepProjects(withoutRoom(database, 1), { store: documentStore, load });
  open.at(-1)?.keepers.push(next);
  await next.open(id);
  await until(() => next.state.getState().role === 'writer');
  rename('last');
  await next.flush();
  expect(next.state.getState().kept?.saving).toBe('saved');
  expect(await textOf(database, id)).toContain('last');
  expect((await listVersions(database, id)).map(({ label }) => label.split(' ').at(-1))).toEqual([
    'last',
    '8',
    '7',
    '6',
    '5',
  ]);
});

test('where there is no room at all the user is told, and the next edit is tried again', async () => {
  const { database, keep } = await freshLibrary();
  const first = keep();
  await first.create(titled('0'), 'New');
  await first.flush();
  const id = idOf(first);
  first.dispose();
  const next = keepProjects(withoutRoom(database, 2), { store: documentStore, load });
  open.at(-1)?.keepers.push(next);
  await next.open(id);
  await until(() => next.state.getState().role === 'writer');
  rename('one');
  await next.flush();
  expect(next.state.getState().kept).toMatchObject({
    saving: 'failed',
    reason: expect.stringContaining('no more room'),
  });
  expect(documentStore.getState().document.title).toBe('one');
  rename('two');
  await next.flush();
  expect(next.state.getState().kept?.saving).toBe('saved');
  expect(await textOf(database, id)).toContain('two');
});
