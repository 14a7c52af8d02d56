import type { Session } from '../session/session.ts';
import { documentStore, edit, openPath } from '../store/document-store.ts';
import { look } from '../store/view-store.ts';
import { inOrder } from './classify-files.ts';
import { type ChosenFile, chooseFiles, chooseFolder, mayAgain } from './file-system.ts';
import { placeForMovie } from './movie-place.ts';
import { notify } from './notify.tsx';
import { bindAddress } from './open-address.ts';
import { sentenceOf } from './open-document.ts';
import { projectState, projects } from './projects.ts';

/** Finds or makes the node that a movie is opened in. */
function makePlace(session: Session): string | null {
  // Movies are opened by the graph itself, not by one inside it.
  openPath([]);
  const { document, readOnly } = documentStore.getState();
  const place = placeForMovie(document, new Set(session.bound().keys()));
  if (place.label === null) return place.node;
  edit(place.label, place.change);
  return readOnly === null ? place.node : null;
}

/** Opens files as one movie: a TIFF, or several that are its frames in the order of their names. */
export async function openMovie(chosen: readonly ChosenFile[], session: Session): Promise<void> {
  const node = makePlace(session);
  if (node === null || chosen.length === 0) return;
  await bindFiles(node, chosen, session);
  look({ step: node, port: 'movie' });
}

/** Binds files to a node, and remembers them for the next visit where the browser can. */
export async function bindFiles(node: string, chosen: readonly ChosenFile[], session: Session): Promise<void> {
  const sorted = inOrder(chosen.map(({ file, handle }) => ({ name: file.name, file, handle })));
  try {
    await session.bind(
      node,
      sorted.map(({ file }) => file),
    );
  } catch (error) {
    notify({ kind: 'problem', message: `${sorted[0]?.name ?? 'The file'} can’t be opened. ${sentenceOf(error)}.` });
    return;
  }
  const handles = sorted.flatMap(({ handle }) => handle ?? []);
  const movies = { ...projectState.getState().kept?.project.movies };
  delete movies[node];
  if (handles.length === sorted.length && handles.length <= mostRemembered) movies[node] = handles;
  await (await projects()).note({ movies }).catch(() => {});
  const what = sorted.length === 1 ? sorted[0]?.name : `${sorted.length} files from ${sorted[0]?.name}`;
  notify({ kind: 'done', message: `${what} is open in ${node}.`, key: `open ${node}` });
}
/** Each handle costs a few hundred bytes and a question to the file system. */
const mostRemembered = 2000;

export async function openMovieFiles(session: Session): Promise<void> {
  await openMovie(await chooseFiles(['.tif', '.tiff'], true), session);
}

export async function openMovieFolder(session: Session): Promise<void> {
  const files = await chooseFolder();
  const images = files.filter(({ file }) => /\.tiff?$/i.test(file.name));
  if (files.length > 0 && images.length === 0) {
    notify({ kind: 'problem', message: 'There is no TIFF file in this folder.' });
  }
  await openMovie(images, session);
}

export async function openMovieAt(address: URL, session: Session): Promise<void> {
  const node = makePlace(session);
  if (node !== null && (await bindAddress(node, address, session))) look({ step: node, port: 'movie' });
}

/** Opens the movies that a project had, at once where the browser still allows it, else after a click. */
export async function reopenMovies(session: Session): Promise<void> {
  const movies = Object.entries(projectState.getState().kept?.project.movies ?? {}).filter(
    ([node]) => documentStore.getState().document.nodes[node] && !session.bound().has(node),
  );
  const withheld: string[] = [];
  for (const [node, handles] of movies) {
    if (!(await openAgain(node, handles, session, false))) withheld.push(node);
  }
  if (withheld.length === 0) return;
  const names = withheld.map((node) => movies.find(([one]) => one === node)?.[1][0]?.name ?? node);
  notify({
    message: `Last time ${names.join(', ')} was open here.`,
    action: {
      label: 'Open again',
      run: () => {
        for (const [node, handles] of movies) if (withheld.includes(node)) void openAgain(node, handles, session, true);
      },
    },
    stays: null,
    key: 'reopen',
  });
}

async function openAgain(
  node: string,
  handles: readonly FileSystemFileHandle[],
  session: Session,
  asks: boolean,
): Promise<boolean> {
  try {
    const files: File[] = [];
    for (const handle of handles) {
      if (!(await mayAgain(handle, 'read', asks))) return false;
      files.push(await handle.getFile());
    }
    await session.bind(node, files);
    return true;
  } catch (error) {
    notify({ kind: 'problem', message: `${handles[0]?.name ?? node} can’t be opened again. ${sentenceOf(error)}.` });
    return true;
  }
}
