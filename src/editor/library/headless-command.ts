import { catalog } from '../../nodes/library.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { flatten } from '../../runtime/graph/flatten.ts';

/** A file name for a document: `track-nuclei.json`. */
export function fileNameOf(title: string): string {
  const stem = title
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
    .slice(0, 60);
  return `${stem || 'graph'}.json`;
}

export interface FileInput {
  /** Path of the node. */
  readonly node: string;
  readonly type: string;
  readonly accept: readonly string[];
  readonly doc: string;
}
/** The nodes of a document that open files, in order of their ids; those of graphs that can't be opened are left out. */
export function fileInputs(document: GraphDocument): readonly FileInput[] {
  try {
    return [...flatten(document, catalog).nodes]
      .flatMap(([node, { type }]): FileInput[] => {
        const param = Object.values(catalog.nodes.get(type)?.params ?? {}).find((one) => one.type === 'file');
        return param?.type === 'file' ? [{ node, type, accept: param.accept, doc: param.doc }] : [];
      })
      .sort((a, b) => (a.node < b.node ? -1 : 1));
  } catch {
    return [];
  }
}

/**
 * The command that runs a document without the editor, as a line for a POSIX shell.
 *
 * @param file   name of the graph's file.
 * @param bound  names of what is open in the editor, by node.
 */
export function headlessCommand(document: GraphDocument, file: string, bound: ReadonlyMap<string, string>): string {
  const inputs = fileInputs(document).map(
    ({ node, accept }) =>
      `--input ${quote(`${node}=${bound.get(node) ?? (accept.includes('.tif') ? 'movie.tif' : (accept[0] ?? 'file').replace(/^\./, 'file.'))}`)}`,
  );
  return ['cellwire run', quote(file), ...inputs, '--out', 'results'].join(' ');
}

const quote = (word: string): string =>
  /^[A-Za-z0-9_@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
