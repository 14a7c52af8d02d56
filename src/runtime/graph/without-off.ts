import type { Catalog } from './catalog.ts';
import type { Endpoint, GraphNode } from './document.ts';
import { GraphError } from './errors.ts';
import { attempt, type Refuse } from './faults.ts';
import type { FlatGraph } from './flatten.ts';
import type { NodePorts } from './ports-of.ts';

/** A node that is off, or a whole subgraph, seen from outside. */
export interface OffNode extends NodePorts {
  readonly off: 'bypass' | 'mute';
}
type Edge = FlatGraph['edges'][number];

/**
 * The flat graph without what is off.
 *
 * Past a bypassed node its first connected input goes on to every output of the same kind. With a muted node all goes that
 * needs it by an input that is not optional, and so on down; optional inputs are left open.
 *
 * @param off     nodes that are not in `nodes`, though edges begin and end at them.
 * @param refuse  told each fault; where it returns, the edge at fault is left out.
 * @throws GraphError `not-bypassable` where a used output has no input to take its place.
 */
export function withoutOff(
  nodes: ReadonlyMap<string, GraphNode>,
  edges: readonly Edge[],
  off: ReadonlyMap<string, OffNode>,
  catalog: Catalog,
  refuse: Refuse,
): FlatGraph {
  if (off.size === 0) return { nodes, edges, leftOut: new Set() };
  const joined = pastBypassed(edges, off, refuse);
  const leftOut = new Set(off.keys());
  const below = new Map<string, Edge[]>();
  for (const edge of joined) below.set(edge[0].node, [...(below.get(edge[0].node) ?? []), edge]);
  const open = [...off.keys()];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const [, to] of below.get(id) ?? []) {
      const isOptional = catalog.nodes.get(nodes.get(to.node)?.type ?? '')?.inputs[to.port]?.optional === true;
      if (isOptional || leftOut.has(to.node)) continue;
      leftOut.add(to.node);
      open.push(to.node);
    }
  }
  return {
    nodes: new Map([...nodes].filter(([id]) => !leftOut.has(id))),
    edges: joined.filter(([from, to]) => !leftOut.has(from.node) && !leftOut.has(to.node)),
    leftOut,
  };
}

function pastBypassed(edges: readonly Edge[], off: ReadonlyMap<string, OffNode>, refuse: Refuse): readonly Edge[] {
  const sources = new Map<string, Endpoint>();
  for (const [from, to] of edges) if (off.has(to.node)) sources.set(`${to.node}.${to.port}`, from);
  const origin = (from: Endpoint, passed: ReadonlySet<string>): Endpoint => {
    const node = off.get(from.node);
    if (node?.off !== 'bypass') return from;
    if (passed.has(from.node)) throw new GraphError('cycle', { node: from.node });
    const kind = node.outputs.get(from.port)?.kind;
    if (kind === undefined) {
      throw new GraphError('unknown-port', { ...from, side: 'output', known: [...node.outputs.keys()] });
    }
    for (const [name, input] of node.inputs) {
      const source = input.kind === kind ? sources.get(`${from.node}.${name}`) : undefined;
      if (source) return origin(source, new Set([...passed, from.node]));
    }
    throw new GraphError('not-bypassable', { ...from, kind });
  };
  return edges
    .filter(([, to]) => !off.has(to.node))
    .flatMap(([from, to]) => {
      const start = attempt(refuse, to.node, () => origin(from, new Set()));
      return start ? [[start, to] as const] : [];
    });
}
