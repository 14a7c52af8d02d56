import { type ActorRefFrom, assign, enqueueActions, fromPromise, setup } from 'xstate';
import type { Plan } from '../graph/plan.ts';
import { NodeError } from './errors.ts';
import { stepMachine } from './step-machine.ts';
import { downstream, neededFor, type Progress, ready, type Unit, type Units } from './units.ts';

/** The only things the run does to the world. */
export interface Executor {
  /** The units whose results are there already, of those that `targets` need. */
  findDone(targets: readonly string[]): Promise<ReadonlySet<string>>;
  /** Runs units that became ready together, until each is reported done or failed, or `signal` aborts. */
  execute(units: readonly Unit[], report: (event: UnitEvent) => void, signal: AbortSignal): Promise<void>;
  pause(): void;
  resume(): void;
}
export type UnitEvent =
  /** Batched: at most one an unit and 100 ms. */
  | { readonly type: 'unit.progress'; readonly id: string; readonly done: number; readonly total: number }
  | { readonly type: 'unit.done'; readonly id: string }
  | { readonly type: 'unit.failed'; readonly id: string; readonly error: unknown };
export type RunEvent =
  | UnitEvent
  | { readonly type: 'batch.ended' }
  | { readonly type: 'pause' }
  | { readonly type: 'resume' }
  | { readonly type: 'cancel' }
  | { readonly type: 'retry' };

export interface RunInput {
  readonly plan: Plan;
  readonly units: Units;
  /** Units, or kept steps, that the user asked for. */
  readonly targets: readonly string[];
  readonly executor: Executor;
}
interface RunContext extends RunInput, Progress {
  readonly cached: ReadonlySet<string>;
  readonly errors: ReadonlyMap<string, unknown>;
  /** Batches under way. */
  readonly batches: number;
  readonly steps: ReadonlyMap<string, ActorRefFrom<typeof stepMachine>>;
}

const plus = (set: ReadonlySet<string>, more: Iterable<string>) => new Set([...set, ...more]);
const minus = (set: ReadonlySet<string>, less: ReadonlySet<string>) => new Set([...set].filter((id) => !less.has(id)));

/**
 * One run of one plan.
 *
 *     looking ──▶ running ⇄ paused ──(nothing left)──▶ succeeded | failed ──retry──▶ looking
 *                    └────── cancel ──▶ cancelling ──▶ cancelled            (the signals of all batches fire)
 *
 * What may start is decided in `units.ts`, which is pure; the machine keeps the books and owns the actors:
 * one per step, for those who watch, and one per batch of units that became ready together.
 */
