import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { Exposed, GraphDocument } from '../../runtime/graph/document.ts';
import { endpointOf } from '../../runtime/graph/ports-of.ts';
import { portAt } from './connect.ts';
import { tidyExposed } from './exposed-of.ts';
import { freeName } from './graph-at.ts';
import { faceOf } from './node-face.ts';
import { nodeOf } from './node-of.ts';
import { ownValue, withoutKeys } from './records.ts';

export type ExposedSide = keyof Exposed;

/** The names under which a port or parameter is exposed; none where it is not. */
export function exposedAs(graph: GraphDocument, side: ExposedSide, ref: string): readonly string[] {
  return Object.entries<string | readonly string[]>(graph.exposed[side] ?? {})
    .filter(([, refs]) => (typeof refs === 'string' ? refs === ref : refs.includes(ref)))
    .map(([name]) => name);
}

/**
 * The graph with a port or parameter of a node shown to whoever uses the graph as a node: promoting a parameter.
 *
 * An input that is exposed loses its wire inside.
 *
 * @param ref     `node.port` or `node.param`.
 * @param wanted  name outside; left out: the name inside, with the node's before it where that is taken.
 * @throws RangeError where there is no such port or parameter.
 */
export function expose(
  graph: GraphDocument,
  side: ExposedSide,
  ref: string,
  catalog: Catalog,
  wanted?: string,
): GraphDocument {
  const end = endpointOf(ref);
  const node = end && nodeOf(graph, end.node);
  const isThere =
    side === 'params'
      ? end && node && faceOf(node, graph, catalog).params.has(end.port)
      : portAt(graph, ref, side, catalog) !== null;
  if (!end || !isThere) throw new RangeError(`${ref} is not among the ${side} of the graph's nodes`);
  if (exposedAs(graph, side, ref).length > 0) return graph;
  const taken = Object.keys(graph.exposed[side] ?? {});
  const name = freeName(nameOf(wanted ?? (taken.includes(end.port) ? `${end.node}-${end.port}` : end.port)), taken);
  const exposed = {
    ...graph.exposed,
    [side]: { ...graph.exposed[side], [name]: side === 'inputs' ? [ref] : ref },
  };
  const edges = side === 'inputs' ? graph.edges.filter(([, to]) => to !== ref) : graph.edges;
  return { ...graph, edges, exposed };
}

/** The graph with a name no longer shown outside. */
export function unexpose(graph: GraphDocument, side: ExposedSide, name: string): GraphDocument {
  const names: Readonly<Record<string, string | readonly string[]>> = graph.exposed[side] ?? {};
  if (!Object.hasOwn(names, name)) return graph;
  return { ...graph, exposed: tidyExposed({ ...graph.exposed, [side]: withoutKeys(names, [name]) }) };
}

/** The graph with another name for something exposed; made free. Wires and values outside follow by `changeGraphAt`. */
export function renameExposed(graph: GraphDocument, side: ExposedSide, name: string, wanted: string): GraphDocument {
  const names: Readonly<Record<string, string | readonly string[]>> = graph.exposed[side] ?? {};
  const refs = ownValue(names, name);
  const others = Object.keys(names).filter((one) => one !== name);
  const free = freeName(nameOf(wanted), others);
  if (refs === undefined || free === name) return graph;
  const renamed = Object.entries(names).map(([one, of]) => [one === name ? free : one, of]);
  return { ...graph, exposed: { ...graph.exposed, [side]: Object.fromEntries(renamed) } };
}

/** Names on the outside are parts of `node.name`: no dots, no white space at the ends. */
const nameOf = (text: string): string => text.trim().replace(/[.=/\s]+/g, '-') || 'value';
