import type { GraphDocument } from '../../runtime/graph/document.ts';
import { type NodeEntry, searchNodes } from './search-nodes.ts';

/** A subgraph that was saved to the library. */
export interface SavedGraph {
  readonly name: string;
  readonly graph: GraphDocument;
}
/** Something that search can put on the canvas. */
export type Choice =
  | { readonly kind: 'node'; readonly entry: NodeEntry }
  | { readonly kind: 'saved'; readonly saved: SavedGraph }
  | { readonly kind: 'comment' };

const commentWords = ['comment', 'note', 'text', 'sticky', 'annotation'];

/**
 * What answers a query: nodes best first, saved subgraphs of that name before them, and a comment where one asks for it.
 * @param saved  left out where only nodes fit.
 */
export function searchChoices(
  entries: readonly NodeEntry[],
  saved: readonly SavedGraph[],
  query: string,
): readonly Choice[] {
  const words = query.trim().toLowerCase();
  const named = saved.filter(({ name }) => name.toLowerCase().includes(words));
  const graphs = named.map((one): Choice => ({ kind: 'saved', saved: one }));
  const nodes = searchNodes(entries, query).map((entry): Choice => ({ kind: 'node', entry }));
  const isExact = named.some(({ name }) => name.toLowerCase() === words);
  const both = isExact ? [...graphs, ...nodes] : [...nodes, ...graphs];
  return asksForComment(query) ? [{ kind: 'comment' }, ...both] : both;
}

/** Whether a query means a comment: "comment", "note", "sticky note", "com". */
export function asksForComment(query: string): boolean {
  const words = query.trim().toLowerCase().split(/\s+/);
  return (words[0] ?? '').length > 2 && words.every((word) => commentWords.some((one) => one.startsWith(word)));
}

export const keyOfChoice = (choice: Choice): string =>
  choice.kind === 'node' ? choice.entry.type : choice.kind === 'saved' ? `saved ${choice.saved.name}` : 'comment';
