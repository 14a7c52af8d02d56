import type { Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import { type GraphDocument, type GraphNode, parseEndpoint } from '../../runtime/graph/document.ts';
import type { AnyNode } from '../../runtime/node/define.ts';
import type { Param } from '../../runtime/node/params.ts';

export interface PortFace {
  readonly name: string;
  readonly kind: Kind;
  readonly doc: string;
  readonly optional: boolean;
}
/** What a user sees of a node, be it a definition or a graph used as a node. */
export interface NodeFace {
  /** Of the type, not of the one node: "Median". */
  readonly title: string;
  readonly summary: string;
  readonly keywords: readonly string[];
  /** `denoise`, `segment` ...; `graph` for graphs of the document. */
  readonly family: string;
  readonly inputs: readonly PortFace[];
  readonly outputs: readonly PortFace[];
  readonly params: ReadonlyMap<string, Param>;
  readonly isGraph: boolean;
  /** False where the type is unknown. */
  readonly isKnown: boolean;
}

const ofDefinitions = new WeakMap<AnyNode, NodeFace>();
const ofGraphs = new WeakMap<GraphDocument, Map<string, NodeFace>>();

/**
 * The face of a node type as seen from `graph`.
 * @returns a face without ports for a type that is unknown.
 */
export function faceOfType(type: string, graph: GraphDocument, catalog: Catalog): NodeFace {
  const definition = catalog.nodes.get(type);
  if (definition) return faceOfDefinition(definition);
  const own = type.startsWith('graph.') ? graph.subgraphs?.[type.slice('graph.'.length)] : undefined;
  const inner = own ?? catalog.graphs.get(type);
  return inner ? faceOfGraph(inner, type, catalog) : unknownFace(type);
}

export const faceOf = (node: GraphNode, graph: GraphDocument, catalog: Catalog): NodeFace =>
  faceOfType(node.type, graph, catalog);

/** The name of a node on its card: its own, or that of its type. */
export const titleOf = (node: GraphNode, graph: GraphDocument, catalog: Catalog): string =>
  node.title ?? faceOf(node, graph, catalog).title;

function faceOfDefinition(definition: AnyNode): NodeFace {
  const known = ofDefinitions.get(definition);
  if (known) return known;
  const ports = (of: AnyNode['inputs']): readonly PortFace[] =>
    Object.entries(of).map(([name, { kind, doc, optional }]) => ({ name, kind, doc, optional: optional === true }));
  const face: NodeFace = {
    title: definition.title,
    summary: definition.summary,
    keywords: definition.keywords,
    family: familyOf(definition.id),
    inputs: ports(definition.inputs),
    outputs: ports(definition.outputs),
    params: new Map(Object.entries(definition.params)),
    isGraph: false,
    isKnown: true,
  };
  ofDefinitions.set(definition, face);
  return face;
}

function faceOfGraph(graph: GraphDocument, type: string, catalog: Catalog): NodeFace {
  const family = familyOf(type);
  const known = ofGraphs.get(graph)?.get(family);
  if (known) return known;
  const inside = (ref: string) => {
    const { node: id, port } = parseEndpoint(ref);
    const node = graph.nodes[id];
    return node ? { face: faceOf(node, graph, catalog), port } : null;
  };
  const inputs = Object.entries(graph.exposed.inputs ?? {}).flatMap(([name, refs]) => {
    const ports = refs.flatMap((ref) => {
      const at = inside(ref);
      return at?.face.inputs.find(({ name: port }) => port === at.port) ?? [];
    });
    const first = ports[0];
    return first ? [{ ...first, name, optional: ports.every(({ optional }) => optional) }] : [];
  });
  const outputs = Object.entries(graph.exposed.outputs ?? {}).flatMap(([name, ref]) => {
    const at = inside(ref);
    const port = at?.face.outputs.find(({ name: one }) => one === at.port);
    return port ? [{ ...port, name }] : [];
  });
  const params = Object.entries(graph.exposed.params ?? {}).flatMap(([name, ref]) => {
    const at = inside(ref);
    const param = at?.face.params.get(at.port);
    return param ? [[name, withInnerValue(param, graph, ref)] as const] : [];
  });
  const face: NodeFace = {
    title: graph.title,
    summary: graph.notes,
    keywords: [],
    family,
    inputs,
    outputs,
    params: new Map(params),
    isGraph: true,
    isKnown: true,
  };
  const ofThis = ofGraphs.get(graph) ?? new Map<string, NodeFace>();
  ofGraphs.set(graph, ofThis.set(family, face));
  return face;
}

/** Inside, the node may have another value than its default: that one holds where nothing is set outside. */
function withInnerValue(param: Param, graph: GraphDocument, ref: string): Param {
  const { node, port } = parseEndpoint(ref);
  const value = graph.nodes[node]?.params[port];
  return value === undefined || typeof value !== typeof param.default ? param : ({ ...param, default: value } as Param);
}

const unknownFace = (type: string): NodeFace => ({
  title: type,
  summary: 'This Cellwire has no such node.',
  keywords: [],
  family: familyOf(type),
  inputs: [],
  outputs: [],
  params: new Map(),
  isGraph: false,
  isKnown: false,
});

const familyOf = (type: string): string => type.slice(0, Math.max(0, type.indexOf('.'))) || 'graph';
