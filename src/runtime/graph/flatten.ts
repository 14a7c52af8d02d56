import type { StoredParam } from '../node/params.ts';
import { type Catalog, similar } from './catalog.ts';
import { type Endpoint, type GraphDocument, type GraphNode, parseEndpoint } from './document.ts';
import { GraphError } from './errors.ts';
import { attempt, type Refuse, throwFault } from './faults.ts';
import { portsOf, subgraphOf } from './ports-of.ts';
import { type OffNode, withoutOff } from './without-off.ts';

/** A graph without subgraphs and without what is off; ids are paths, `correct/estimate`. */
export interface FlatGraph {
  readonly nodes: ReadonlyMap<string, GraphNode>;
  readonly edges: ReadonlyArray<readonly [from: Endpoint, to: Endpoint]>;
  /** Paths of nodes that do not run: those that are off, and those that need what is muted. */
  readonly leftOut: ReadonlySet<string>;
}
/** Parameter values given from outside, by node path: what `--set` and `--input` bind. */
export type Overrides = ReadonlyMap<string, Readonly<Record<string, StoredParam>>>;

interface Boundary {
  readonly inputs: ReadonlyMap<string, readonly Endpoint[]>;
  readonly outputs: ReadonlyMap<string, Endpoint>;
}
const maxDepth = 16;

/**
 * Opens every subgraph in place; nodes that are off are left out.
 * @param refuse  told each fault; where it returns, the node or edge at fault is left out.
 * @throws GraphError naming the node whose subgraph is unknown, contains itself, or lacks a port or parameter, or that is
 *   bypassed and has nothing to pass on.
 */
export function flatten(
  document: GraphDocument,
  catalog: Catalog,
  overrides: Overrides = new Map(),
  refuse: Refuse = throwFault,
): FlatGraph {
  const nodes = new Map<string, GraphNode>();
  const edges: (readonly [Endpoint, Endpoint])[] = [];
  const off = new Map<string, OffNode>();

  const open = (graph: GraphDocument, prefix: string, depth: number): Boundary => {
    const boundaries = new Map<string, Boundary>();
    const promoted = promotedParams(graph, prefix, overrides);
    const place = (id: string, node: GraphNode, path: string): void => {
      const ports = node.off ? portsOf(node.type, graph, catalog) : null;
      if (node.off && ports) {
        off.set(path, { off: node.off, ...ports });
        return;
      }
      const params = { ...node.params, ...promoted.get(id), ...overrides.get(path) };
      const inner = subgraphOf(node.type, graph, catalog);
      if (inner) {
        if (depth >= maxDepth) throw new GraphError('cycle', { node: path });
        const boundary = open(withParams(inner, params, path), `${path}/`, depth + 1);
        boundaries.set(id, boundary);
        if (node.pinned) for (const end of boundary.outputs.values()) pin(nodes, end.node);
      } else if (catalog.nodes.has(node.type)) {
        nodes.set(path, { ...node, params });
      } else {
        const known = [...catalog.nodes.keys(), ...catalog.graphs.keys()];
        throw new GraphError('unknown-node', { node: path, type: node.type, similar: similar(node.type, known) });
      }
    };
    for (const [id, node] of Object.entries(graph.nodes)) {
      attempt(refuse, prefix + id, () => place(id, node, prefix + id));
    }
    const source = (ref: string): Endpoint => {
      const { node, port } = endpointIn(graph, ref, prefix);
      const boundary = boundaries.get(node);
      if (!boundary) return { node: prefix + node, port };
      return boundary.outputs.get(port) ?? missing(prefix + node, port, 'output', boundary.outputs.keys());
    };
    const targets = (ref: string): readonly Endpoint[] => {
      const { node, port } = endpointIn(graph, ref, prefix);
      const boundary = boundaries.get(node);
      if (!boundary) return [{ node: prefix + node, port }];
      return boundary.inputs.get(port) ?? missing(prefix + node, port, 'input', boundary.inputs.keys());
    };
    for (const [from, to] of graph.edges) {
      attempt(refuse, prefix + to.slice(0, Math.max(0, to.lastIndexOf('.'))), () => {
        const start = source(from);
        for (const end of targets(to)) edges.push([start, end]);
      });
    }
    const exposed = <R, E>(refs: Readonly<Record<string, R>> = {}, find: (ref: R) => E): ReadonlyMap<string, E> =>
      new Map(
        Object.entries(refs).flatMap(([name, ref]) => {
          const found = attempt(refuse, prefix.slice(0, -1), () => find(ref));
          return found === undefined ? [] : [[name, found] as const];
        }),
      );
    return {
      inputs: exposed(graph.exposed.inputs, (refs) => refs.flatMap(targets)),
      outputs: exposed(graph.exposed.outputs, source),
    };
  };
  open(document, '', 0);
  const paths = [...nodes.keys(), ...off.keys()];
  for (const path of overrides.keys()) attempt(refuse, path, () => rejectUnknownPath(path, document, paths));
  return withoutOff(nodes, edges, off, catalog, refuse);
}

/** A subgraph is kept by what it gives. */
function pin(nodes: Map<string, GraphNode>, path: string): void {
  const node = nodes.get(path);
  if (node) nodes.set(path, { ...node, pinned: true });
}

/** The subgraph with the values of its exposed parameters written into the nodes that own them. */
function withParams(graph: GraphDocument, params: Readonly<Record<string, StoredParam>>, path: string): GraphDocument {
  const nodes: Record<string, GraphNode> = { ...graph.nodes };
  for (const [name, value] of Object.entries(params)) {
    const exposed = graph.exposed.params ?? {};
    const ref = Object.hasOwn(exposed, name) ? exposed[name] : undefined;
    if (ref === undefined) {
      throw new GraphError('unknown-param', {
        node: path,
        param: name,
        known: Object.keys(exposed),
      });
    }
    const { node: id, port: param } = endpointIn(graph, ref, `${path}/`);
    const node = nodes[id];
    if (node) nodes[id] = { ...node, params: { ...node.params, [param]: value } };
  }
  return { ...graph, nodes };
}

/** Values for the exposed parameters of the whole graph, given to it as to a node without a name. */
function promotedParams(
  graph: GraphDocument,
  prefix: string,
  overrides: Overrides,
): ReadonlyMap<string, Readonly<Record<string, StoredParam>>> {
  const given = prefix === '' ? overrides.get('') : undefined;
  if (!given) return new Map();
  const changed = withParams(graph, given, 'the graph');
  return new Map(Object.entries(changed.nodes).map(([id, node]) => [id, node.params]));
}

function endpointIn(graph: GraphDocument, ref: string, prefix: string): Endpoint {
  const endpoint = parseEndpoint(ref);
  const known = Object.keys(graph.nodes);
  if (!known.includes(endpoint.node)) {
    throw new GraphError('unknown-reference', {
      reference: prefix + ref,
      similar: similar(endpoint.node, known),
      known,
    });
  }
  return endpoint;
}

function missing(node: string, port: string, side: 'input' | 'output', known: Iterable<string>): never {
  throw new GraphError('unknown-port', { node, port, side, known: [...known] });
}

function rejectUnknownPath(path: string, document: GraphDocument, paths: readonly string[]): void {
  // Settings for a subgraph, or for a node in one that is off, are as good as those for a node.
  if (path === '' || paths.some((one) => one === path || one.startsWith(`${path}/`) || path.startsWith(`${one}/`))) {
    return;
  }
  const known = [...new Set([...paths, ...Object.keys(document.nodes)])];
  throw new GraphError('unknown-reference', { reference: path, similar: similar(path, known), known });
}
