import type { AnyNode } from '../node/define.ts';
import type { StoredParam } from '../node/params.ts';
import type { GraphDocument, GraphNode } from './document.ts';
import { GraphError } from './errors.ts';
import { type ContentHash, canonicalJson } from './hash.ts';
import { parseDocument } from './parse.ts';
import type { Step } from './plan.ts';
import { version } from './version.ts';

/** An output of a step. */
interface Output {
  readonly step: string;
  readonly port: string;
}
/** What a graph document that travels with a result says beside the graph. */
interface Made {
  /** Version that made the result. */
  readonly cellwire: string;
  /** The outputs that were exported, as `node.port`. */
  readonly results: readonly string[];
  /** Key of each node's results: with the same files bound, an own run has the same. */
  readonly keys: Readonly<Record<string, ContentHash>>;
}
export interface Provenance {
  readonly document: GraphDocument;
  readonly made: Made;
}

/** Distance of nodes in the units of the canvas. */
const column = 15;
const row = 16;

/**
 * The graph that made some outputs, as one line of JSON: a graph document with a field `made`.
 *
 * It holds the steps above the outputs and nothing else, subgraphs opened, only parameters that are not the default, and
 * no path of a file. Names and places follow from the steps' keys, so that the same result has the same text whatever its
 * nodes were called.
 *
 * @param steps    of the plan, by id.
 * @param outputs  of one step, or what a node that writes files takes in.
 * @param nodes    definitions of all types in the plan.
 * @cost O(steps · log steps)
 */
export function provenanceOf(
  steps: ReadonlyMap<string, Step>,
  outputs: readonly Output[],
  nodes: ReadonlyMap<string, AnyNode>,
): string {
  const places = placesAbove(steps, outputs);
  const nameOf = (id: string): string => places.get((steps.get(id) as Step).key)?.name ?? '';
  const edges = new Set<string>();
  const made: Record<string, GraphNode> = {};
  const keys: Record<string, string> = {};
  for (const [key, { step, name, at }] of places) {
    const definition = nodes.get(step.type);
    made[name] = { type: step.type, version: definition?.version ?? 1, params: ownParams(step, definition), at };
    keys[name] = key;
    for (const [port, from] of Object.entries(step.inputs)) {
      edges.add(JSON.stringify([`${nameOf(from.step)}.${from.port}`, `${name}.${port}`]));
    }
  }
  const results = outputs.map(({ step, port }) => `${nameOf(step)}.${port}`);
  return canonicalJson({
    format: 'cellwire-graph',
    formatVersion: 1,
    title: '',
    notes: '',
    nodes: made,
    edges: [...edges].sort().map((edge) => JSON.parse(edge) as unknown),
    groups: {},
    exposed: {},
    made: { cellwire: version, results: [...new Set(results)].sort(), keys },
  });
}

interface Placed {
  readonly step: Step;
  readonly name: string;
  readonly at: readonly [column: number, row: number];
}

/** The steps above, each key once, inputs first; named by type, placed by their distance from what was opened. */
function placesAbove(steps: ReadonlyMap<string, Step>, outputs: readonly Output[]): ReadonlyMap<ContentHash, Placed> {
  const places = new Map<ContentHash, Placed>();
  const depths = new Map<ContentHash, number>();
  const names = new Map<string, number>();
  const rows = new Map<number, number>();
  const visit = (id: string): number => {
    const step = steps.get(id);
    if (!step) throw new RangeError(`there is no step ${id}`);
    const known = depths.get(step.key);
    if (known !== undefined) return known;
    const above = Object.entries(step.inputs).sort(([a], [b]) => (a < b ? -1 : 1));
    const depth = Math.max(-1, ...above.map(([, from]) => visit(from.step))) + 1;
    const stem = step.type.slice(step.type.lastIndexOf('.') + 1);
    const number = (names.get(stem) ?? 0) + 1;
    const place = rows.get(depth) ?? 0;
    names.set(stem, number);
    rows.set(depth, place + 1);
    depths.set(step.key, depth);
    const name = number === 1 ? stem : `${stem}-${number}`;
    places.set(step.key, { step, name, at: [depth * column, place * row] });
    return depth;
  };
  const keyOf = ({ step, port }: Output): string => `${steps.get(step)?.key ?? ''} ${port}`;
  for (const { step } of [...outputs].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) visit(step);
  return places;
}

/** What differs from the defaults. Files are left out: a path tells about one person's disk, and runs elsewhere bind others. */
function ownParams(step: Step, definition: AnyNode | undefined): Readonly<Record<string, StoredParam>> {
  return Object.fromEntries(
    Object.entries(step.params).filter(([name, value]) => {
      const param = definition?.params[name];
      return param?.type !== 'file' && value !== param?.default;
    }),
  );
}

/**
 * Reads what `provenanceOf` wrote.
 * @throws GraphError where it is no graph document.
 */
export function parseProvenance(text: string): Provenance {
  const document = parseDocument(text);
  const made: unknown = (JSON.parse(text) as { readonly made?: unknown }).made ?? {};
  if (typeof made !== 'object' || made === null)
    throw new GraphError('not-a-document', { reason: '"made" is no object' });
  const { cellwire, results, keys } = made as Record<keyof Made, unknown>;
  const isText = (value: unknown): value is string => typeof value === 'string';
  const hashes = typeof keys === 'object' && keys !== null ? Object.entries(keys).filter(([, key]) => isText(key)) : [];
  return {
    document,
    made: {
      cellwire: isText(cellwire) ? cellwire : '',
      results: Array.isArray(results) ? results.filter(isText) : [],
      keys: Object.fromEntries(hashes) as Made['keys'],
    },
  };
}
