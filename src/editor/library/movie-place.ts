import type { GraphDocument } from '../../runtime/graph/document.ts';
import { freeName } from '../document/graph-at.ts';
import { columnPitch } from '../document/grid.ts';

/** The node that a movie is opened in, and how the graph must change to have it. */
export interface MoviePlace {
  readonly node: string;
  /** What undo takes back; `null` where nothing changes. */
  readonly label: string | null;
  readonly change: (graph: GraphDocument) => GraphDocument;
}

/**
 * Where a movie goes: into the first node that opens movies and has none; else in the place of the simulated sample; else
 * into the first that has one; else into a new node.
 *
 * @param bound  ids of nodes that have a file.
 */
export function placeForMovie(graph: GraphDocument, bound: ReadonlySet<string>): MoviePlace {
  const ids = Object.keys(graph.nodes).sort();
  const openers = ids.filter((id) => graph.nodes[id]?.type === 'io.open-movie');
  const empty = openers.find((id) => !bound.has(id));
  if (empty !== undefined) return { node: empty, label: null, change: (same) => same };
  const sample = ids.find((id) => graph.nodes[id]?.type === 'io.simulated-movie' && givesOnlyTheMovie(graph, id));
  if (sample !== undefined) {
    return { node: sample, label: 'Open a movie in the place of the sample', change: (one) => opening(one, sample) };
  }
  const first = openers[0];
  if (first !== undefined) return { node: first, label: null, change: (same) => same };
  const node = freeName('open', ids);
  return { node, label: 'Add Open movie', change: (one) => withOpener(one, node) };
}

const givesOnlyTheMovie = (graph: GraphDocument, id: string): boolean =>
  graph.edges.every(([from]) => !from.startsWith(`${id}.`) || from === `${id}.movie`);

function opening(graph: GraphDocument, id: string): GraphDocument {
  const node = graph.nodes[id];
  if (!node) return graph;
  return { ...graph, nodes: { ...graph.nodes, [id]: { ...node, type: 'io.open-movie', version: 1, params: {} } } };
}

function withOpener(graph: GraphDocument, id: string): GraphDocument {
  const places = Object.values(graph.nodes).map(({ at }) => at);
  const left = places.length === 0 ? 0 : Math.min(...places.map(([x]) => x)) - columnPitch;
  const top = places.length === 0 ? 0 : Math.min(...places.map(([, y]) => y));
  const node = { type: 'io.open-movie', version: 1, params: {}, at: [left, top] as const };
  return { ...graph, nodes: { ...graph.nodes, [id]: node } };
}
