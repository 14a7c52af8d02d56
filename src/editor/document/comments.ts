import { type GraphComment, type GraphDocument, largestComment } from '../../runtime/graph/document.ts';
import { freeName } from './graph-at.ts';
import { ownValue, withoutField, withoutKeys } from './records.ts';
import { slug } from './slug.ts';

/** Size of a new comment, grid units. */
export const commentSize: GraphComment['size'] = [12, 5];
/** The least that shows a word, grid units. */
export const leastComment: GraphComment['size'] = [4, 2];

/** The graph with a comment more, and its id. */
export function addComment(
  graph: GraphDocument,
  text: string,
  at: GraphComment['at'],
): { readonly graph: GraphDocument; readonly id: string } {
  const id = freeName(slug(text.slice(0, 24), 'comment'), Object.keys(graph.comments ?? {}));
  const comment = { text, at: [Math.round(at[0]), Math.round(at[1])], size: commentSize } as const;
  return { graph: withComments(graph, [...entriesOf(graph), [id, comment]]), id };
}

/**
 * The graph with another text, place, size or colour of a comment.
 * @param change  places and sizes are rounded to grid units; colour `null` takes it away.
 */
export function changeComment(
  graph: GraphDocument,
  id: string,
  change: Partial<Omit<GraphComment, 'colour'>> & { readonly colour?: string | null },
): GraphDocument {
  const comment = ownValue(graph.comments, id);
  if (!comment) return graph;
  const { text = comment.text, at = comment.at, size = comment.size, colour = comment.colour } = change;
  const changed: GraphComment = {
    text,
    at: [Math.round(at[0]), Math.round(at[1])],
    size: [within(size[0], leastComment[0]), within(size[1], leastComment[1])],
    ...(colour === null || colour === undefined ? {} : { colour }),
  };
  const isSame =
    text === comment.text &&
    changed.colour === comment.colour &&
    changed.at.join() === comment.at.join() &&
    changed.size.join() === comment.size.join();
  return isSame ? graph : { ...graph, comments: { ...graph.comments, [id]: changed } };
}
const within = (size: number, least: number): number => Math.max(least, Math.min(Math.round(size), largestComment));

/** The graph with comments at new places, grid units; rounded. */
export function moveComments(graph: GraphDocument, places: ReadonlyMap<string, GraphComment['at']>): GraphDocument {
  let moved = graph;
  for (const [id, at] of places) moved = changeComment(moved, id, { at });
  return moved;
}

/** The graph with comments moved by some grid units. */
export function nudgeComments(
  graph: GraphDocument,
  ids: Iterable<string>,
  columns: number,
  rows: number,
): GraphDocument {
  const places = [...ids].flatMap((id): [string, GraphComment['at']][] => {
    const at = ownValue(graph.comments, id)?.at;
    return at ? [[id, [at[0] + columns, at[1] + rows]]] : [];
  });
  return moveComments(graph, new Map(places));
}

/** The graph with comments larger or smaller by some grid units. */
export function resizeComments(
  graph: GraphDocument,
  ids: Iterable<string>,
  columns: number,
  rows: number,
): GraphDocument {
  let changed = graph;
  for (const id of ids) {
    const size = ownValue(changed.comments, id)?.size;
    if (size) changed = changeComment(changed, id, { size: [size[0] + columns, size[1] + rows] });
  }
  return changed;
}

/** The graph without some comments. */
export function removeComments(graph: GraphDocument, ids: Iterable<string>): GraphDocument {
  const left = withoutKeys(graph.comments ?? {}, ids);
  return left === graph.comments || graph.comments === undefined ? graph : withComments(graph, Object.entries(left));
}

/** Some comments of a graph, as a field of another; nothing where there are none. */
export function pickComments(graph: GraphDocument, ids: Iterable<string>): Pick<GraphDocument, 'comments'> {
  const picked = new Set(ids);
  const comments = entriesOf(graph).filter(([id]) => picked.has(id));
  return comments.length > 0 ? { comments: Object.fromEntries(comments) } : {};
}

/** The comments of a graph with those of another, moved, under free names; `ids` in the order of the other's. */
export function insertComments(
  graph: GraphDocument,
  other: GraphDocument,
  [columns, rows]: GraphComment['at'],
): { readonly comments: GraphDocument['comments']; readonly ids: readonly string[] } {
  const comments = new Map(entriesOf(graph));
  const ids: string[] = [];
  for (const [id, comment] of entriesOf(other)) {
    const name = freeName(id, comments.keys());
    const at = [Math.round(comment.at[0] + columns), Math.round(comment.at[1] + rows)] as const;
    comments.set(name, { ...comment, at });
    ids.push(name);
  }
  return { comments: comments.size > 0 ? Object.fromEntries(comments) : undefined, ids };
}

const entriesOf = (graph: GraphDocument): readonly [string, GraphComment][] => Object.entries(graph.comments ?? {});
const withComments = (graph: GraphDocument, entries: readonly (readonly [string, GraphComment])[]): GraphDocument =>
  entries.length > 0 ? { ...graph, comments: Object.fromEntries(entries) } : withoutField(graph, 'comments');
