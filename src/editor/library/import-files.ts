import { readProvenance } from '../../runtime/formats/read-provenance.ts';
import type { ByteSource } from '../../runtime/node/files.ts';
import type { Session } from '../session/session.ts';
import { documentStore } from '../store/document-store.ts';
import { ask } from './ask.tsx';
import { fileUse, refusalOf } from './classify-files.ts';
import { type ChosenFile, chooseFiles, filesOf } from './file-system.ts';
import { fileInputs } from './headless-command.ts';
import { notify } from './notify.tsx';
import { loadNamedAddresses } from './open-address.ts';
import { openText, sentenceOf } from './open-document.ts';
import { bindFiles, openMovie } from './open-movie.ts';
import { importSubgraphs, isSubgraphExport } from './saved-subgraphs.ts';

/** Asks for a graph, or a result that carries one, and opens it. */
export async function openByPicker(session: Session): Promise<void> {
  const accept = ['.json', '.csv', '.svg', '.png', '.tif', '.tiff'];
  await importFiles(await chooseFiles(accept, true), session);
}

/** Opens whatever was dropped or chosen: a graph, a result that carries one, a movie; says why where it can't. */
export async function importFiles(chosen: readonly ChosenFile[], session: Session): Promise<void> {
  const images: ChosenFile[] = [];
  const others: ChosenFile[] = [];
  for (const one of chosen) {
    const head = new Uint8Array(await one.file.slice(0, 16).arrayBuffer());
    (fileUse(one.file.name, head) === 'image' ? images : others).push(one);
  }
  // In a folder of frames a stray text file is no reason to stop.
  if (images.length > 1 || (images.length === 1 && others.length === 0)) return openImages(images, session);
  const first = others[0] ?? images[0];
  if (!first) return notify0('There is nothing in it that could be opened.');
  if (others.length > 1)
    notify0(`Only ${first.file.name} is opened; several files at once are the frames of one movie.`);
  await importOne(first, session);
}
const notify0 = (message: string) => void notify({ message });

async function importOne(chosen: ChosenFile, session: Session): Promise<void> {
  const { file, handle } = chosen;
  switch (fileUse(file.name, new Uint8Array(await file.slice(0, 16).arrayBuffer()))) {
    case 'json':
      return importJson(file, handle, session);
    case 'image':
      return openImages([chosen], session);
    case 'result': {
      const graph = await graphIn(file);
      if (graph === 'damaged') return;
      if (graph !== null) return openGraphOf(file.name, graph, session);
      return openAsInput(chosen, session);
    }
    case 'unknown':
      return openAsInput(chosen, session);
  }
}

async function importJson(file: File, handle: FileSystemFileHandle | null, session: Session): Promise<void> {
  const text = await file.text();
  if (isSubgraphExport(text)) return importSubgraphs(text);
  const isGraph = text.includes('"cellwire-graph"');
  const within = isGraph && !/^\s*\{\s*"format": ?"cellwire-graph"/.test(text) ? await graphIn(file) : null;
  if (within === 'damaged') return;
  if (await openText(within ?? text, file.name, within === null ? handle : null)) {
    await loadNamedAddresses(documentStore.getState().document, session);
  }
}

async function openGraphOf(name: string, graph: string, session: Session): Promise<void> {
  const answer = await ask({
    title: 'Open the graph that made this?',
    message: `${name} carries the graph that it was made with.`,
    answers: { open: 'Open the graph', no: 'Cancel' },
    otherwise: 'no',
  });
  if (answer === 'open' && (await openText(graph, `${name} (its graph)`, null))) {
    await loadNamedAddresses(documentStore.getState().document, session);
  }
}

async function openImages(images: readonly ChosenFile[], session: Session): Promise<void> {
  const first = images[0];
  const graph = images.length === 1 && first ? await graphIn(first.file, true) : null;
  if (first && graph !== null && graph !== 'damaged') {
    const answer = await ask({
      title: 'Open the image, or the graph that made it?',
      message: `${first.file.name} was made by Cellwire and carries its graph.`,
      answers: { movie: 'Open as movie', graph: 'Open the graph', no: 'Cancel' },
      otherwise: 'no',
    });
    if (answer === 'no') return;
    if (answer === 'graph') {
      if (await openText(graph, `${first.file.name} (its graph)`, null)) {
        await loadNamedAddresses(documentStore.getState().document, session);
      }
      return;
    }
  }
  await openMovie(images, session);
}

/** A file that a node of the graph can read, such as a table of spots. */
async function openAsInput(chosen: ChosenFile, session: Session): Promise<void> {
  const { name } = chosen.file;
  const ending = /\.[^.]+$/.exec(name)?.[0].toLowerCase() ?? '';
  const readers = fileInputs(documentStore.getState().document).filter(({ accept }) => accept.includes(ending));
  const reader = readers.find(({ node }) => !session.bound().has(node)) ?? readers[0];
  if (reader) return bindFiles(reader.node, [chosen], session);
  const isResult = fileUse(name, new Uint8Array(await chosen.file.slice(0, 16).arrayBuffer())) === 'result';
  notify({
    kind: 'problem',
    message: isResult ? `${name} carries no graph, and no node of this graph reads it.` : refusalOf(name),
  });
}

/** The graph in a result; `damaged` after having said so, or without a word where `quiet`. */
async function graphIn(file: File, quiet = false): Promise<string | null | 'damaged'> {
  try {
    return await readProvenance(bytesOf(file));
  } catch (error) {
    if (!quiet) notify({ kind: 'problem', message: `${file.name} can’t be read. ${sentenceOf(error)}.` });
    return 'damaged';
  }
}

const bytesOf = (file: File): ByteSource => ({
  name: file.name,
  size: file.size,
  read: async (offset, length) => new Uint8Array(await file.slice(offset, offset + length).arrayBuffer()),
});

/** The files of a drop, those of dropped folders too; must be called before the drop's event ends. */
export async function droppedFiles(transfer: DataTransfer): Promise<readonly ChosenFile[]> {
  const reads = [...transfer.items]
    .filter(({ kind }) => kind === 'file')
    .map((item): Promise<readonly ChosenFile[]> => {
      const plain = item.getAsFile();
      const entry = item.webkitGetAsEntry();
      const handled = (
        item as { getAsFileSystemHandle?(): Promise<FileSystemHandle | null> }
      ).getAsFileSystemHandle?.();
      return filesOfItem(plain, entry, handled);
    });
  return (await Promise.all(reads)).flat();
}

async function filesOfItem(
  plain: File | null,
  entry: FileSystemEntry | null,
  handled: Promise<FileSystemHandle | null> | undefined,
): Promise<readonly ChosenFile[]> {
  const handle = await handled?.catch(() => null);
  if (handle?.kind === 'directory') return filesOf(handle as FileSystemDirectoryHandle);
  if (entry?.isDirectory)
    return (await filesOfEntry(entry as FileSystemDirectoryEntry)).map((file) => ({ file, handle: null }));
  return plain ? [{ file: plain, handle: (handle as FileSystemFileHandle | null | undefined) ?? null }] : [];
}

async function filesOfEntry(folder: FileSystemDirectoryEntry): Promise<readonly File[]> {
  const reader = folder.createReader();
  const files: File[] = [];
  for (;;) {
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (entries.length === 0) return files;
    for (const entry of entries) {
      if (entry.isFile) {
        files.push(await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject)));
      }
    }
  }
}
