import type { Catalog } from './catalog.ts';
import type { GraphDocument } from './document.ts';
import { GraphError } from './errors.ts';
import { flatten } from './flatten.ts';
import { type Plan, type PlanOptions, planFlat } from './plan.ts';

/** One node of a document that can't run, and why. */
export interface Fault {
  /** Path of the node. */
  readonly node: string;
  /** The input or output that it is about, where it is about one. */
  readonly port: string | null;
  readonly message: string;
  readonly code: GraphError['code'];
}
export interface Runnable {
  /** The part that runs: nodes with faults, and all that hangs on them, are left out. */
  readonly plan: Plan;
  /** In the order of node ids; each node with its own faults, never with those of the nodes above it. */
  readonly faults: readonly Fault[];
  /** Paths of nodes that are off, or that need what is muted. */
  readonly leftOut: ReadonlySet<string>;
}

/**
 * Plans what runs of a document that may be unfinished; never throws for what is in the document.
 *
 * @param options  as of `planGraph`; a file parameter without a value counts as a fault here.
 * @cost O(nodes + edges), one hash per node.
 */
export function runnable(document: GraphDocument, catalog: Catalog, options: PlanOptions = {}): Runnable {
  const faults: Fault[] = [];
  const bad = new Set<string>();
  const refuse = (error: GraphError, node: string): void => {
    bad.add(node);
    faults.push({ node, port: portOf(error), message: error.message, code: error.code });
  };
  const flat = flatten(document, catalog, options.overrides, refuse);
  for (const [id, node] of flat.nodes) {
    for (const [name, param] of Object.entries(catalog.nodes.get(node.type)?.params ?? {})) {
      const value = Object.hasOwn(node.params, name) ? node.params[name] : '';
      if (param.type === 'file' && value === '') refuse(new GraphError('no-file', { node: id, param: name }), id);
    }
  }
  // What hangs on a node that could not even be placed is left out by its open ends, not with faults of its own.
  const missing = (id: string): boolean => !flat.nodes.has(id);
  const cut = new Set([...bad].filter((id) => flat.nodes.has(id)));
  for (const [from, to] of flat.edges) if (missing(from.node) || missing(to.node)) cut.add(to.node);
  const below = spread(cut, flat.edges);
  const nodes = new Map([...flat.nodes].filter(([id]) => !below.has(id)));
  const edges = flat.edges.filter(([from, to]) => nodes.has(from.node) && nodes.has(to.node));
  const plan = planFlat({ ...flat, nodes, edges }, catalog, options, refuse);
  return {
    plan,
    faults: faults.sort((a, b) => (a.node < b.node ? -1 : a.node > b.node ? 1 : 0)),
    leftOut: flat.leftOut,
  };
}

/** The nodes, and all that hang on them. */
function spread(
  start: ReadonlySet<string>,
  edges: ReadonlyArray<readonly [from: { readonly node: string }, to: { readonly node: string }]>,
): ReadonlySet<string> {
  const below = new Map<string, string[]>();
  for (const [from, to] of edges) below.set(from.node, [...(below.get(from.node) ?? []), to.node]);
  const found = new Set(start);
  const open = [...start];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    for (const next of below.get(id) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      open.push(next);
    }
  }
  return found;
}

function portOf({ details }: GraphError): string | null {
  return 'port' in details ? String(details.port) : null;
}
