import { catalog } from '../../nodes/library.ts';
import type { Kind } from '../data/kinds.ts';
import { rowCount, type Table } from '../data/table.ts';
import type { Tracks } from '../data/tracks.ts';
import type { Plan, Step } from '../graph/plan.ts';
import type { Run } from './run-graph.ts';

/** A sentence for the steps that were given no object in any frame, with the likely reason; none where there were objects. */
export function emptyResults({ executor }: Run, plan: Plan): readonly string[] {
  const steps = new Map(plan.map((step) => [step.id, step]));
  const found = new Set<string>();
  for (const step of plan) {
    const values = executor.results.get(step.id);
    if (!values || !takesObjects(step) || !Object.entries(values).some(([port, value]) => isEmpty(step, port, value)))
      continue;
    for (const finder of findersAbove(step, steps)) found.add(finder);
  }
  const finders = [...found].sort();
  if (finders.length === 0) return [];
  const isOpened = finders.every((id) => catalog.nodes.get(steps.get(id)?.type ?? '')?.role === 'source');
  const reason = isOpened
    ? 'what it opens has none'
    : 'the movie (or the channel) is blank, or the threshold or the smallest size is too high for it';
  return [`no objects were found: ${finders.join(', ')} gave none in any frame; probably ${reason}`];
}

const takes = (step: Step, kinds: readonly Kind[]): boolean =>
  Object.keys(step.inputs).some((port) => kinds.includes(catalog.nodes.get(step.type)?.inputs[port]?.kind ?? 'Table'));
const takesObjects = (step: Step): boolean => takes(step, ['Spots', 'Labels']);

function isEmpty(step: Step, port: string, value: unknown): boolean {
  const kind = catalog.nodes.get(step.type)?.outputs[port]?.kind;
  if (kind === 'Tracks') return (value as Tracks).frame.length === 0;
  return kind === 'Table' && takes(step, ['Spots']) && rowCount(value as Table) === 0;
}

/** The steps above that make objects of something else: a threshold, a detector, files. */
function findersAbove(step: Step, steps: ReadonlyMap<string, Step>): ReadonlySet<string> {
  const finders = new Set<string>();
  for (const [port, { step: id }] of Object.entries(step.inputs)) {
    const kind = catalog.nodes.get(step.type)?.inputs[port]?.kind;
    const above = steps.get(id);
    if (!above || (kind !== 'Spots' && kind !== 'Labels')) continue;
    if (!takesObjects(above)) finders.add(id);
    else for (const finder of findersAbove(above, steps)) finders.add(finder);
  }
  return finders;
}
