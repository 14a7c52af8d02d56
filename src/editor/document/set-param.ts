import type { Catalog } from '../../runtime/graph/catalog.ts';
import { type GraphDocument, type GraphNode, parseEndpoint } from '../../runtime/graph/document.ts';
import { subgraphOf } from '../../runtime/graph/ports-of.ts';
import { type Param, rejectParam, type StoredParam } from '../../runtime/node/params.ts';
import { currentNode } from './current-node.ts';
import { faceOf } from './node-face.ts';
import { changeNode, nodeOf } from './node-of.ts';
import { ownValue, withoutKeys } from './records.ts';

/**
 * Why a node can't have a value for a parameter, a sentence for beside the field.
 * @returns `null` where it can.
 */
export function paramProblem(
  graph: GraphDocument,
  id: string,
  name: string,
  value: StoredParam,
  catalog: Catalog,
): string | null {
  const node = nodeOf(graph, id);
  if (!node) return `there is no node ${id}`;
  const param = faceOf(node, graph, catalog).params.get(name);
  if (!param) return `${id} has no parameter ${name}`;
  if (param.type === 'file' && value !== '')
    return `${name} names a file: it is chosen when the graph runs, and not kept`;
  const reason = rejectParam(param, value);
  return reason === null ? null : `${name} ${reason}`;
}

/**
 * The graph with one parameter of a node set; a value equal to the default is not stored.
 *
 * A node of an earlier version is brought forward first.
 *
 * @throws RangeError where the value is not allowed; ask `paramProblem` first.
 */
export function setParam(
  graph: GraphDocument,
  id: string,
  name: string,
  value: StoredParam,
  catalog: Catalog,
): GraphDocument {
  const problem = paramProblem(graph, id, name, value, catalog);
  if (problem !== null) throw new RangeError(problem);
  return changeNode(graph, id, (old) => {
    const node = currentNode(old, catalog);
    const isDefault = value === defaultOf(node, name, graph, catalog);
    if (isDefault && ownValue(node.params, name) === undefined) return old;
    if (!isDefault && ownValue(node.params, name) === value) return old;
    return { ...node, params: isDefault ? withoutKeys(node.params, [name]) : { ...node.params, [name]: value } };
  });
}

/** The graph with parameters of a node back at their defaults: all of them, or those named. */
export function resetParams(graph: GraphDocument, id: string, names?: readonly string[]): GraphDocument {
  return changeNode(graph, id, (node) => {
    const params = withoutKeys(node.params, names ?? Object.keys(node.params));
    return params === node.params ? node : { ...node, params };
  });
}

/**
 * What holds where a parameter of a node is not set: the default of its definition, for a subgraph the value inside.
 * @returns `undefined` for a parameter that it does not have.
 */
export function defaultOf(
  node: GraphNode,
  name: string,
  graph: GraphDocument,
  catalog: Catalog,
): StoredParam | undefined {
  const inner = subgraphOf(node.type, graph, catalog);
  if (!inner) return ownValue<Param>(catalog.nodes.get(node.type)?.params, name)?.default;
  const ref = ownValue(inner.exposed.params, name);
  const end = ref === undefined ? null : parseEndpoint(ref);
  const owner = end && nodeOf(inner, end.node);
  if (!end || !owner) return undefined;
  return ownValue(currentNode(owner, catalog).params, end.port) ?? defaultOf(owner, end.port, inner, catalog);
}

/** The value that a parameter of a node has now. */
export const paramValue = (
  node: GraphNode,
  name: string,
  graph: GraphDocument,
  catalog: Catalog,
): StoredParam | undefined =>
  ownValue(currentNode(node, catalog).params, name) ?? defaultOf(node, name, graph, catalog);
