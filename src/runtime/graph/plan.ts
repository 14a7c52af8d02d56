import type { AnyNode } from '../node/define.ts';
import { type Param, rejectParam, type StoredParam } from '../node/params.ts';
import type { Catalog } from './catalog.ts';
import type { Endpoint, GraphDocument, GraphNode } from './document.ts';
import { GraphError } from './errors.ts';
import { attempt, type Refuse, throwFault } from './faults.ts';
import { type FlatGraph, flatten, type Overrides } from './flatten.ts';
import { type ContentHash, hashJson } from './hash.ts';

export type ParamRecord = Readonly<Record<string, StoredParam>>;
export type InputRecord = Readonly<Record<string, { readonly step: string; readonly port: string }>>;

/** One node of the flat graph, ready to run: parameters complete, inputs resolved, key known before anything runs. */
export interface Step {
  /** Path of the node: `denoise`, `correct/estimate`. */
  readonly id: string;
  /** Id of its definition in the catalog. */
  readonly type: string;
  readonly params: ParamRecord;
  readonly inputs: InputRecord;
  /** Hash of what this step computes: node, version, parameters and the keys of everything above it. */
  readonly key: ContentHash;
  /** What a reader of its results must know, from the nodes above it. */
  readonly cautions: readonly string[];
  readonly pinned: boolean;
}
/** Steps in an order in which every step comes after its inputs. */
export type Plan = readonly Step[];

export interface PlanOptions {
  readonly overrides?: Overrides;
  /** Content hash of what a file parameter names: without it, two movies at one path would share a key. */
  readonly fingerprint?: (path: string) => string;
  /** Set where results differ from the CPU kernels' beyond the contract's tolerance: such results get other keys. */
  readonly numerics?: string;
}

/**
 * Checks the document against the catalog and orders it.
 *
 * @throws GraphError naming the node, the port or parameter, and what to do; the first problem in node order.
 */
export function planGraph(document: GraphDocument, catalog: Catalog, options: PlanOptions = {}): Plan {
  return planFlat(flatten(document, catalog, options.overrides), catalog, options, throwFault);
}

/**
 * The same for a graph without subgraphs.
 * @param refuse  told each fault; where it returns, the node at fault and all that hangs on it are left out.
 */
export function planFlat(flat: FlatGraph, catalog: Catalog, options: PlanOptions, refuse: Refuse): Plan {
  const definitionOf = (id: string): AnyNode => {
    const definition = catalog.nodes.get(flat.nodes.get(id)?.type ?? '');
    if (!definition)
      throw new GraphError('unknown-node', { node: id, type: flat.nodes.get(id)?.type ?? '', similar: null });
    return definition;
  };
  const left = new Set<string>();
  const leaveOut: Refuse = (error, node) => {
    left.add(node);
    refuse(error, node);
  };
  const inputs = connect(flat, definitionOf, leaveOut);
  const steps = new Map<string, Step>();
  const open = new Set<string>();

  /** `undefined` where the step is left out. */
  const visit = (id: string): Step | undefined => {
    const done = steps.get(id);
    if (done || left.has(id)) return done;
    if (open.has(id)) throw new GraphError('cycle', { node: id });
    open.add(id);
    const step = attempt(leaveOut, id, () => make(id));
    if (step) steps.set(id, step);
    else left.add(id);
    return step;
  };
  const make = (id: string): Step | undefined => {
    const definition = definitionOf(id);
    const node = flat.nodes.get(id) as GraphNode;
    const params = completeParams(id, definition, currentParams(id, definition, node));
    const into = requireInputs(id, definition, inputs.get(id) ?? {});
    const found = Object.entries(into).map(([port, from]) => ({ port, step: visit(from.step), from: from.port }));
    const above = found.flatMap(({ port, step, from }) => (step ? [{ port, step, from }] : []));
    if (above.length < found.length) return undefined;
    return {
      id,
      type: definition.id,
      params,
      inputs: into,
      key: stepKey(definition, params, above, options),
      cautions: [...new Set(above.flatMap(({ step: one }) => cautionsBelow(one, definitionOf(one.id))))].sort(),
      pinned: node.pinned === true,
    };
  };
  for (const id of [...flat.nodes.keys()].sort()) visit(id);
  return [...steps.values()];
}

/** What readers of a step's outputs must know: what came from above, and what the node itself does. */
export const cautionsBelow = (step: Step, definition: AnyNode): readonly string[] =>
  definition.caution === undefined ? step.cautions : [...step.cautions, definition.caution];

