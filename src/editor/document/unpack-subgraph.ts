import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { Exposed, GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import type { StoredParam } from '../../runtime/node/params.ts';
import { insertGraph } from './clipboard.ts';
import { tidyExposed } from './exposed-of.ts';
import { subgraphOf } from './graph-at.ts';
import { mapRef, mapValues } from './map-refs.ts';
import { cornerOf } from './move-nodes.ts';
import { faceOf } from './node-face.ts';
import { type Added, nodeOf } from './node-of.ts';
import { ownValue, withoutField, withoutKeys } from './records.ts';
import { defaultOf } from './set-param.ts';
import { replaceMembers } from './subgraph.ts';

/** Why a node can't be unpacked, a sentence; `null` where it can. */
export function unpackProblem(graph: GraphDocument, id: string, catalog: Catalog): string | null {
  const node = nodeOf(graph, id);
  if (!node || !subgraphOf(graph, id, catalog)) return `${node?.title ?? id} is not a subgraph.`;
  if (node.off !== 'bypass') return null;
  return `${node.title ?? faceOf(node, graph, catalog).title} is bypassed as a whole: switch that off first.`;
}

/**
 * The graph with the nodes of a subgraph in the place of the node that stood for them: `makeSubgraph` taken back.
 *
 * Values that were set outside go to the nodes that own them; steps keep their keys. A subgraph that no other node uses is
 * dropped.
 *
 * @throws RangeError where it can't be unpacked; ask `unpackProblem` first.
 */
export function unpackSubgraph(graph: GraphDocument, id: string, catalog: Catalog): Added {
  const problem = unpackProblem(graph, id, catalog);
  const node = nodeOf(graph, id);
  const inner = subgraphOf(graph, id, catalog);
  if (problem !== null || !node || !inner) throw new RangeError(problem ?? id);
  const opened = withValues(inner, node, catalog);
  const rest = withoutDefinition({ ...graph, nodes: withoutKeys(graph.nodes, [id]), edges: [] }, node.type);
  const [column, row] = cornerOf(Object.values(opened.nodes));
  const added = insertGraph(rest, opened, [node.at[0] - column, node.at[1] - row]);
  const names = new Map(Object.keys(opened.nodes).map((one, i) => [one, added.ids[i] ?? one]));
  const outer = (ref: string) => mapRef(ref, (one) => names.get(one) ?? one);
  const { inputs = {}, outputs = {}, params = {} } = opened.exposed;
  const portOf = (ref: string) => {
    const end = endpointOf(ref);
    return end?.node === id ? end.port : null;
  };
  const targets = (ref: string): readonly string[] => {
    const port = portOf(ref);
    return port === null ? [ref] : (ownValue(inputs, port) ?? []).map(outer);
  };
  const source = (ref: string, side: Readonly<Record<string, string>>): string | null => {
    const port = portOf(ref);
    const within = port === null ? undefined : ownValue(side, port);
    return port === null ? ref : within === undefined ? null : outer(within);
  };
  const edges = graph.edges.flatMap(([from, to]) => {
    const start = source(from, outputs);
    return start === null ? [] : targets(to).map((end) => [start, end] as const);
  });
  const kept = (names_: Readonly<Record<string, string>> = {}, side: Readonly<Record<string, string>>) =>
    Object.fromEntries(
      Object.entries(names_).flatMap(([name, ref]) => {
        const within = source(ref, side);
        return within === null ? [] : [[name, within]];
      }),
    );
  const exposed: Exposed = {
    inputs: mapValues(graph.exposed.inputs ?? {}, (refs) => refs.flatMap(targets)),
    outputs: kept(graph.exposed.outputs, outputs),
    params: kept(graph.exposed.params, params),
  };
  const groups = replaceMembers(added.graph.groups, new Set([id]), added.ids);
  return {
    graph: { ...added.graph, edges: [...edges, ...added.graph.edges], groups, exposed: tidyExposed(exposed) },
    ids: added.ids,
    ...(added.comments && { comments: added.comments }),
  };
}

/** The subgraph with the values of the node that uses it, muted where that is. */
function withValues(inner: GraphDocument, user: GraphNode, catalog: Catalog): GraphDocument {
  let nodes = inner.nodes;
  for (const [name, value] of Object.entries(user.params)) {
    const end = endpointOf(ownValue(inner.exposed.params, name) ?? '');
    const owner = end ? ownValue(nodes, end.node) : undefined;
    if (end && owner)
      nodes = { ...nodes, [end.node]: { ...owner, params: withValue(owner, end.port, value, inner, catalog) } };
  }
  if (user.off !== 'mute') return { ...inner, nodes };
  return { ...inner, nodes: mapValues(nodes, (node): GraphNode => ({ ...node, off: 'mute' })) };
}

function withValue(
  node: GraphNode,
  name: string,
  value: StoredParam,
  inner: GraphDocument,
  catalog: Catalog,
): GraphNode['params'] {
  const isCurrent = node.version >= (catalog.nodes.get(node.type)?.version ?? 0);
  if (isCurrent && value === defaultOf(node, name, inner, catalog)) return withoutKeys(node.params, [name]);
  return { ...node.params, [name]: value };
}

function withoutDefinition(graph: GraphDocument, type: string): GraphDocument {
  const isUsed = Object.values(graph.nodes).some((node) => node.type === type);
  if (isUsed || !graph.subgraphs || !type.startsWith('graph.')) return graph;
  const subgraphs = withoutKeys(graph.subgraphs, [type.slice('graph.'.length)]);
  return Object.keys(subgraphs).length > 0 ? { ...graph, subgraphs } : withoutField(graph, 'subgraphs');
}
