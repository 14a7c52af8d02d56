import { type GraphDocument, type GraphNode, writeDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { insertComments, pickComments } from './comments.ts';
import { freeName } from './graph-at.ts';
import { mapRef } from './map-refs.ts';
import { cornerOf } from './move-nodes.ts';
import { type Added, nodeOf } from './node-of.ts';

/**
 * Some nodes as a graph of their own: with the wires between them, the subgraphs they use, and groups that are whole.
 * @param comments  ids of comments that come along.
 */
export function pickNodes(graph: GraphDocument, ids: Iterable<string>, comments: Iterable<string> = []): GraphDocument {
  const picked = new Set([...ids].filter((id) => nodeOf(graph, id) !== undefined));
  const isPicked = (ref: string) => picked.has(endpointOf(ref)?.node ?? '');
  const nodes = Object.fromEntries(Object.entries(graph.nodes).filter(([id]) => picked.has(id)));
  const groups = Object.entries(graph.groups).filter(([, group]) => group.nodes.every((id) => picked.has(id)));
  const subgraphs = usedSubgraphs(graph, Object.values(nodes));
  return {
    format: 'cellwire-graph',
    formatVersion: 1,
    title: graph.title,
    notes: '',
    nodes,
    edges: graph.edges.filter(([from, to]) => isPicked(from) && isPicked(to)),
    groups: Object.fromEntries(groups),
    ...pickComments(graph, comments),
    exposed: {},
    ...(Object.keys(subgraphs).length > 0 && { subgraphs }),
  };
}

/** The graph's own subgraphs that some of its nodes use. */
export function usedSubgraphs(
  graph: GraphDocument,
  nodes: readonly GraphNode[],
): Readonly<Record<string, GraphDocument>> {
  const types = new Set(nodes.map(({ type }) => type));
  return Object.fromEntries(Object.entries(graph.subgraphs ?? {}).filter(([name]) => types.has(`graph.${name}`)));
}

/** Nodes as text for the clipboard: a small graph document, readable as one by everything that opens graphs. */
export const copyNodes = (graph: GraphDocument, ids: Iterable<string>, comments: Iterable<string> = []): string =>
  writeDocument(pickNodes(graph, ids, comments));

/**
 * The graph with the nodes of a text added, under free ids.
 *
 * @param text  from `copyNodes`, of this or another document, or a whole graph file.
 * @param at    where the upper left corner of the nodes goes, grid units; `null`: a little beside where they were.
 * @throws GraphError `not-a-document` or `newer-format` for a text that is no graph.
 */
export function pasteNodes(graph: GraphDocument, text: string, at: GraphNode['at'] | null): Added {
  const pasted = parseDocument(text);
  const [column, row] = cornerOf([...Object.values(pasted.nodes), ...Object.values(pasted.comments ?? {})]);
  return insertGraph(graph, pasted, at ? [at[0] - column, at[1] - row] : beside);
}

const beside = [2, 2] as const;

/**
 * The graph with nodes doubled.
 * @param keepInputs  wires that enter the nodes from others lead to the copies too.
 * @param comments    ids of comments to double with them.
 */
export function duplicateNodes(
  graph: GraphDocument,
  ids: Iterable<string>,
  keepInputs = false,
  comments: Iterable<string> = [],
  offset: GraphNode['at'] = beside,
): Added {
  const picked = pickNodes(graph, ids, comments);
  const copied = insertGraph(graph, picked, offset);
  if (!keepInputs) return copied;
  const names = new Map(Object.keys(picked.nodes).map((id, i) => [id, copied.ids[i] ?? id]));
  const entering = graph.edges.flatMap(([from, to]): [string, string][] => {
    const [start, end] = [endpointOf(from)?.node ?? '', endpointOf(to)?.node ?? ''];
    return names.has(end) && !names.has(start) ? [[from, mapRef(to, (id) => names.get(id) ?? id)]] : [];
  });
  return { ...copied, graph: { ...copied.graph, edges: [...copied.graph.edges, ...entering] } };
}

/**
 * The graph with all nodes, wires, groups, comments and used subgraphs of another one, under free names.
 *
 * A subgraph that is there already, equal to the byte, is shared.
 *
 * @param offset  added to the places, grid units.
 * @returns       ids in the order of `other.nodes`.
 */
export function insertGraph(graph: GraphDocument, other: GraphDocument, offset: GraphNode['at']): Added {
  const { names: types, subgraphs } = mergeSubgraphs(graph, usedSubgraphs(other, Object.values(other.nodes)));
  const names = new Map<string, string>();
  // Maps: an id may be anything, `__proto__` too.
  const nodes = new Map<string, GraphNode>(Object.entries(graph.nodes));
  for (const [id, node] of Object.entries(other.nodes)) {
    const name = freeName(id, nodes.keys());
    const own = node.type.startsWith('graph.') ? types.get(node.type.slice('graph.'.length)) : undefined;
    const at = [Math.round(node.at[0] + offset[0]), Math.round(node.at[1] + offset[1])] as const;
    names.set(id, name);
    nodes.set(name, { ...node, at, ...(own !== undefined && { type: `graph.${own}` }) });
  }
  const idOf = (id: string) => names.get(id) ?? id;
  const isThere = (ref: string) => names.has(endpointOf(ref)?.node ?? '');
  const edges = other.edges
    .filter(([from, to]) => isThere(from) && isThere(to))
    .map(([from, to]) => [mapRef(from, idOf), mapRef(to, idOf)] as const);
  const groups = new Map(Object.entries(graph.groups));
  for (const [id, group] of Object.entries(other.groups)) {
    const members = group.nodes.filter((one) => names.has(one)).map(idOf);
    if (members.length > 0) groups.set(freeName(id, groups.keys()), { ...group, nodes: members.sort() });
  }
  const notes = insertComments(graph, other, offset);
  return {
    graph: {
      ...graph,
      nodes: Object.fromEntries(nodes),
      edges: [...graph.edges, ...edges],
      groups: Object.fromEntries(groups),
      ...(notes.comments && { comments: notes.comments }),
      ...(subgraphs && { subgraphs }),
    },
    ids: [...names.values()],
    ...(notes.ids.length > 0 && { comments: notes.ids }),
  };
}

/** The graph's subgraphs with more of them; names tells what each is called there. */
export function mergeSubgraphs(
  graph: GraphDocument,
  more: Readonly<Record<string, GraphDocument>>,
): { readonly names: ReadonlyMap<string, string>; readonly subgraphs: GraphDocument['subgraphs'] } {
  const subgraphs = new Map(Object.entries(graph.subgraphs ?? {}));
  const written = new Map([...subgraphs].map(([name, inner]) => [name, writeDocument(inner)]));
  const names = new Map<string, string>();
  for (const [name, inner] of Object.entries(more)) {
    const text = writeDocument(inner);
    const [same] = written.get(name) === text ? [name] : [...written.keys()].filter((one) => written.get(one) === text);
    names.set(name, same ?? freeName(name, subgraphs.keys()));
    if (same === undefined) subgraphs.set(names.get(name) ?? name, inner);
  }
  return { names, subgraphs: subgraphs.size > 0 ? Object.fromEntries(subgraphs) : undefined };
}
