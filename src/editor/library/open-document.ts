import { templates } from '../../nodes/library.ts';
import { withSample } from '../../nodes/sample.ts';
import { type GraphDocument, writeDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { documentStore, emptyDocument } from '../store/document-store.ts';
import { ask } from './ask.tsx';
import type { KnownFile, Project } from './database.ts';
import { chooseWhereToSave, download, mayAgain, writeFile } from './file-system.ts';
import { fileNameOf } from './headless-command.ts';
import { listVersions } from './history.ts';
import { notify } from './notify.tsx';
import { library, projectState, projects } from './projects.ts';
import { LinkError, readFragment } from './share-link.ts';

/** The template that a first visit shows. */
export const mainTemplate = 'nuclei-tracking';

/** What goes wrong, as a sentence for the user. */
export const sentenceOf = (error: unknown): string => {
  const message = error instanceof Error ? error.message : String(error);
  return message.slice(0, 1).toUpperCase() + message.slice(1);
};

/**
 * Opens a document as a project of its own; what was open stays among the recent graphs.
 *
 * @param label  what its history calls it: "Opened from tracks.json".
 */
export async function openDocument(
  document: GraphDocument,
  label: string,
  file: KnownFile | null = null,
): Promise<void> {
  const keeper = await projects();
  const previous = projectState.getState().kept?.project;
  const { title } = documentStore.getState().document;
  await keeper.create(document, label, file);
  if (!previous) return;
  if (await isUntouched(previous)) {
    await (await library()).delete('projects', previous.id);
    return;
  }
  notify({
    message: `“${title}” stays under Open recent.`,
    action: { label: 'Go back', run: () => void keeper.open(previous.id) },
    key: 'left',
  });
}

/** Nothing is lost with it: a new graph or a template that was never edited. */
async function isUntouched({ id, file, running }: Project): Promise<boolean> {
  if (running) return false;
  const versions = await listVersions(await library(), id);
  return file === null && versions.length <= 1 && (versions[0]?.label ?? '').startsWith('New:');
}

export const openNew = (): Promise<void> => openDocument(emptyDocument, 'New: empty graph');

/** Opens a template, with the simulated movie in the place of the movie it would open where `sample` is set. */
export async function openTemplate(name: string, sample: boolean): Promise<void> {
  const text = templates.get(name);
  if (text === undefined) throw new RangeError(`there is no template "${name}"; there are ${[...templates.keys()]}`);
  const document = parseDocument(text);
  await openDocument(
    sample ? withSample(document, new Set()) : document,
    `New: ${document.title}${sample ? ' on the sample movie' : ''}`,
  );
}

/** Opens the text of a graph's file; says what is wrong where it is none. */
export async function openText(text: string, name: string, handle: FileSystemFileHandle | null): Promise<boolean> {
  try {
    const document = parseDocument(text.replace(/^\uFEFF/, ''));
    await openDocument(document, `Opened from ${name}`, { name, handle, text: writeDocument(document) });
    return true;
  } catch (error) {
    notify({ kind: 'problem', message: `${name} can’t be opened. ${sentenceOf(error)}.` });
    return false;
  }
}

/** Opens the graph of a link; asks first where that would put away a graph with edits. */
export async function openLink(fragment: string): Promise<boolean> {
  let document: GraphDocument;
  try {
    document = readFragment(fragment);
  } catch (error) {
    const message = error instanceof LinkError ? error.message : `The link holds no graph. ${sentenceOf(error)}.`;
    notify({ kind: 'problem', message });
    return false;
  }
  const { past, document: current } = documentStore.getState();
  const previous = projectState.getState().kept?.project;
  if (past.length > 0 || (previous && !(await isUntouched(previous)))) {
    const answer = await ask({
      title: 'Open the graph of this link?',
      message: `“${document.title}” would take the place of “${current.title}”, which stays under Open recent.`,
      answers: { open: 'Open the link', stay: 'Stay here' },
      otherwise: 'stay',
    });
    if (answer === 'stay') return false;
  }
  await openDocument(document, 'Opened from a link');
  return true;
}

/** Saves the graph to the file it came from, or asks where. */
export async function saveDocument(asks: boolean): Promise<void> {
  const keeper = await projects();
  const { document } = documentStore.getState();
  const text = writeDocument(document);
  const known = projectState.getState().kept?.project.file ?? null;
  try {
    let handle = asks ? null : (known?.handle ?? null);
    if (handle && !(await mayAgain(handle, 'readwrite', true))) handle = null;
    const chosen = handle ?? (await chooseWhereToSave(known?.name ?? fileNameOf(document.title)));
    if (chosen === null) return;
    if (chosen === 'only downloads') {
      const name = known?.name ?? fileNameOf(document.title);
      download(name, text);
      await keeper.note({ file: { name, handle: null, text } });
      notify({ kind: 'done', message: `${name} is in your downloads.`, key: 'saved' });
      return;
    }
    await writeFile(chosen, text);
    await keeper.note({ file: { name: chosen.name, handle: chosen, text } });
    notify({ kind: 'done', message: `Saved to ${chosen.name}.`, key: 'saved' });
  } catch (error) {
    notify({ kind: 'problem', message: `The graph could not be saved. ${sentenceOf(error)}.` });
  }
}