function stepKey(
  definition: AnyNode,
  params: ParamRecord,
  above: readonly { port: string; step: Step; from: string }[],
  { fingerprint, numerics }: PlanOptions,
): ContentHash {
  const hashed = Object.entries(params).map(([name, value]) => {
    const isFile = definition.params[name]?.type === 'file';
    return [name, isFile && fingerprint && value !== '' ? fingerprint(String(value)) : value];
  });
  const ports = above.map(({ port, step, from }) => [port, step.key, from]).sort();
  const source = above.length === 0 && numerics !== undefined ? [numerics] : [];
  return hashJson([definition.id, definition.version, Object.fromEntries(hashed), ports, ...source]);
}

function connect(
  flat: FlatGraph,
  definitionOf: (id: string) => AnyNode,
  refuse: Refuse,
): ReadonlyMap<string, InputRecord> {
  const inputs = new Map<string, InputRecord>();
  const add = (from: Endpoint, to: Endpoint): void => {
    const given = outputOf(definitionOf(from.node), from);
    const target = definitionOf(to.node);
    const wanted = Object.hasOwn(target.inputs, to.port) ? target.inputs[to.port] : undefined;
    if (!wanted) throw new GraphError('unknown-port', { ...to, side: 'input', known: Object.keys(target.inputs) });
    if (given.kind !== wanted.kind) {
      const details = { ...to, given: given.kind, wanted: wanted.kind, from: `${from.node}.${from.port}` };
      throw new GraphError('kind-mismatch', details);
    }
    const present = inputs.get(to.node) ?? {};
    if (present[to.port]) throw new GraphError('connected-twice', to);
    inputs.set(to.node, { ...present, [to.port]: { step: from.node, port: from.port } });
  };
  for (const [from, to] of flat.edges) attempt(refuse, to.node, () => add(from, to));
  return inputs;
}

function outputOf(definition: AnyNode, from: Endpoint) {
  const output = Object.hasOwn(definition.outputs, from.port) ? definition.outputs[from.port] : undefined;
  if (!output)
    throw new GraphError('unknown-port', { ...from, side: 'output', known: Object.keys(definition.outputs) });
  return output;
}

/** The stored parameters, brought forward to the definition's version. */
function currentParams(id: string, definition: AnyNode, node: GraphNode): ParamRecord {
  if (node.version > definition.version) {
    throw new GraphError('newer-node', {
      node: id,
      type: definition.id,
      found: node.version,
      known: definition.version,
    });
  }
  let params: Record<string, unknown> = { ...node.params };
  for (let version = node.version; version < definition.version; version++) {
    const migrate = definition.migrate?.[version];
    if (!migrate) throw new GraphError('no-migration', { node: id, type: definition.id, found: version });
    params = migrate(params);
  }
  return params as ParamRecord;
}

function completeParams(id: string, definition: AnyNode, stored: ParamRecord): ParamRecord {
  for (const name of Object.keys(stored)) {
    if (!Object.hasOwn(definition.params, name)) {
      throw new GraphError('unknown-param', { node: id, param: name, known: Object.keys(definition.params) });
    }
  }
  const complete: Record<string, StoredParam> = {};
  for (const [name, param] of Object.entries(definition.params)) {
    const value = coerce(param, Object.hasOwn(stored, name) ? (stored[name] as StoredParam) : param.default);
    const reason = rejectParam(param, value);
    if (reason) throw new GraphError('bad-param', { node: id, param: name, reason });
    complete[name] = value;
  }
  return complete;
}

/** Text from a command line becomes the number or truth value that the parameter takes. */
function coerce(param: Param, value: StoredParam): StoredParam {
  if (typeof value !== 'string') return value;
  if (param.type === 'toggle') return value === 'true' ? true : value === 'false' ? false : value;
  if ((param.type === 'number' || param.type === 'integer') && /^\s*[-+]?[\d.]/.test(value)) {
    const number = Number(value);
    return Number.isFinite(number) ? number : value;
  }
  return value;
}

function requireInputs(id: string, definition: AnyNode, given: InputRecord): InputRecord {
  for (const [port, wanted] of Object.entries(definition.inputs)) {
    if (!given[port] && !wanted.optional) throw new GraphError('missing-input', { node: id, port, kind: wanted.kind });
  }
  return given;
}
