import type { ContentHash } from '../../runtime/graph/hash.ts';
import type { Plan, Step } from '../../runtime/graph/plan.ts';
import type { AnyNode } from '../../runtime/node/define.ts';
import { neededFor, type Units, unitsOf } from '../../runtime/schedule/units.ts';
import type { LastRun } from './last-run.ts';
import type { Staleness } from './session.ts';

export interface Facts {
  readonly plan: Plan;
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly units: Units;
  readonly last: LastRun;
  isKept(key: ContentHash): boolean;
  /** Digest of the file that a step opens now. */
  fileOf(step: Step): string | null;
  bytesOf(key: ContentHash): number | null;
}

/** What changed since a step was last made, nearest first, and what it costs to make it again. */
export function whyStale(id: string, facts: Facts): Staleness {
  const { plan, last } = facts;
  const steps = new Map(plan.map((step) => [step.id, step]));
  const start = steps.get(id);
  if (!start) return { reasons: ['it can’t run as the graph is now'], steps: [], cost_s: null, cost_bytes: null };
  return { reasons: reasonsFor(start, steps, last, facts.fileOf), ...costOf(start, facts) };
}

function reasonsFor(
  start: Step,
  steps: ReadonlyMap<string, Step>,
  last: LastRun,
  fileOf: Facts['fileOf'],
): readonly string[] {
  const reasons: string[] = [];
  const seen = new Set([start.id]);
  // By distance: what changed at the step itself comes before what changed far above it.
  for (let level = [start]; level.length > 0; ) {
    const next: Step[] = [];
    for (const step of level) {
      reasons.push(...changesOf(step, last, fileOf));
      if (last.get(step.id)?.key === step.key) continue;
      for (const { step: id } of Object.values(step.inputs)) {
        const above = steps.get(id);
        if (!above || seen.has(id)) continue;
        seen.add(id);
        next.push(above);
      }
    }
    level = next;
  }
  return reasons;
}

function changesOf(step: Step, last: LastRun, fileOf: Facts['fileOf']): readonly string[] {
  const before = last.get(step.id);
  if (!before) return [`${step.id} has not run yet`];
  if (before.key === step.key) return [];
  if (before.type !== step.type) return [`${step.id} was ${before.type}, is ${step.type}`];
  const reasons: string[] = [];
  const file = fileOf(step);
  if (file !== before.file) reasons.push(`${step.id} opens another file`);
  for (const [name, value] of Object.entries(step.params)) {
    const old = before.params[name];
    if (old === value || (file !== null && typeof value === 'string' && value.startsWith('bound/'))) continue;
    if (old === undefined) reasons.push(`${step.id}.${name} is new`);
    else reasons.push(`${step.id}.${name} was ${old === '' ? 'empty' : old}, is ${value === '' ? 'empty' : value}`);
  }
  for (const port of new Set([...Object.keys(before.inputs), ...Object.keys(step.inputs)])) {
    const [was, is] = [before.inputs[port], step.inputs[port]];
    if (was?.step === is?.step && was?.port === is?.port) continue;
    const nameOf = (from: typeof was) => (from ? `${from.step}.${from.port}` : 'nothing');
    reasons.push(`${step.id}.${port} was connected to ${nameOf(was)}, is to ${nameOf(is)}`);
  }
  return reasons;
}

function costOf(start: Step, { plan, nodes, units, last, isKept, bytesOf }: Facts): Omit<Staleness, 'reasons'> {
  const all = units.has(start.id) ? units : unitsOf(plan, nodes, new Set([start.id]));
  const done = new Set(plan.filter(({ key }) => isKept(key)).map(({ id }) => id));
  const runs = neededFor(all, [start.id], done);
  const pulled = new Set([...runs].flatMap((id) => all.get(id)?.pulls ?? []));
  const steps = plan.filter(({ id }) => runs.has(id) || pulled.has(id));
  const sum = (values: readonly (number | null)[]): number | null =>
    values.length === 0 || values.includes(null) ? null : values.reduce<number>((a, b) => a + (b ?? 0), 0);
  const time_ms = sum([...runs].map((id) => last.get(id)?.time_ms ?? null));
  const bytes = sum([...runs].map((id) => (last.get(id) ? bytesOf((last.get(id) as { key: ContentHash }).key) : null)));
  return { steps: steps.map(({ id }) => id), cost_s: time_ms === null ? null : time_ms / 1000, cost_bytes: bytes };
}
