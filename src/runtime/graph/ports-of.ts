import type { Port } from '../node/define.ts';
import type { Catalog } from './catalog.ts';
import { type Endpoint, type GraphDocument, parseEndpoint } from './document.ts';

/** The ports of a node as its neighbours see them, in the order in which they are drawn. */
export interface NodePorts {
  readonly inputs: ReadonlyMap<string, Port>;
  readonly outputs: ReadonlyMap<string, Port>;
}
const maxDepth = 16;

/** The graph that a node type of `graph` stands for: one of its own subgraphs, or one that ships as a ready node. */
export function subgraphOf(type: string, graph: GraphDocument, catalog: Catalog): GraphDocument | undefined {
  const name = type.startsWith('graph.') ? type.slice('graph.'.length) : null;
  const own = name !== null && graph.subgraphs && Object.hasOwn(graph.subgraphs, name) ? graph.subgraphs[name] : null;
  return own ?? catalog.graphs.get(type);
}

/**
 * Ports of a node type as used in `graph`: those of the definition, or what the subgraph exposes, by name.
 * @returns `null` for a type that is not known; an exposed port that leads nowhere is left out.
 */
export function portsOf(type: string, graph: GraphDocument, catalog: Catalog): NodePorts | null {
  return portsWithin(type, graph, catalog, 0);
}

function portsWithin(type: string, graph: GraphDocument, catalog: Catalog, depth: number): NodePorts | null {
  const inner = subgraphOf(type, graph, catalog);
  if (!inner) {
    const definition = catalog.nodes.get(type);
    if (!definition) return null;
    return {
      inputs: new Map(Object.entries(definition.inputs)),
      outputs: new Map(Object.entries(definition.outputs)),
    };
  }
  if (depth >= maxDepth) return { inputs: new Map(), outputs: new Map() };
  const portAt = (ref: string, side: 'inputs' | 'outputs'): Port | undefined => {
    const end = endpointOf(ref);
    const node = end && Object.hasOwn(inner.nodes, end.node) ? inner.nodes[end.node] : undefined;
    return end && node ? portsWithin(node.type, inner, catalog, depth + 1)?.[side].get(end.port) : undefined;
  };
  const inputs = sorted(inner.exposed.inputs).flatMap(([name, refs]): [string, Port][] => {
    const ports = refs.map((ref) => portAt(ref, 'inputs')).filter((port) => port !== undefined);
    const [first] = ports;
    return first ? [[name, { ...first, optional: ports.every(({ optional }) => optional === true) }]] : [];
  });
  const outputs = sorted(inner.exposed.outputs).flatMap(([name, ref]): [string, Port][] => {
    const port = portAt(ref, 'outputs');
    return port ? [[name, port]] : [];
  });
  return { inputs: new Map(inputs), outputs: new Map(outputs) };
}

/** Documents are written with sorted names: an order that outlives saving. */
const sorted = <T>(names: Readonly<Record<string, T>> | undefined): [string, T][] =>
  Object.entries(names ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));

/** `node.port` taken apart; `null` for text that is no such thing. */
export function endpointOf(ref: string): Endpoint | null {
  return ref.lastIndexOf('.') > 0 ? parseEndpoint(ref) : null;
}
