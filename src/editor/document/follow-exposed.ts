import type { Exposed, GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { withoutRefs } from './exposed-of.ts';
import { mapValues } from './map-refs.ts';
import { nodeOf } from './node-of.ts';
import { ownValue } from './records.ts';

type Side = keyof Exposed;
/** What has become of each name that a subgraph exposed: another name, or `null` where it is gone. */
type Fates = Readonly<Record<Side, ReadonlyMap<string, string | null>>>;

/**
 * The graph around a subgraph that has changed, its wires, parameters and exposed names following.
 *
 * Where a name that the subgraph exposed is gone and what it stood for is exposed by another, it was renamed; else its
 * wires and values go too. The value of a parameter that is no longer exposed goes inside where one node alone used it.
 *
 * @param graph  already holds the changed subgraph.
 * @param type   of the nodes that use it.
 */
export function followExposed(
  graph: GraphDocument,
  type: string,
  before: GraphDocument,
  after: GraphDocument,
): GraphDocument {
  if (before.exposed === after.exposed) return graph;
  const fates: Fates = {
    inputs: fatesOf(before.exposed.inputs, after.exposed.inputs),
    outputs: fatesOf(before.exposed.outputs, after.exposed.outputs),
    params: fatesOf(before.exposed.params, after.exposed.params),
  };
  if (Object.values(fates).every((side) => side.size === 0)) return graph;
  const users = new Set(Object.keys(graph.nodes).filter((id) => graph.nodes[id]?.type === type));
  const moved = (side: Side) => (ref: string) => {
    const end = endpointOf(ref);
    const fate = end && users.has(end.node) ? fates[side].get(end.port) : undefined;
    return end && fate !== undefined ? (fate === null ? null : `${end.node}.${fate}`) : ref;
  };
  const output = moved('outputs');
  const input = moved('inputs');
  const edges = graph.edges.flatMap(([from, to]): [string, string][] => {
    const [start, end] = [output(from), input(to)];
    return start === null || end === null ? [] : [[start, end]];
  });
  const nodes = mapValues(graph.nodes, (node, id) => (users.has(id) ? renameParams(node, fates.params) : node));
  const kept = {
    ...graph,
    nodes,
    edges,
    exposed: moveExposed(graph.exposed, { inputs: input, outputs: output, params: moved('params') }),
  };
  return users.size === 1 ? valuesInside(kept, graph, [...users][0] as string, type, before, fates.params) : kept;
}

function fatesOf<T extends string | readonly string[]>(
  before: Readonly<Record<string, T>> = {},
  after: Readonly<Record<string, T>> = {},
): ReadonlyMap<string, string | null> {
  const fates = new Map<string, string | null>();
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  for (const [name, refs] of Object.entries(before)) {
    if (Object.hasOwn(after, name)) continue;
    fates.set(name, added.find((other) => String(after[other]) === String(refs)) ?? null);
  }
  return fates;
}

function renameParams(node: GraphNode, fates: Fates['params']): GraphNode {
  if (!Object.keys(node.params).some((name) => fates.has(name))) return node;
  const entries = Object.entries(node.params).flatMap(([name, value]) => {
    const fate = fates.get(name);
    return fate === null ? [] : [[fate ?? name, value] as const];
  });
  return { ...node, params: Object.fromEntries(entries) };
}

function moveExposed(exposed: Exposed, moved: Readonly<Record<Side, (ref: string) => string | null>>): Exposed {
  const { inputs = {}, outputs = {}, params = {} } = exposed;
  const left = {
    inputs: mapValues(inputs, (refs) => refs.map((ref) => moved.inputs(ref) ?? gone)),
    outputs: mapValues(outputs, (ref) => moved.outputs(ref) ?? gone),
    params: mapValues(params, (ref) => moved.params(ref) ?? gone),
  };
  const isSame = JSON.stringify(left) === JSON.stringify({ inputs, outputs, params });
  return isSame ? exposed : withoutRefs({ ...left }, (ref) => ref === gone);
}
const gone = '';

function valuesInside(
  graph: GraphDocument,
  old: GraphDocument,
  user: string,
  type: string,
  before: GraphDocument,
  fates: Fates['params'],
): GraphDocument {
  const name = type.slice('graph.'.length);
  let inner = ownValue(graph.subgraphs, name);
  for (const [param, fate] of fates) {
    const value = ownValue(nodeOf(old, user)?.params ?? {}, param);
    const end = endpointOf(ownValue(before.exposed.params, param) ?? '');
    const owner = inner && end ? nodeOf(inner, end.node) : undefined;
    if (fate !== null || value === undefined || !inner || !end || !owner) continue;
    inner = {
      ...inner,
      nodes: { ...inner.nodes, [end.node]: { ...owner, params: { ...owner.params, [end.port]: value } } },
    };
  }
  return inner ? { ...graph, subgraphs: { ...graph.subgraphs, [name]: inner } } : graph;
}
