import type { Catalog } from '../../runtime/graph/catalog.ts';
import { type GraphDocument, parseEndpoint } from '../../runtime/graph/document.ts';
import type { OutputRef } from '../store/view-store.ts';
import { type GraphPath, graphAt, subgraphOf } from './graph-at.ts';

/**
 * The step and port that give an output of a node, through subgraphs.
 *
 * @param path  where the node stands.
 * @returns `null` where the output leads nowhere.
 */
export function outputOf(
  document: GraphDocument,
  path: GraphPath,
  node: string,
  port: string,
  catalog: Catalog,
): OutputRef | null {
  const graph = graphAt(document, path, catalog);
  if (!graph?.nodes[node]) return null;
  const inner = subgraphOf(graph, node, catalog);
  if (!inner) return { step: [...path, node].join('/'), port };
  const ref = inner.exposed.outputs?.[port];
  if (ref === undefined) return null;
  const end = parseEndpoint(ref);
  return outputOf(document, [...path, node], end.node, end.port, catalog);
}
