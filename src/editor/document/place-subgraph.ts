import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { addNode } from './add-node.ts';
import { mergeSubgraphs } from './clipboard.ts';
import type { Added } from './node-of.ts';
import { slug } from './slug.ts';

/**
 * The graph with one more node that stands for a graph, such as one saved in a library.
 *
 * A subgraph that is there already, equal to the byte, is shared.
 *
 * @param inner  what it exposes becomes the ports and parameters of the node.
 * @param at     grid units; rounded.
 */
export function placeSubgraph(
  graph: GraphDocument,
  inner: GraphDocument,
  at: GraphNode['at'],
  catalog: Catalog,
): Added {
  const wanted = slug(inner.title, 'subgraph');
  const { names, subgraphs } = mergeSubgraphs(graph, { [wanted]: inner });
  const merged = subgraphs ? { ...graph, subgraphs } : graph;
  return addNode(merged, `graph.${names.get(wanted) ?? wanted}`, at, catalog);
}
