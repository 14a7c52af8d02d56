import type { Plan, Step } from '../graph/plan.ts';
import type { AnyNode, Reach } from '../node/define.ts';
import { type HeaderRecord, mainHeader, type ParamNumbers } from './headers.ts';

/** The input frames that output frame t of a node needs, absolute ones first; `centre` is where t stands among them. */
export function timesAt(
  definition: AnyNode,
  { headers, params }: { readonly headers: HeaderRecord; readonly params: ParamNumbers },
  t: number,
): { times: readonly number[]; centre: number } {
  if (!('time' in definition) || definition.time.scope === 'frame' || definition.time.scope === 'movie')
    return { times: [t], centre: 0 };
  const count = mainHeader(definition, headers)?.size.t ?? 0;
  const span = (first: number, end: number) => Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  if (definition.time.scope === 'resample') {
    const [first, end] = definition.time.range(params as never, t, count);
    return { times: span(Math.max(0, first), Math.min(count, end)), centre: 0 };
  }
  const { before, after, also = [] } = definition.time.reach(params as never);
  const around = span(Math.max(0, t - before), Math.min(count, t + after + 1));
  const extra = also.filter((time) => time >= 0 && time < count && !around.includes(time));
  return { times: [...extra, ...around], centre: extra.length + around.indexOf(t) };
}

/** Frames of a step that its consumers may want again soon: all of their windows. */
export function capacityFor(step: Step, plan: Plan, nodes: ReadonlyMap<string, AnyNode>): number {
  let wanted = 2;
  const ports = new Set<string>();
  for (const below of plan) {
    const used = Object.values(below.inputs).filter((from) => from.step === step.id);
    for (const { port } of used) ports.add(port);
    const definition = nodes.get(below.type);
    if (used.length > 0 && definition && 'time' in definition && definition.time.scope === 'window') {
      // Reaches are in frames, so that they do not depend on the pixel size.
      const reach: Reach = definition.time.reach(below.params as never);
      wanted += reach.before + reach.after + (reach.also?.length ?? 0);
    }
  }
  // Each output of a source is read for itself.
  return wanted * Math.max(1, nodes.get(step.type)?.role === 'source' ? ports.size : 1);
}