export const runMachine = setup({
  types: {} as { context: RunContext; events: RunEvent; input: RunInput },
  actors: {
    step: stepMachine,
    look: fromPromise<ReadonlySet<string>, RunInput>(({ input }) => input.executor.findDone(input.targets)),
    batch: fromPromise<void, { executor: Executor; units: readonly Unit[]; send: (event: RunEvent) => void }>(
      async ({ input: { executor, units, send }, signal }) => {
        const settled = new Set<string>();
        const report = (event: UnitEvent) => {
          if (event.type !== 'unit.progress') settled.add(event.id);
          send(event);
        };
        try {
          await executor.execute(units, report, signal);
        } catch (error) {
          if (!signal.aborted)
            for (const { id } of units) if (!settled.has(id)) send({ type: 'unit.failed', id, error });
        } finally {
          send({ type: 'batch.ended' });
        }
      },
    ),
  },
  actions: {
    startReady: enqueueActions(({ context, enqueue, self }) => {
      const starting = ready(context.units, context);
      if (starting.length === 0) return;
      enqueue.assign({
        running: plus(
          context.running,
          starting.map(({ id }) => id),
        ),
      });
      for (const units of batchesOf(starting)) {
        enqueue.assign({ batches: ({ context: now }) => now.batches + 1 });
        enqueue.spawnChild('batch', {
          id: `batch ${units.map(({ id }) => id).join(' ')}`,
          input: { executor: context.executor, units, send: (event: RunEvent) => self.send(event) },
        });
      }
      for (const unit of starting)
        for (const id of [unit.id, ...unit.pulls]) context.steps.get(id)?.send({ type: 'start' });
    }),
    stopBatches: enqueueActions(({ self, enqueue }) => {
      for (const [id] of Object.entries(self.getSnapshot().children))
        if (id.startsWith('batch ')) enqueue.stopChild(id);
    }),
    tellWaiting: ({ context }) => {
      for (const id of context.cached) tell(context, id, { type: 'cached' });
      for (const id of context.needed)
        for (const step of [id, ...pullsOf(context, id)]) tell(context, step, { type: 'wait' });
    },
    tellCancelled: ({ context }) => {
      for (const step of context.steps.values()) step.send({ type: 'cancel' });
    },
  },
  guards: {
    settled: ({ context }) => isSettled(context),
    failed: ({ context }) => context.errors.size > 0 && isSettled(context),
  },
}).createMachine({
  id: 'run',
  context: ({ input, spawn }) => ({
    ...input,
    needed: new Set(),
    done: new Set(),
    cached: new Set(),
    running: new Set(),
    blocked: new Set(),
    errors: new Map(),
    batches: 0,
    steps: new Map(input.plan.map(({ id }) => [id, spawn('step', { id: `step ${id}` })])),
  }),
  initial: 'looking',
  states: {
    looking: {
      invoke: {
        src: 'look',
        input: ({ context }) => context,
        onDone: {
          target: 'running',
          actions: [
            assign(({ context, event }) => ({
              done: event.output,
              cached: event.output,
              needed: neededFor(context.units, context.targets, event.output),
              running: new Set<string>(),
              blocked: new Set<string>(),
              errors: new Map<string, unknown>(),
            })),
            'tellWaiting',
          ],
        },
        onError: { target: 'failed', actions: assign({ errors: ({ event }) => new Map([['', event.error]]) }) },
      },
      on: { cancel: 'cancelled' },
    },
    running: {
      entry: 'startReady',
      always: [
        { guard: 'failed', target: 'failed' },
        { guard: 'settled', target: 'succeeded' },
      ],
      on: {
        pause: { target: 'paused', actions: ({ context }) => context.executor.pause() },
        'unit.done': { actions: [assign(({ context, event }) => finished(context, event.id)), 'startReady'] },
        'unit.failed': {
          actions: [assign(({ context, event }) => broken(context, event.id, event.error)), 'startReady'],
        },
      },
    },
    paused: {
      on: {
        resume: { target: 'running', actions: ({ context }) => context.executor.resume() },
        'unit.done': { actions: assign(({ context, event }) => finished(context, event.id)) },
        'unit.failed': { actions: assign(({ context, event }) => broken(context, event.id, event.error)) },
      },
    },
    cancelling: {
      entry: ['stopBatches', 'tellCancelled'],
      always: { guard: ({ context }) => context.batches === 0, target: 'cancelled' },
      on: { cancel: {} },
    },
    succeeded: { on: { cancel: {} } },
    failed: { on: { retry: 'looking', cancel: {} } },
    cancelled: { on: { retry: 'looking', cancel: {} } },
  },
  on: {
    cancel: '.cancelling',
    'batch.ended': { actions: assign({ batches: ({ context }) => context.batches - 1 }) },
    'unit.progress': { actions: ({ context, event }) => tellProgress(context, event) },
  },
});

const isSettled = (context: RunContext) =>
  context.running.size === 0 && context.batches === 0 && ready(context.units, context).length === 0;

/** Framed units that start together share their pulls; the others run for themselves. */
function batchesOf(units: readonly Unit[]): readonly (readonly Unit[])[] {
  const framed = units.filter((unit) => unit.framed);
  return [...(framed.length > 0 ? [framed] : []), ...units.filter((unit) => !unit.framed).map((unit) => [unit])];
}

function finished(context: RunContext, id: string): Partial<RunContext> {
  const next = { ...context, done: plus(context.done, [id]), running: minus(context.running, new Set([id])) };
  tell(context, id, { type: 'finish' });
  for (const step of pullsOf(context, id)) if (!isStillPulled(next, step)) tell(context, step, { type: 'finish' });
  return { done: next.done, running: next.running };
}

function broken(context: RunContext, id: string, error: unknown): Partial<RunContext> {
  const below = downstream(context.units, id);
  const reason = error instanceof Error ? error.message : String(error);
  tell(context, id, { type: 'fail', reason });
  for (const other of below)
    if (other !== id) tell(context, other, { type: 'block', reason: `waits for ${id}, which failed` });
  const next = { ...context, running: minus(context.running, new Set([id])), blocked: plus(context.blocked, below) };
  const culprit = error instanceof NodeError ? error.node : id;
  for (const step of pullsOf(context, id)) {
    if (step === culprit) tell(context, step, { type: 'fail', reason });
    else if (!isStillPulled(next, step)) tell(context, step, { type: 'block', reason });
  }
  return { running: next.running, blocked: next.blocked, errors: new Map([...context.errors, [id, error]]) };
}

function tellProgress(context: RunContext, { id, done, total }: Extract<RunEvent, { type: 'unit.progress' }>): void {
  for (const step of [id, ...pullsOf(context, id)]) tell(context, step, { type: 'progress', done, total });
}

const isStillPulled = ({ units, running }: RunContext, step: string): boolean =>
  [...running].some((id) => units.get(id)?.pulls.includes(step));
const pullsOf = ({ units }: RunContext, id: string): readonly string[] => units.get(id)?.pulls ?? [];
function tell({ steps }: RunContext, id: string, event: Parameters<ActorRefFrom<typeof stepMachine>['send']>[0]): void {
  steps.get(id)?.send(event);
}
