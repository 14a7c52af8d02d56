import { type GraphDocument, writeDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { freeName } from '../document/graph-at.ts';
import { type SavedSubgraph, strict } from './database.ts';
import { notify } from './notify.tsx';
import { sentenceOf } from './open-document.ts';
import { library } from './projects.ts';

const format = 'cellwire-subgraphs';
const news = 'cellwire-subgraphs';

/** Calls back whenever subgraphs are saved, renamed or removed, in this tab or another. @returns what ends it. */
export function onSubgraphsChanged(hear: () => void): () => void {
  const channel = new BroadcastChannel(news);
  channel.onmessage = hear;
  return () => channel.close();
}
function tellChanged(): void {
  const channel = new BroadcastChannel(news);
  channel.postMessage(null);
  channel.close();
}

/** Keeps a subgraph under a name; one of that name is replaced. */
export async function saveSubgraph(name: string, graph: GraphDocument): Promise<void> {
  await putAll([{ name, text: writeDocument(graph), time: Date.now() }]);
}

/** Keeps a subgraph under its title, or `title-2` where that is taken, and says so. */
export async function saveToLibrary(graph: GraphDocument): Promise<void> {
  const taken = (await listSubgraphs()).map(({ name }) => name);
  const name = freeName(graph.title || 'Subgraph', taken);
  await saveSubgraph(name, graph);
  notify({
    kind: 'done',
    message: `“${name}” is among your saved subgraphs.`,
    action: { label: 'Undo', run: () => void removeSubgraph(name) },
  });
}

/** All saved subgraphs, by name. */
export async function listSubgraphs(): Promise<readonly SavedSubgraph[]> {
  return (await library()).getAll('subgraphs');
}

/** @returns what brings it back. */
export async function removeSubgraph(name: string): Promise<() => Promise<void>> {
  const database = await library();
  const removed = await database.get('subgraphs', name);
  await database.delete('subgraphs', name);
  tellChanged();
  return async () => {
    if (removed) await putAll([removed]);
  };
}

/** @throws RangeError where the new name is taken. */
export async function renameSubgraph(name: string, to: string): Promise<void> {
  const database = await library();
  const transaction = database.transaction('subgraphs', 'readwrite', strict);
  const found = await transaction.store.get(name);
  const isTaken = to !== name && (await transaction.store.get(to)) !== undefined;
  if (found && !isTaken && to !== name) {
    await Promise.all([transaction.store.put({ ...found, name: to }), transaction.store.delete(name)]);
  }
  await transaction.done;
  tellChanged();
  if (isTaken) throw new RangeError(`there is a saved subgraph named “${to}” already: take another name`);
}

/** All saved subgraphs as one file. */
export async function exportSubgraphs(): Promise<string> {
  const graphs = (await listSubgraphs()).map(({ name, text }) => [name, JSON.parse(text) as unknown] as const);
  return `${JSON.stringify({ format, formatVersion: 1, graphs: Object.fromEntries(graphs) }, null, 1)}\n`;
}

export const isSubgraphExport = (text: string): boolean =>
  new RegExp(`^\\s*\\{\\s*"format":\\s*"${format}"`).test(text);

/** Adds the subgraphs of a file to those that are there; says how many, and what could not be read. */
export async function importSubgraphs(text: string): Promise<void> {
  try {
    const { graphs } = JSON.parse(text) as { graphs?: unknown };
    if (typeof graphs !== 'object' || graphs === null) throw new Error('the file holds no graphs');
    const taken = new Set((await listSubgraphs()).map(({ name }) => name));
    const added = Object.entries(graphs).map(([wanted, json]): SavedSubgraph => {
      const name = freeName(wanted, taken);
      taken.add(name);
      return { name, text: writeDocument(parseDocument(JSON.stringify(json))), time: Date.now() };
    });
    await putAll(added);
    notify({ kind: 'done', message: `${added.length} subgraphs added to yours.` });
  } catch (error) {
    notify({ kind: 'problem', message: `The subgraphs can’t be read. ${sentenceOf(error)}.` });
  }
}

async function putAll(subgraphs: readonly SavedSubgraph[]): Promise<void> {
  const transaction = (await library()).transaction('subgraphs', 'readwrite', strict);
  await Promise.all([...subgraphs.map((one) => transaction.store.put(one)), transaction.done]);
  tellChanged();
}
