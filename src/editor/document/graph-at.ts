import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { subgraphOf as subgraphOfType } from '../../runtime/graph/ports-of.ts';
import { followExposed } from './follow-exposed.ts';
import { nodeOf } from './node-of.ts';
import { ownValue } from './records.ts';

/** Where the canvas stands in a document: ids of subgraph nodes from the root down; empty for the root. */
export type GraphPath = readonly string[];

/**
 * The graph at a path.
 * @returns `null` where a node on the way is gone or is no subgraph.
 */
export function graphAt(document: GraphDocument, path: GraphPath, catalog: Catalog): GraphDocument | null {
  let graph = document;
  for (const id of path) {
    const inner = subgraphOf(graph, id, catalog);
    if (!inner) return null;
    graph = inner;
  }
  return graph;
}

/** The graph that a node of `graph` stands for: the document's own, or one that ships as a ready node. */
export function subgraphOf(graph: GraphDocument, id: string, catalog: Catalog): GraphDocument | undefined {
  const type = nodeOf(graph, id)?.type ?? '';
  return subgraphOfType(type, graph, catalog);
}

/**
 * The document with the graph at a path changed.
 *
 * A subgraph of the document changes for all nodes that use it. One that ships is first copied into the document under a
 * free name, and the node on the way is pointed to the copy. Wires, values and exposed names around it follow what it exposes.
 *
 * @returns the same document where nothing changed, or where the path leads nowhere.
 */
export function changeGraphAt(
  document: GraphDocument,
  path: GraphPath,
  catalog: Catalog,
  change: (graph: GraphDocument) => GraphDocument,
): GraphDocument {
  const [id, ...rest] = path;
  if (id === undefined) return change(document);
  const node = nodeOf(document, id);
  const inner = subgraphOf(document, id, catalog);
  if (!node || !inner) return document;
  const changed = changeGraphAt(inner, rest, catalog, change);
  if (changed === inner) return document;
  const own = node.type.startsWith('graph.') ? node.type.slice('graph.'.length) : undefined;
  if (own !== undefined && ownValue(document.subgraphs, own)) {
    const around = { ...document, subgraphs: { ...document.subgraphs, [own]: changed } };
    return followExposed(around, node.type, inner, changed);
  }
  const name = freeName(node.type.slice(node.type.lastIndexOf('.') + 1), Object.keys(document.subgraphs ?? {}));
  const around = {
    ...document,
    nodes: { ...document.nodes, [id]: { ...node, type: `graph.${name}` } },
    subgraphs: { ...document.subgraphs, [name]: changed },
  };
  return followExposed(around, `graph.${name}`, inner, changed);
}

/** `blur`, or `blur-2`, `blur-3` ... where names are taken. */
export function freeName(wanted: string, taken: Iterable<string>): string {
  const names = new Set(taken);
  if (!names.has(wanted)) return wanted;
  const stem = wanted.replace(/-\d+$/, '');
  let number = 2;
  while (names.has(`${stem}-${number}`)) number++;
  return `${stem}-${number}`;
}
