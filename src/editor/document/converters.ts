import type { Kind } from '../../runtime/data/kinds.ts';
import type { Catalog } from '../../runtime/graph/catalog.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { endpointOf, portsOf } from '../../runtime/graph/ports-of.ts';
import { addNode } from './add-node.ts';
import { connect, connectionProblem, portAt } from './connect.ts';
import { type Added, nodeOf } from './node-of.ts';

/** A node type that a wire can be led through or end at, and its ports that fit. */
export interface Fitting {
  readonly type: string;
  readonly port: string;
}
export interface Converter {
  readonly type: string;
  readonly input: string;
  readonly output: string;
}

/**
 * Node types that turn one kind into another and need nothing else: those with the fewest ports first.
 */
export function convertersFor(from: Kind, to: Kind, catalog: Catalog): readonly Converter[] {
  const found: (Converter & { readonly ports: number })[] = [];
  for (const { id, inputs, outputs } of catalog.nodes.values()) {
    const required = Object.entries(inputs).filter(([, port]) => !port.optional);
    const [input, ...others] = required;
    const output = Object.entries(outputs).find(([, { kind }]) => kind === to);
    if (from === to || !input || others.length > 0 || input[1].kind !== from || !output) continue;
    const ports = Object.keys(inputs).length + Object.keys(outputs).length;
    found.push({ type: id, input: input[0], output: output[0], ports });
  }
  return found
    .sort((a, b) => a.ports - b.ports || (a.type < b.type ? -1 : 1))
    .map(({ type, input, output }) => ({ type, input, output }));
}

/**
 * Node types that a wire dropped into nothing may go to.
 *
 * @param side   `inputs`: types that take the kind, for a wire that was drawn from an output.
 * @param graph  whose own subgraphs are offered too.
 * @returns      each type once, with its first port that fits.
 */
export function nodesThatFit(
  kind: Kind,
  side: 'inputs' | 'outputs',
  graph: GraphDocument,
  catalog: Catalog,
): readonly Fitting[] {
  const own = Object.keys(graph.subgraphs ?? {}).map((name) => `graph.${name}`);
  return [...catalog.nodes.keys(), ...catalog.graphs.keys(), ...own].flatMap((type) => {
    const ports = portsOf(type, graph, catalog)?.[side] ?? new Map();
    const fitting = [...ports].filter(([, port]) => port.kind === kind);
    const [first] = [...fitting.filter(([, port]) => !port.optional), ...fitting];
    return first ? [{ type, port: first[0] }] : [];
  });
}

/**
 * The graph with a node led into a wire: what came from the wire's start enters it, what went to its end leaves it.
 * @returns `null` where the node has no input and output of the wire's kind, or a loop would close.
 */
export function insertOnEdge(
  graph: GraphDocument,
  id: string,
  [from, to]: readonly [from: string, to: string],
  catalog: Catalog,
): GraphDocument | null {
  const kind = portAt(graph, from, 'outputs', catalog)?.kind;
  const node = nodeOf(graph, id);
  const ports = node ? portsOf(node.type, graph, catalog) : null;
  const isAtEnd = endpointOf(from)?.node === id || endpointOf(to)?.node === id;
  if (!ports || kind === undefined || isAtEnd) return null;
  const fitting = [...ports.inputs].filter(([, port]) => port.kind === kind);
  const input = (fitting.find(([, port]) => !port.optional) ?? fitting[0])?.[0];
  const output = [...ports.outputs].find(([, port]) => port.kind === kind)?.[0];
  if (input === undefined || output === undefined) return null;
  if (connectionProblem(graph, from, `${id}.${input}`, catalog) !== null) return null;
  const entered = connect(graph, from, `${id}.${input}`, catalog);
  if (connectionProblem(entered, `${id}.${output}`, to, catalog) !== null) return null;
  return connect(entered, `${id}.${output}`, to, catalog);
}

/**
 * The graph with an output connected to an input of another kind by a converter between the two.
 * @throws RangeError where that would close a loop.
 */
export function connectThrough(
  graph: GraphDocument,
  from: string,
  to: string,
  { type, input, output }: Converter,
  catalog: Catalog,
): Added {
  const [a, b] = [from, to].map((ref) => nodeOf(graph, endpointOf(ref)?.node ?? '')?.at ?? [0, 0]);
  const at = [((a?.[0] ?? 0) + (b?.[0] ?? 0)) / 2, ((a?.[1] ?? 0) + (b?.[1] ?? 0)) / 2] as const;
  const added = addNode(graph, type, at, catalog);
  const id = added.ids[0] ?? '';
  const entered = connect(added.graph, from, `${id}.${input}`, catalog);
  return { graph: connect(entered, `${id}.${output}`, to, catalog), ids: added.ids };
}
