import { readFile } from 'node:fs/promises';
import { catalog, templates } from '../../nodes/library.ts';
import { hasSample, withSample } from '../../nodes/sample.ts';
import type { Cache } from '../cache/cache.ts';
import { similar } from '../graph/catalog.ts';
import type { GraphDocument } from '../graph/document.ts';
import { GraphError } from '../graph/errors.ts';
import { flatten } from '../graph/flatten.ts';
import { parseDocument } from '../graph/parse.ts';
import { type Plan, planGraph } from '../graph/plan.ts';
import type { StoredParam } from '../node/params.ts';
import { fingerprintOf } from './fingerprint.ts';
import { InputError, UsageError } from './usage-error.ts';

export interface Bindings {
  /** `node=path`, or a path alone where the graph opens one thing only. */
  readonly input: readonly string[];
  /** `node.param=value` */
  readonly set: readonly string[];
  /** Movies that are not bound come from the embedded sample. */
  readonly sample: boolean;
}
type MutableOverrides = Map<string, Record<string, StoredParam>>;

/** A graph file, or the name of a template. */
export async function loadDocument(name: string): Promise<GraphDocument> {
  const text = templates.get(name) ?? (await readFile(name, 'utf8').catch(() => null));
  if (text === null) {
    const near = similar(name, templates.keys());
    throw new UsageError(
      `there is no graph file ${name}, nor a template of that name${near ? `; did you mean "${near}"?` : `; templates: ${[...templates.keys()].join(', ')}`}`,
    );
  }
  try {
    return parseDocument(text);
  } catch (cause) {
    // Which file it was: a shell may have made many of one pattern.
    if (cause instanceof GraphError && cause.code === 'not-a-document') {
      const { reason } = cause.details as { readonly reason: string };
      throw new GraphError('not-a-document', { reason: `${reason} (in ${name})` });
    }
    throw cause;
  }
}

export interface BoundGraph {
  readonly document: GraphDocument;
  readonly plan: Plan;
  /** Path → SHA-256 of what is there. */
  readonly inputs: ReadonlyMap<string, string>;
}

/**
 * Binds files and parameters, and plans.
 * @throws GraphError, UsageError; InputError where a bound file can't be read.
 */
export async function bindGraph(document: GraphDocument, bindings: Bindings, cache: Cache | null): Promise<BoundGraph> {
  const overrides = readSettings(bindings.set);
  const bound = bindInputs(document, bindings.input, overrides);
  const withMovies = bindings.sample ? withSample(document, bound) : document;
  const inputs = new Map<string, string>();
  const unprinted = planGraph(withMovies, catalog, { overrides });
  for (const path of filePaths(unprinted)) {
    try {
      inputs.set(path, await fingerprintOf(path, cache));
    } catch (cause) {
      const nodes = unprinted.filter(({ params }) => Object.values(params).includes(path)).map(({ id }) => id);
      throw new InputError(`${nodes.join(', ')}: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
    }
  }
  const besides = pathsBeside(unprinted);
  for (const path of [...besides.values()].flat()) {
    const there = await fingerprintOf(path, cache).catch(() => null);
    if (there !== null) inputs.set(path, there);
  }
  const fingerprint = (path: string) =>
    [path, ...(besides.get(path) ?? [])].map((one) => inputs.get(one) ?? (one === path ? path : '')).join(' ');
  return { document: withMovies, plan: planGraph(withMovies, catalog, { overrides, fingerprint }), inputs };
}

function readSettings(settings: readonly string[]): MutableOverrides {
  const overrides: MutableOverrides = new Map();
  for (const setting of settings) {
    const match = /^(?:(.+)\.)?([^.=]+)=(.*)$/s.exec(setting);
    if (!match?.[2]) throw new UsageError(`--set ${setting}: expected node.param=value`);
    bind(overrides, match[1] ?? '', match[2], match[3] ?? '');
  }
  return overrides;
}

/** @returns the ids of the nodes that got a file. */
function bindInputs(
  document: GraphDocument,
  inputs: readonly string[],
  overrides: MutableOverrides,
): ReadonlySet<string> {
  const openers = new Map<string, string>();
  for (const [id, node] of flatten(document, catalog).nodes) {
    const params = Object.entries(catalog.nodes.get(node.type)?.params ?? {});
    const name = params.find(([, param]) => param.type === 'file')?.[0];
    if (name !== undefined) openers.set(id, name);
  }
  const bound = new Set<string>();
  for (const input of inputs) {
    const [, node, path] = /^([\w./-]+?)=(.*)$/s.exec(input) ?? [null, [...openers.keys()][0], input];
    const param = openers.get(node ?? '');
    if (node === undefined || param === undefined || (!input.includes('=') && openers.size !== 1)) {
      throw new UsageError(
        `--input ${input}: expected node=path; nodes that open files: ${[...openers.keys()].join(', ') || 'none'}`,
      );
    }
    if (path === '') throw new UsageError(`--input ${input}: no file is given: add one after the =`);
    if (bound.has(node)) {
      throw new UsageError(
        `--input ${input}: ${node} is bound twice; a folder or a pattern such as "frames/t*.tif" opens several files as one movie`,
      );
    }
    bind(overrides, node, param, path ?? '');
    bound.add(node);
  }
  return bound;
}

function bind(overrides: MutableOverrides, node: string, param: string, value: StoredParam): void {
  overrides.set(node, { ...overrides.get(node), [param]: value });
}

function filePaths(plan: Plan): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const step of plan) {
    for (const [name, param] of Object.entries(catalog.nodes.get(step.type)?.params ?? {})) {
      if (param.type === 'file' && step.params[name] !== '') paths.add(String(step.params[name]));
    }
  }
  return paths;
}

/** For each bound file the paths that its node reads beside it. */
function pathsBeside(plan: Plan): ReadonlyMap<string, readonly string[]> {
  const besides = new Map<string, readonly string[]>();
  for (const step of plan) {
    const definition = catalog.nodes.get(step.type);
    if (definition?.role !== 'source' || !definition.besides) continue;
    const paths = definition.besides(step.params as never);
    for (const [name, param] of Object.entries(definition.params)) {
      const path = String(step.params[name]);
      if (param.type === 'file' && path !== '') besides.set(path, [...(besides.get(path) ?? []), ...paths]);
    }
  }
  return besides;
}

/**
 * Everything that a graph opens must be bound.
 * @throws UsageError naming what is not, and what to bind to it.
 */
export function requireBound(plan: Plan): void {
  const unbound = plan.flatMap((step) =>
    Object.entries(catalog.nodes.get(step.type)?.params ?? {})
      .filter(([name, param]) => param.type === 'file' && step.params[name] === '')
      .map(([name]) => ({ step, name })),
  );
  const [first] = unbound;
  if (!first) return;
  const { id, type } = first.step;
  const isResult = type === 'io.open-labels';
  const orElse = isResult
    ? `; it takes label images, such as the folder 01_RES of an earlier run: cellwire run nuclei-tracking --sample --out first, then --input ${id}=first/01_RES`
    : hasSample(type)
      ? ', or --sample'
      : '';
  const names = unbound.map(({ step, name }) => `${step.id}.${name}`).join(', ');
  throw new UsageError(`nothing is bound to ${names}: add --input ${id}=<file or folder>${orElse}`);
}
