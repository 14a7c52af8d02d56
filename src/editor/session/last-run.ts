import type { ContentHash } from '../../runtime/graph/hash.ts';
import type { InputRecord, ParamRecord, Step } from '../../runtime/graph/plan.ts';

/** How a step was last made: what it was made with, and what that took. */
export interface LastStep {
  readonly key: ContentHash;
  readonly type: string;
  readonly params: ParamRecord;
  readonly inputs: InputRecord;
  /** Digest of the file that it opened, `null` for steps that open none. */
  readonly file: string | null;
  readonly time_ms: number | null;
  /** The plan that it was made by, by step: what its files carry. */
  readonly steps: ReadonlyMap<string, Step>;
}
export type LastRun = ReadonlyMap<string, LastStep>;

export const lastStep = (
  step: Step,
  file: string | null,
  time_ms: number | null,
  steps: LastStep['steps'],
): LastStep => ({
  key: step.key,
  type: step.type,
  params: step.params,
  inputs: step.inputs,
  file,
  time_ms,
  steps,
});

/** Whether the steps may be of the graph that was run last: most of them have a name and type that were run. */
export function isSameGraph(plan: readonly Step[], last: LastRun): boolean {
  const shared = plan.filter(({ id, type }) => last.get(id)?.type === type).length;
  return shared * 2 >= Math.min(plan.length, last.size);
}
