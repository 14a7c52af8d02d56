import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { Exposed, GraphDocument, Group } from '../../runtime/graph/document.ts';
import { endpointOf, portsOf } from '../../runtime/graph/ports-of.ts';
import { tidyExposed, withoutRefs } from './exposed-of.ts';
import { nodeOf } from './node-of.ts';
import { withoutKeys } from './records.ts';

/**
 * The graph without some nodes.
 *
 * Healing joins what enters a removed node to what took its output: its first connected input of the kind of that output,
 * as a bypass does; through several removed nodes in a row too. Groups lose the nodes, and go where none is left.
 *
 * @param heal  false leaves what took an output of a removed node unconnected.
 */
export function removeNodes(graph: GraphDocument, ids: Iterable<string>, catalog: Catalog, heal = true): GraphDocument {
  const gone = new Set([...ids].filter((id) => nodeOf(graph, id) !== undefined));
  if (gone.size === 0) return graph;
  const isGone = (ref: string) => gone.has(endpointOf(ref)?.node ?? '');
  const kept = graph.edges.filter(([from, to]) => !isGone(from) && !isGone(to));
  const rest = withoutRefs(graph.exposed, isGone);
  const joined = heal ? joinAround(graph, isGone, catalog) : { edges: [], exposed: rest };
  return {
    ...graph,
    nodes: withoutKeys(graph.nodes, gone),
    edges: [...kept, ...joined.edges],
    groups: withoutMembers(graph.groups, gone),
    exposed: joined.exposed,
  };
}

/** Where something that enters a removed node comes from: an output, or the outside by the name of an exposed input. */
type Source = { readonly from: string } | { readonly exposed: string };

function joinAround(
  graph: GraphDocument,
  isGone: (ref: string) => boolean,
  catalog: Catalog,
): Pick<GraphDocument, 'edges' | 'exposed'> {
  const sources = new Map<string, Source>();
  for (const [name, refs] of Object.entries(graph.exposed.inputs ?? {})) {
    for (const ref of refs) if (isGone(ref)) sources.set(ref, { exposed: name });
  }
  for (const [from, to] of graph.edges) if (isGone(to)) sources.set(to, { from });
  const origin = (ref: string, passed: ReadonlySet<string>): Source | null => {
    const end = endpointOf(ref);
    const node = end && nodeOf(graph, end.node);
    const ports = node ? portsOf(node.type, graph, catalog) : null;
    const kind = end && ports?.outputs.get(end.port)?.kind;
    if (!end || !ports || kind === undefined || passed.has(end.node)) return null;
    for (const [name, input] of ports.inputs) {
      const source = input.kind === kind ? sources.get(`${end.node}.${name}`) : undefined;
      if (!source) continue;
      return 'from' in source && isGone(source.from) ? origin(source.from, new Set([...passed, end.node])) : source;
    }
    return null;
  };
  const edges: (readonly [string, string])[] = [];
  const { inputs = {}, outputs = {}, params } = withoutRefs(graph.exposed, isGone);
  const fed = new Map(Object.entries(inputs).map(([name, refs]) => [name, [...refs]]));
  for (const [from, to] of graph.edges) {
    const source = isGone(from) && !isGone(to) ? origin(from, new Set()) : null;
    if (!source) continue;
    if ('from' in source) edges.push([source.from, to]);
    else fed.set(source.exposed, [...(fed.get(source.exposed) ?? []), to]);
  }
  const given = Object.entries(graph.exposed.outputs ?? {}).flatMap(([name, ref]): [string, string][] => {
    const source = isGone(ref) ? origin(ref, new Set()) : { from: ref };
    return source && 'from' in source ? [[name, source.from]] : [];
  });
  const exposed: Exposed = { inputs: Object.fromEntries(fed), outputs: { ...outputs, ...Object.fromEntries(given) } };
  return { edges, exposed: tidyExposed(params ? { ...exposed, params } : exposed) };
}

/** Groups without some nodes; those left empty go. */
export function withoutMembers(groups: GraphDocument['groups'], gone: ReadonlySet<string>): GraphDocument['groups'] {
  if (!Object.values(groups).some(({ nodes }) => nodes.some((id) => gone.has(id)))) return groups;
  return Object.fromEntries(
    Object.entries(groups)
      .map(([id, group]): [string, Group] => [id, { ...group, nodes: group.nodes.filter((one) => !gone.has(one)) }])
      .filter(([, { nodes }]) => nodes.length > 0),
  );
}
