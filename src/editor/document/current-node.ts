import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphNode } from '../../runtime/graph/document.ts';
import type { StoredParam } from '../../runtime/node/params.ts';

/** A node of an earlier version with its parameters brought forward; the same node where it is current or unknown. */
export function currentNode(node: GraphNode, catalog: Catalog): GraphNode {
  const definition = catalog.nodes.get(node.type);
  if (!definition || node.version >= definition.version) return node;
  let params: Record<string, unknown> = { ...node.params };
  for (let version = node.version; version < definition.version; version++) {
    const migrate = definition.migrate?.[version];
    if (!migrate) return node;
    params = migrate(params);
  }
  return { ...node, version: definition.version, params: params as Record<string, StoredParam> };
}
