import { catalog } from '../../nodes/library.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import type { StoredParam } from '../../runtime/node/params.ts';
import { currentNode } from '../document/current-node.ts';
import { changeNodes } from '../document/node-of.ts';
import { setParam } from '../document/set-param.ts';

type Params = GraphNode['params'];

/** The graph with one parameter of some nodes set. */
export const withParam = (graph: GraphDocument, ids: readonly string[], name: string, value: StoredParam) =>
  ids.reduce((changed, id) => setParam(changed, id, name, value, catalog), graph);

/** The graph with all parameters of some nodes replaced; `{}` sets the defaults. */
export const withParams = (graph: GraphDocument, ids: readonly string[], params: Params): GraphDocument =>
  changeNodes(graph, ids, (node) =>
    sameParams(node.params, params) ? node : { ...currentNode(node, catalog), params },
  );

/** Whether two nodes' stored parameters are the same. */
export function sameParams(a: Params, b: Params): boolean {
  const names = Object.keys(a);
  return names.length === Object.keys(b).length && names.every((name) => a[name] === b[name]);
}
