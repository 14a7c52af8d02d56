import type { StepProgress, Usage } from '../../runtime/browser/host-messages.ts';
import type { ContentHash } from '../../runtime/graph/hash.ts';
import type { Plan } from '../../runtime/graph/plan.ts';
import type { Units } from '../../runtime/schedule/units.ts';
import type { LastRun } from './last-run.ts';
import type { StepView } from './session.ts';

export interface Known {
  readonly plan: Plan;
  readonly units: Units;
  isKept(key: ContentHash): boolean;
  readonly last: LastRun;
  /** Steps of the run under way, or of the last one, with the keys that they had. */
  readonly run: ReadonlyMap<string, { readonly key: ContentHash; readonly progress: StepProgress }>;
  readonly usage: ReadonlyMap<ContentHash, Usage>;
}

/** What every card shows of its step; views that are as before are the same objects. */
export function stepViews(known: Known, before: ReadonlyMap<string, StepView>): ReadonlyMap<string, StepView> {
  const { plan, units, last, run, usage } = known;
  const pulledByKept = new Set<string>();
  for (const step of plan) {
    if (known.isKept(step.key)) for (const id of units.get(step.id)?.pulls ?? []) pulledByKept.add(id);
  }
  const views = new Map<string, StepView>();
  for (const { id, key } of plan) {
    const in_run = run.get(id);
    const progress = in_run?.key === key && in_run.progress.state !== 'idle' ? in_run.progress : null;
    const isThere = units.has(id) ? known.isKept(key) : pulledByKept.has(id) || last.get(id)?.key === key;
    const wasMade = last.has(id);
    const view: StepView = {
      state: progress?.state ?? (isThere ? 'cached' : wasMade ? 'stale' : 'idle'),
      framesDone: progress?.framesDone ?? 0,
      frames: progress?.frames ?? 0,
      reason: progress?.reason ?? null,
      time_ms: last.get(id)?.time_ms ?? null,
      bytes: usage.get(key)?.bytes ?? null,
    };
    const old = before.get(id);
    views.set(id, old && sameView(old, view) ? old : view);
  }
  const isSame = views.size === before.size && [...views].every(([id, view]) => before.get(id) === view);
  return isSame ? before : views;
}

const sameView = (a: StepView, b: StepView): boolean =>
  a.state === b.state &&
  a.framesDone === b.framesDone &&
  a.frames === b.frames &&
  a.reason === b.reason &&
  a.time_ms === b.time_ms &&
  a.bytes === b.bytes;
