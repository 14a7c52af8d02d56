import type { StoreApi } from 'zustand/vanilla';
import { createStore } from 'zustand/vanilla';
import { type GraphDocument, writeDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import type { DocumentState } from '../store/document-store.ts';
import { type Autosave, autosave, type Kept } from './autosave.ts';
import { type KnownFile, type LibraryDatabase, type Project, strict } from './database.ts';
import { lockProject, type ProjectLock, type Role } from './project-lock.ts';

export interface ProjectState {
  /** `null` until a project is open. */
  readonly kept: Kept | null;
  readonly role: Role | 'opening';
  /** A run of this project was cut off by the end of the page that ran it. */
  readonly interrupted: boolean;
}
export const noProject: ProjectState = { kept: null, role: 'opening', interrupted: false };
export interface ProjectKeeper {
  readonly state: StoreApi<ProjectState>;
  /**
   * Opens a project of this browser; it can be read only where another tab writes it.
   * @returns whether there is such a project and it can be read.
   */
  open(id: string): Promise<boolean>;
  /** Makes a project of a document; the one that was open is written first, and stays. */
  create(document: GraphDocument, label: string, file?: KnownFile | null): Promise<void>;
  flush(): Promise<void>;
  note(change: Partial<Pick<Project, 'file' | 'running' | 'movies'>>): Promise<void>;
  takeOver(): Promise<void>;
  dispose(): void;
}
/** Where the document that is edited stands. */
export interface Documents {
  readonly store: StoreApi<DocumentState>;
  load(document: GraphDocument): void;
}

export const readingAlong = 'Another tab edits this graph; this one reads along.';
/** What the page writes at once when it is left with edits that are not on the disk yet. */
const rescueKey = (id: string) => `cellwire-rescue-${id}`;

/** Keeps the open document on the disk, and agrees with the other tabs who may write it. */
export function keepProjects(
  database: LibraryDatabase,
  documents: Documents,
  state: StoreApi<ProjectState> = createStore<ProjectState>(() => noProject),
): ProjectKeeper {
  const { store } = documents;
  let saver: Autosave | null = null;
  let lock: ProjectLock | null = null;

  const showKept = (kept: Kept) => {
    const wrote = state.getState().kept?.project.edited !== kept.project.edited;
    state.setState({ kept });
    if (wrote && kept.saving !== 'failed') lock?.tellSaved();
  };
  const stopSaving = () => {
    saver?.stop();
    saver = null;
  };
  /** Shows what is on the disk, if it is another document than that on the screen. */
  const reload = async (id: string): Promise<Project | null> => {
    const project = await database.get('projects', id);
    const document = project && readText(project.text);
    if (!project || !document) return null;
    if (writeDocument(store.getState().document) !== project.text) documents.load(document);
    return project;
  };
  /**
   * @param onDisk  the document of the project that the disk has; `null` where it has none of it yet.
   * @param isNew   no other tab can know of it: it is written without waiting for the lock.
   */
  const begin = (project: Project, onDisk: GraphDocument | null, first: string | null, isNew: boolean) => {
    const { id } = project;
    const showRole = (role: ProjectState['role'], found: Project) =>
      state.setState({ role, kept: { project: found, saving: 'saved', reason: null } });
    const own: ProjectLock = lockProject(id, {
      async onRole(role) {
        if (lock !== own || (role === 'writer' && saver)) return;
        stopSaving();
        store.setState({ readOnly: role === 'reader' ? readingAlong : null });
        const isFirst = state.getState().role === 'opening';
        if (role === 'writer' && isFirst) {
          saver = autosave(database, store, project, onDisk, first, showKept);
          return showRole('writer', project);
        }
        const found = (await reload(id)) ?? project;
        if (lock !== own) return;
        if (role === 'writer') saver = autosave(database, store, found, store.getState().document, null, showKept);
        showRole(role, found);
        // A run that another tab began goes on there.
        if (role === 'reader') state.setState({ interrupted: false });
      },
      async onSaved() {
        if (state.getState().role !== 'reader') return;
        const found = await reload(id);
        if (found && lock === own) state.setState({ kept: { project: found, saving: 'saved', reason: null } });
      },
      beforeHandOver: async () => saver?.flush(),
    });
    lock = own;
    if (isNew) saver = autosave(database, store, project, onDisk, first, showKept);
    showRole(isNew ? 'writer' : 'opening', project);
    remember(id);
  };
  const leave = async () => {
    await saver?.flush();
    stopSaving();
    lock?.release();
    lock = null;
  };
  const onHide = () => {
    const id = state.getState().kept?.project.id;
    const text = saver?.unwritten() ?? null;
    if (id === undefined || text === null) return;
    writeRescue(id, text);
    void saver?.flush().then(() => localStorage.removeItem(rescueKey(id)));
  };
  const onVisibility = () => {
    if (document.visibilityState === 'hidden') onHide();
  };
  addEventListener('pagehide', onHide);
  document.addEventListener('visibilitychange', onVisibility);

  return {
    state,
    async open(id) {
      const found = await database.get('projects', id);
      const rescued = takeRescue(id);
      const project = found && rescued && rescued.time > found.edited ? { ...found, text: rescued.text } : found;
      const graph = project && readText(project.text);
      if (!project || !graph) return false;
      await leave();
      documents.load(graph);
      state.setState({ interrupted: project.running });
      const onDisk = project === found ? store.getState().document : null;
      begin(project, onDisk, onDisk ? null : 'Rescued', false);
      return true;
    },
    async create(graph, label, file = null) {
      await leave();
      documents.load(graph);
      store.setState({ readOnly: null });
      state.setState({ interrupted: false });
      const text = writeDocument(graph);
      const project: Project = {
        id: crypto.randomUUID(),
        title: graph.title,
        text,
        edited: Date.now(),
        running: false,
        file,
        movies: {},
      };
      await database.add('projects', project).catch(() => {});
      begin(project, null, label, true);
    },
    flush: async () => saver?.flush(),
    note: async (change) => saver?.note(change),
    takeOver: async () => lock?.takeOver(),
    dispose() {
      removeEventListener('pagehide', onHide);
      document.removeEventListener('visibilitychange', onVisibility);
      stopSaving();
      lock?.release();
      lock = null;
    },
  };
}

function readText(text: string): GraphDocument | null {
  try {
    return parseDocument(text);
  } catch {
    // Damaged, or written by a newer Cellwire: the project stays as it is and is not opened.
    return null;
  }
}

/** A tab that is reloaded comes back with its own project, a new one with the last. */
function remember(id: string): void {
  sessionStorage.setItem('cellwire-project', id);
  localStorage.setItem('cellwire-project', id);
}
export const rememberedProject = (): string | null =>
  sessionStorage.getItem('cellwire-project') ?? localStorage.getItem('cellwire-project');

function writeRescue(id: string, text: string): void {
  try {
    localStorage.setItem(rescueKey(id), JSON.stringify({ text, time: Date.now() }));
  } catch {
    // No room: what IndexedDB manages to write before the page ends has to do.
  }
}
function takeRescue(id: string): { readonly text: string; readonly time: number } | null {
  const raw = localStorage.getItem(rescueKey(id));
  localStorage.removeItem(rescueKey(id));
  if (raw === null) return null;
  try {
    const rescue = JSON.parse(raw) as { text?: unknown; time?: unknown };
    if (typeof rescue.text !== 'string' || typeof rescue.time !== 'number') return null;
    return { text: rescue.text, time: rescue.time };
  } catch {
    return null;
  }
}

/** All projects of this browser, the one edited last first. */
export async function listProjects(database: LibraryDatabase): Promise<readonly Project[]> {
  return (await database.getAll('projects')).sort((a, b) => b.edited - a.edited);
}

/**
 * Deletes a project with its history.
 * @returns what brings it back.
 */
export async function deleteProject(database: LibraryDatabase, id: string): Promise<() => Promise<void>> {
  const range = IDBKeyRange.bound([id], [id, []]);
  const [project, versions] = await Promise.all([database.get('projects', id), database.getAll('versions', range)]);
  const removal = database.transaction(['projects', 'versions'], 'readwrite', strict);
  await Promise.all([
    removal.objectStore('projects').delete(id),
    removal.objectStore('versions').delete(range),
    removal.done,
  ]);
  return async () => {
    const back = database.transaction(['projects', 'versions'], 'readwrite', strict);
    const puts = versions.map((version) => back.objectStore('versions').put(version));
    if (project) await back.objectStore('projects').put(project);
    await Promise.all([...puts, back.done]);
  };
}
