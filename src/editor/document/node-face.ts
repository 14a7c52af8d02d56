import type { Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument, GraphNode } from '../../runtime/graph/document.ts';
import { endpointOf, portsOf, subgraphOf } from '../../runtime/graph/ports-of.ts';
import type { AnyNode, Port } from '../../runtime/node/define.ts';
import type { Param, StoredParam } from '../../runtime/node/params.ts';
import { nodeOf } from './node-of.ts';
import { ownValue } from './records.ts';

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
  const inner = subgraphOf(type, graph, catalog);
  return inner ? faceOfGraph(inner, type, graph, catalog) : unknownFace(type);
}

export const faceOf = (node: GraphNode, graph: GraphDocument, catalog: Catalog): NodeFace =>
  faceOfType(node.type, graph, catalog);

/** The name of a node on its card: its own, or that of its type. */
export const titleOf = (node: GraphNode, graph: GraphDocument, catalog: Catalog): string =>
  node.title ?? faceOf(node, graph, catalog).title;

function faceOfDefinition(definition: AnyNode): NodeFace {
  const known = ofDefinitions.get(definition);
  if (known) return known;
  const face: NodeFace = {
    title: definition.title,
    summary: definition.summary,
    keywords: definition.keywords,
    family: familyOf(definition.id),
    inputs: Object.entries(definition.inputs).map(portFace),
    outputs: Object.entries(definition.outputs).map(portFace),
    params: new Map(Object.entries(definition.params)),
    isGraph: false,
    isKnown: true,
  };
  ofDefinitions.set(definition, face);
  return face;
}

const portFace = ([name, { kind, doc, optional }]: [string, Port]): PortFace => ({
  name,
  kind,
  doc,
  optional: optional === true,
});

function faceOfGraph(inner: GraphDocument, type: string, graph: GraphDocument, catalog: Catalog): NodeFace {
  const family = familyOf(type);
  const known = ofGraphs.get(inner)?.get(family);
  if (known) return known;
  const ports = portsOf(type, graph, catalog);
  const params = Object.entries(inner.exposed.params ?? {}).flatMap(([name, ref]) => {
    const end = endpointOf(ref);
    const node = end ? nodeOf(inner, end.node) : undefined;
    const param = end && node ? faceOf(node, inner, catalog).params.get(end.port) : undefined;
    return end && node && param ? [[name, withDefault(param, ownValue(node.params, end.port))] as const] : [];
  });
  const face: NodeFace = {
    title: inner.title,
    summary: inner.notes,
    keywords: [],
    family,
    inputs: [...(ports?.inputs ?? [])].map(portFace),
    outputs: [...(ports?.outputs ?? [])].map(portFace),
    params: new Map(params),
    isGraph: true,
    isKnown: true,
  };
  const ofThis = ofGraphs.get(inner) ?? new Map<string, NodeFace>();
  ofGraphs.set(inner, ofThis.set(family, face));
  return face;
}

/** Inside, the node may have another value than its default: that one holds where nothing is set outside. */
const withDefault = (param: Param, value: StoredParam | undefined): Param =>
  value === undefined || typeof value !== typeof param.default ? param : ({ ...param, default: value } as Param);

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
