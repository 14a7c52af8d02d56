import type { Catalog } from '../runtime/graph/catalog.ts';
import type { GraphDocument } from '../runtime/graph/document.ts';
import { parseDocument } from '../runtime/graph/parse.ts';
import { catalog as nodes } from './catalog.ts';

const ready = import.meta.glob<string>('./*/*.graph.json', { eager: true, query: '?raw', import: 'default' });
const shipped = import.meta.glob<string>('../../graphs/*.json', { eager: true, query: '?raw', import: 'default' });

/** `./drift/correct-drift.graph.json` → `drift.correct-drift` */
const typeOf = (path: string) => path.replace('./', '').replace('.graph.json', '').replace('/', '.');
const nameOf = (path: string) => path.replace(/^.*\//, '').replace('.json', '');

/** All that a document may use: the nodes of this folder and the graphs that ship as ready nodes. */
export const catalog: Catalog = {
  nodes,
  graphs: new Map<string, GraphDocument>(
    Object.entries(ready).map(([path, text]) => [typeOf(path), parseDocument(text)]),
  ),
};
/** The template graphs, by name, as text. */
export const templates: ReadonlyMap<string, string> = new Map(
  Object.entries(shipped).map(([path, text]) => [nameOf(path), text]),
);
