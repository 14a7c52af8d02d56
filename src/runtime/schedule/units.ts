import { isFramed } from '../data/kinds.ts';
import type { Plan, Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';

/**
 * A step that is run, not pulled. `fold` and `sink` are shown every frame; `whole` has random access or no frames at all;
 * `keep` is a step of frames that the user wants computed and kept.
 */
export interface Unit {
  readonly id: string;
  readonly type: 'fold' | 'sink' | 'whole' | 'keep';
  /** Shown frame by frame; units of one length that start together share their pulls. */
  readonly framed: boolean;
  /** Units whose results must be there first. */
  readonly needs: readonly string[];
  /** Steps whose frames it pulls, directly or not. */
  readonly pulls: readonly string[];
}
export type Units = ReadonlyMap<string, Unit>;
type Nodes = ReadonlyMap<string, AnyNode>;

/** Every step that is run; `kept` are steps of frames to be computed and kept as well. */
export function unitsOf(plan: Plan, nodes: Nodes, kept: ReadonlySet<string> = new Set()): Units {
  const steps = new Map(plan.map((step) => [step.id, step]));
  const units = new Map<string, Unit>();
  for (const step of plan) {
    const type = unitType(step, nodes, kept);
    if (!type) continue;
    const { needs, pulls } = upstream(step, steps, nodes);
    const framed =
      type === 'keep' ||
      (type !== 'whole' && Object.keys(step.inputs).some((port) => isFramedInput(step, port, nodes)));
    units.set(step.id, {
      id: step.id,
      type,
      framed,
      needs: [...needs],
      pulls: [...(type === 'keep' ? pulls.add(step.id) : pulls)],
    });
  }
  return units;
}

function unitType(step: Step, nodes: Nodes, kept: ReadonlySet<string>): Unit['type'] | undefined {
  const definition = nodes.get(step.type);
  if (!definition || definition.role === 'source') return undefined;
  if (definition.role !== 'node') return definition.role;
  if (definition.time.scope === 'movie') return 'whole';
  return kept.has(step.id) ? 'keep' : undefined;
}

/** Whether a step is pulled frame by frame by others, and never run for itself. */
export const isPulled = (step: Step, nodes: Nodes): boolean => unitType(step, nodes, new Set()) === undefined;

function isFramedInput(step: Step, port: string, nodes: Nodes): boolean {
  return isFramed(nodes.get(step.type)?.inputs[port]?.kind ?? 'Table');
}

/** From a step up to the units above it: those units, and the pulled steps on the way. */
function upstream(start: Step, steps: ReadonlyMap<string, Step>, nodes: Nodes) {
  const needs = new Set<string>();
  const pulls = new Set<string>();
  const climb = (step: Step): void => {
    for (const { step: id } of Object.values(step.inputs)) {
      const above = steps.get(id);
      if (!above || pulls.has(id)) continue;
      if (!isPulled(above, nodes)) needs.add(id);
      else {
        pulls.add(id);
        climb(above);
      }
    }
  };
  climb(start);
  return { needs, pulls };
}

/** The units whose results a step's frames are made from; of a unit that unit itself. */
export function unitsAbove(plan: Plan, nodes: Nodes, id: string): ReadonlySet<string> {
  const steps = new Map(plan.map((step) => [step.id, step]));
  const start = steps.get(id);
  if (!start) return new Set();
  return isPulled(start, nodes) ? upstream(start, steps, nodes).needs : new Set([id]);
}

/** The units to run so that `targets` are done, where those in `done` need not run again. */
export function neededFor(units: Units, targets: Iterable<string>, done: ReadonlySet<string>): ReadonlySet<string> {
  const needed = new Set<string>();
  const visit = (id: string): void => {
    if (needed.has(id) || done.has(id)) return;
    needed.add(id);
    for (const above of units.get(id)?.needs ?? []) visit(above);
  };
  for (const id of targets) visit(id);
  return needed;
}

/** `id` and every unit that needs it, directly or not. */
export function downstream(units: Units, id: string): ReadonlySet<string> {
  const found = new Set([id]);
  for (let before = 0; before !== found.size; ) {
    before = found.size;
    for (const unit of units.values()) if (unit.needs.some((above) => found.has(above))) found.add(unit.id);
  }
  return found;
}

export interface Progress {
  readonly needed: ReadonlySet<string>;
  readonly done: ReadonlySet<string>;
  readonly running: ReadonlySet<string>;
  /** Failed, or below a failed one. */
  readonly blocked: ReadonlySet<string>;
}

/** The units that may start now, in plan order: needed, not started, everything they need done. */
export function ready(units: Units, { needed, done, running, blocked }: Progress): readonly Unit[] {
  return [...units.values()].filter(
    ({ id, needs }) =>
      needed.has(id) &&
      !done.has(id) &&
      !running.has(id) &&
      !blocked.has(id) &&
      needs.every((above) => done.has(above)),
  );
}

/**
 * The steps whose frames a later stage pulls again, through other consumers than before: where keeping frames can pay.
 * Sources are left out: they are files already.
 */
export function pulledAgain(plan: Plan, nodes: Nodes, units: Units): ReadonlySet<string> {
  const stage = stages(units);
  const again = new Set<string>();
  for (const step of plan) {
    if (!isPulled(step, nodes) || nodes.get(step.type)?.role === 'source') continue;
    const byConsumer = plan
      .filter((below) => Object.values(below.inputs).some((from) => from.step === step.id))
      .map((below) => stagesThrough(below.id, units, stage))
      .filter((set) => set.length > 0)
      .map(String);
    if (new Set(byConsumer).size > 1) again.add(step.id);
  }
  return again;
}

/** How many stages come before each unit's. */
function stages(units: Units): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const stageOf = (id: string): number => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const stage = Math.max(0, ...(units.get(id)?.needs ?? []).map((above) => stageOf(above) + 1));
    found.set(id, stage);
    return stage;
  };
  for (const id of units.keys()) stageOf(id);
  return found;
}

function stagesThrough(consumer: string, units: Units, stage: ReadonlyMap<string, number>): readonly number[] {
  const through = [...units.values()].filter(
    ({ id, framed, pulls }) => (id === consumer && framed) || pulls.includes(consumer),
  );
  return [...new Set(through.map(({ id }) => stage.get(id) ?? 0))].sort((a, b) => a - b);
}
