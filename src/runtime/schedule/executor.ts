import { type Cache, heldKey } from '../cache/cache.ts';
import { decode } from '../cache/codec.ts';
import type { Plan, Step } from '../graph/plan.ts';
import { referenceKernels } from '../kernels/reference-kernels.ts';
import type { AnyNode } from '../node/define.ts';
import type { FileAccess } from '../node/files.ts';
import type { Backend } from '../node/kernels.ts';
import { bytesOf, shared } from './buffers.ts';
import { Evaluator } from './evaluate.ts';
import type { HeldRecord } from './frame-values.ts';
import type { ToWorker } from './messages.ts';
import { Pool, type WorkerPort } from './pool.ts';
import { type Output, type PumpOptions, pumpFrames, runWhole } from './pump.ts';
import type { Executor, UnitEvent } from './run-machine.ts';
import { neededFor, pulledAgain, type Unit, type Units } from './units.ts';

export interface Host {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly files: FileAccess;
  readonly cache: Cache | null;
  /** Name under which workers open the same cache. */
  readonly cacheName: string | null;
  readonly backend: Backend;
  startWorkers(): readonly WorkerPort[];
  openOutput(step: Step): Promise<Output>;
  /** Whether the files of an earlier run still stand where this run would write them. */
  isSaved(step: Step, values: HeldRecord): Promise<boolean>;
  warn(message: string): void;
  now(): number;
  /** Called when much garbage may have been left: a stage has ended, or a large result was let go. */
  tidy?(): void;
  /** Called when results fill much memory; never for short movies, nor for estimates that frames still wait for. */
  putMemoryFirst?(): void;
}

export interface UnitTimes {
  readonly started: number;
  readonly ended: number;
}
export interface HostExecutor extends Executor {
  /** Results of finished folds and compact steps, by step. */
  readonly results: ReadonlyMap<string, HeldRecord>;
  readonly times: ReadonlyMap<string, UnitTimes>;
  readonly evaluator: Evaluator;
  close(): Promise<void>;
}

const progressEvery_ms = 100;
/** After a stage this long a new worker costs nothing that is noticed; tables of many frames need its memory. */
const longStage_ms = 20_000;
/** Results below this stay in memory, to be shown at the end. */
const largeResult = 4 * 2 ** 20;
/** Objects of a thousand frames: what is made of them is as large again. */
const hugeResult = 32 * 2 ** 20;

