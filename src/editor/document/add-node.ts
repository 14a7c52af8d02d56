import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { subgraphOf } from '../../runtime/graph/ports-of.ts';
import type { StoredParam } from '../../runtime/node/params.ts';
import { freeName } from './graph-at.ts';
import type { Added } from './node-of.ts';
import { setParam } from './set-param.ts';
import { slug } from './slug.ts';

/**
 * The graph with one more node, under a free readable id: `gaussian`, `gaussian-2`.
 *
 * @param type    of a definition, a ready graph, or `graph.<name>` of one of the graph's own subgraphs.
 * @param at      grid units; rounded.
 * @param params  those that differ from the defaults.
 * @throws RangeError for a type that is unknown or a value that is not allowed.
 */
export function addNode(
  graph: GraphDocument,
  type: string,
  at: GraphNode['at'],
  catalog: Catalog,
  params: Readonly<Record<string, StoredParam>> = {},
): Added {
  const definition = catalog.nodes.get(type);
  if (!definition && !subgraphOf(type, graph, catalog)) throw new RangeError(`there is no node type ${type}`);
  const id = freeName(slug(type.slice(type.lastIndexOf('.') + 1)), Object.keys(graph.nodes));
  const node: GraphNode = {
    type,
    version: definition?.version ?? 1,
    params: {},
    at: [Math.round(at[0]), Math.round(at[1])],
  };
  let added: GraphDocument = { ...graph, nodes: { ...graph.nodes, [id]: node } };
  for (const [name, value] of Object.entries(params)) added = setParam(added, id, name, value, catalog);
  return { graph: added, ids: [id] };
}
