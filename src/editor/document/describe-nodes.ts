import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { freeName } from './graph-at.ts';
import { mapRefs } from './map-refs.ts';
import { faceOf } from './node-face.ts';
import { changeNode, changeNodes, nodeOf } from './node-of.ts';
import { withoutField } from './records.ts';
import { slug } from './slug.ts';

/** The graph with another name on a node's card; empty, or the name of its type, takes it off. */
export function setTitle(graph: GraphDocument, id: string, title: string, catalog: Catalog): GraphDocument {
  return changeNode(graph, id, (node) => {
    const text = title.trim();
    const isOwn = text !== '' && text !== faceOf(node, graph, catalog).title;
    if (isOwn) return node.title === text ? node : { ...node, title: text };
    return node.title === undefined ? node : withoutField(node, 'title');
  });
}

/** The graph with a note on a node; empty takes it off. */
export function setNote(graph: GraphDocument, id: string, note: string): GraphDocument {
  return changeNode(graph, id, (node) => {
    if ((node.note ?? '') === note) return node;
    return note === '' ? withoutField(node, 'note') : { ...node, note };
  });
}

/** The graph with nodes whose results are kept in the cache, or no longer are. */
export const pinNodes = (graph: GraphDocument, ids: Iterable<string>, isPinned: boolean): GraphDocument =>
  changeNodes(graph, ids, (node) => flag(node, 'pinned', isPinned));

/** The graph with nodes drawn as their titles alone, or in full. */
export const collapseNodes = (graph: GraphDocument, ids: Iterable<string>, isCollapsed: boolean): GraphDocument =>
  changeNodes(graph, ids, (node) => flag(node, 'collapsed', isCollapsed));

/** The graph with nodes bypassed, muted, or on again (`null`). */
export function switchNodes(
  graph: GraphDocument,
  ids: Iterable<string>,
  off: NonNullable<GraphNode['off']> | null,
): GraphDocument {
  return changeNodes(graph, ids, (node) => {
    if ((node.off ?? null) === off) return node;
    return off === null ? withoutField(node, 'off') : { ...node, off };
  });
}

function flag(node: GraphNode, name: 'pinned' | 'collapsed', isSet: boolean): GraphNode {
  if ((node[name] === true) === isSet) return node;
  return isSet ? { ...node, [name]: true } : withoutField(node, name);
}

/**
 * The graph with another id for a node: what files, the command line and `run.json` call it.
 * @param wanted  any text; made readable and free.
 * @returns the id that it got.
 */
export function renameNode(graph: GraphDocument, id: string, wanted: string): { graph: GraphDocument; id: string } {
  const node = nodeOf(graph, id);
  const others = Object.keys(graph.nodes).filter((one) => one !== id);
  const name = freeName(slug(wanted), others);
  if (!node || name === id) return { graph, id };
  const nodes = Object.fromEntries(Object.entries(graph.nodes).map(([one, of]) => [one === id ? name : one, of]));
  return { graph: mapRefs({ ...graph, nodes }, (one) => (one === id ? name : one)), id: name };
}

/** The graph with another title or notes. */
export function describeGraph(
  graph: GraphDocument,
  { title = graph.title, notes = graph.notes }: { readonly title?: string; readonly notes?: string },
): GraphDocument {
  return title === graph.title && notes === graph.notes ? graph : { ...graph, title, notes };
}
