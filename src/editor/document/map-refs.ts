import type { Exposed, GraphDocument } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';

/** The graph with ids of nodes replaced wherever they are named but in `nodes`: edges, groups, what is exposed. */
export function mapRefs(graph: GraphDocument, idOf: (id: string) => string): GraphDocument {
  const ref = (text: string) => mapRef(text, idOf);
  return {
    ...graph,
    edges: graph.edges.map(([from, to]) => [ref(from), ref(to)] as const),
    groups: mapValues(graph.groups, (group) => ({ ...group, nodes: group.nodes.map(idOf) })),
    exposed: mapExposed(graph.exposed, ref),
  };
}

/** `node.port` with the id of the node replaced. */
export function mapRef(text: string, idOf: (id: string) => string): string {
  const end = endpointOf(text);
  return end ? `${idOf(end.node)}.${end.port}` : text;
}

function mapExposed({ inputs, outputs, params }: Exposed, ref: (text: string) => string): Exposed {
  return {
    ...(inputs && { inputs: mapValues(inputs, (refs) => refs.map(ref)) }),
    ...(outputs && { outputs: mapValues(outputs, ref) }),
    ...(params && { params: mapValues(params, ref) }),
  };
}

export const mapValues = <T, U>(record: Readonly<Record<string, T>>, map: (value: T, key: string) => U) =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value, key)])) as Record<string, U>;
