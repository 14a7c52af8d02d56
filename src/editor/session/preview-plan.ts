import { type ContentHash, hashJson } from '../../runtime/graph/hash.ts';
import type { Plan, Step } from '../../runtime/graph/plan.ts';
import type { AnyNode } from '../../runtime/node/define.ts';
import { isPulled } from '../../runtime/schedule/units.ts';

/** What previews compute: where a result isn't there, the last one of that step stands in for it. */
export interface PreviewPlan {
  /** The plan with keys that say what frames are really made of. */
  readonly plan: Plan;
  /** The results that are used, by step. */
  readonly held: ReadonlyMap<string, ContentHash>;
  /** Steps that are made with a result of other parameters. */
  readonly stale: ReadonlySet<string>;
  /** By step: what decides its frames, and which results are still missing; a change means that frames may change. */
  readonly marks: ReadonlyMap<string, string>;
}

/**
 * @param isKept  whether the result of that key is there.
 * @param last    key of the last result of a step with other parameters, or `null`.
 */
export function previewPlan(
  plan: Plan,
  nodes: ReadonlyMap<string, AnyNode>,
  isKept: (key: ContentHash) => boolean,
  last: (step: Step) => ContentHash | null,
): PreviewPlan {
  const held = new Map<string, ContentHash>();
  const stale = new Set<string>();
  const keys = new Map<string, ContentHash>();
  const missing = new Map<string, readonly string[]>();
  const use = (step: Step, key: ContentHash): void => {
    held.set(step.id, key);
    keys.set(step.id, key);
    missing.set(step.id, []);
    if (key !== step.key) stale.add(step.id);
  };
  const make = (step: Step, wanting: readonly string[]): void => {
    const above = Object.values(step.inputs).map((from) => from.step);
    const isStale = above.some((id) => stale.has(id));
    if (isStale) stale.add(step.id);
    keys.set(step.id, isStale ? standInKey(step, keys) : step.key);
    missing.set(step.id, [...new Set([...above.flatMap((id) => missing.get(id) ?? []), ...wanting])]);
  };
  for (const step of plan) {
    if (isPulled(step, nodes)) {
      make(step, []);
      continue;
    }
    const before = isKept(step.key) ? step.key : last(step);
    if (before !== null && isKept(before)) use(step, before);
    else make(step, [step.id]);
  }
  return {
    plan: plan.map((step) => ({ ...step, key: keys.get(step.id) ?? step.key })),
    held,
    stale,
    marks: new Map(
      plan.map((step) => {
        // A result that stands in for another is the same, but is not what the graph asks for any more.
        const wanted = isPulled(step, nodes) ? '' : step.key;
        return [step.id, `${wanted} ${keys.get(step.id)} ${missing.get(step.id)?.join(' ')}`];
      }),
    ),
  };
}

/** What frames are made of where something above stands in for what the graph asks for. */
function standInKey(step: Step, keys: ReadonlyMap<string, ContentHash>): ContentHash {
  const inputs = Object.entries(step.inputs).map(([port, from]) => [port, keys.get(from.step) ?? '', from.port]);
  return hashJson(['stand-in', step.type, step.params, inputs.sort()]);
}