/** Carries out what the run machine decides: finds cached results, starts workers when there is work, pumps frames. */
export function hostExecutor(plan: Plan, units: Units, host: Host): HostExecutor {
  const { nodes, files, cache } = host;
  const steps = new Map(plan.map((step) => [step.id, step]));
  const evaluator = new Evaluator({ plan, nodes, files, kernels: referenceKernels });
  const results = new Map<string, HeldRecord>();
  const times = new Map<string, UnitTimes>();
  const waiting = new Set<string>();
  const targets = new Set<string>();
  let pool: Pool | undefined;
  let isPaused = false;

  const hold = (id: string, values: HeldRecord) => {
    if (bytesOf(values) > hugeResult) host.putMemoryFirst?.();
    results.set(id, values);
    evaluator.hold(id, values);
  };
  /** Large results that nothing waits for any more are let go: they stand in the cache and in files. */
  const letGo = (done: string) => {
    waiting.delete(done);
    for (const [id, values] of results) {
      const isWanted = [...waiting].some((unit) => units.get(unit)?.needs.includes(id));
      if (isWanted || targets.has(id) || bytesOf(values) < largeResult) continue;
      results.delete(id);
      evaluator.release(id);
      pool?.release([id]);
      host.tidy?.();
    }
  };
  const workers = (): Pool => {
    if (pool) return pool;
    pool = new Pool(host.startWorkers(), setupFor(plan, units, host), (id) => results.get(id), host.warn);
    if (isPaused) pool.pause();
    return pool;
  };

  return {
    results,
    times,
    evaluator,
    async findDone(wanted) {
      for (const id of wanted) targets.add(id);
      const done = new Set<string>();
      const seen = new Set<string>();
      const visit = async (id: string): Promise<void> => {
        if (seen.has(id)) return;
        seen.add(id);
        const step = steps.get(id);
        const bytes = step && units.get(id)?.type !== 'keep' ? await cache?.read(heldKey(step.key)) : undefined;
        const values = bytes && shared(decode(bytes) as HeldRecord);
        const isThere = step && values && (units.get(id)?.type !== 'sink' || (await host.isSaved(step, values)));
        if (isThere) {
          done.add(id);
          hold(id, values);
        } else {
          for (const above of units.get(id)?.needs ?? []) await visit(above);
        }
      };
      for (const id of wanted) await visit(id);
      for (const id of neededFor(units, wanted, done)) waiting.add(id);
      return done;
    },
    async execute(batch, report, signal) {
      for (const { id } of batch) times.set(id, { started: host.now(), ended: host.now() });
      const end = (id: string) => {
        times.set(id, { started: times.get(id)?.started ?? host.now(), ended: host.now() });
        letGo(id);
      };
      const began = host.now();
      const options: PumpOptions = {
        nodes,
        steps,
        pool: workers(),
        evaluator,
        cache,
        hold,
        rest: () => {
          pool?.rest(host.now() - began > longStage_ms);
          host.tidy?.();
        },
        openOutput: host.openOutput,
      };
      const [first] = batch;
      if (first && !first.framed) {
        await runWhole(first, options, signal);
        end(first.id);
        report({ type: 'unit.done', id: first.id });
        return;
      }
      const progress = throttled(report, host.now);
      const pumps = await byLength(batch, evaluator, report);
      await Promise.all(
        pumps.map((together) =>
          pumpFrames(
            together,
            options,
            {
              progress,
              done: (id) => {
                end(id);
                report({ type: 'unit.done', id });
              },
              failed: (id, error) => {
                end(id);
                report({ type: 'unit.failed', id, error });
              },
            },
            signal,
          ),
        ),
      );
    },
    pause() {
      isPaused = true;
      pool?.pause();
    },
    resume() {
      isPaused = false;
      pool?.resume();
    },
    close: async () => pool?.terminate(),
  };
}

function setupFor(plan: Plan, units: Units, { nodes, backend, cacheName }: Host): ToWorker {
  const kept = [...pulledAgain(plan, nodes, units)];
  const keeps = [...units.values()].filter(({ type }) => type === 'keep').map(({ id }) => id);
  const pinned = [...plan.filter((step) => step.pinned).map(({ id }) => id), ...keeps];
  return { type: 'setup', plan, backend, kept, pinned, cache: cacheName };
}

/** Units in groups of one number of frames. One whose inputs do not fit together fails here, by name. */
async function byLength(
  batch: readonly Unit[],
  evaluator: Evaluator,
  report: (event: UnitEvent) => void,
): Promise<readonly (readonly Unit[])[]> {
  const groups = new Map<number, Unit[]>();
  for (const unit of batch) {
    try {
      const count = await evaluator.frameCount(unit.id);
      groups.set(count, [...(groups.get(count) ?? []), unit]);
    } catch (error) {
      report({ type: 'unit.failed', id: unit.id, error });
    }
  }
  return [...groups.values()];
}

/** Progress of each unit at most every 100 ms, and at its end. */
function throttled(report: (event: UnitEvent) => void, now: () => number) {
  const last = new Map<string, number>();
  return (id: string, done: number, total: number) => {
    const time = now();
    if (done < total && time - (last.get(id) ?? Number.NEGATIVE_INFINITY) < progressEvery_ms) return;
    last.set(id, time);
    report({ type: 'unit.progress', id, done, total });
  };
}
