import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { documentStore, load } from '../store/document-store.ts';
import { type LibraryDatabase, openLibrary } from './database.ts';
import { keepProjects, noProject, type ProjectKeeper, type ProjectState } from './project-keeper.ts';

/** Where the project of this page stands. */
export const projectState = createStore<ProjectState>(() => noProject);
/** Part of what is known of the project; the component draws again only when that part changes. */
export const useProject = <T>(pick: (state: ProjectState) => T): T => useStore(projectState, pick);

let database: Promise<LibraryDatabase> | undefined;
let keeper: Promise<ProjectKeeper> | undefined;

/** The library of this browser. */
export function library(): Promise<LibraryDatabase> {
  database ??= openLibrary();
  return database;
}
/** What keeps the document of this page. */
export function projects(): Promise<ProjectKeeper> {
  keeper ??= library().then((opened) => keepProjects(opened, { store: documentStore, load }, projectState));
  return keeper;
}
