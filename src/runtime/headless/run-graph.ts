import { availableParallelism } from 'node:os';
import { createActor, waitFor } from 'xstate';
import { catalog } from '../../nodes/library.ts';
import type { Cache } from '../cache/cache.ts';
import { checkSaves } from '../graph/check-saves.ts';
import { GraphError } from '../graph/errors.ts';
import type { Plan } from '../graph/plan.ts';
import type { Backend } from '../node/kernels.ts';
import { type HostExecutor, hostExecutor } from '../schedule/executor.ts';
import { laneOf, lanesFor } from '../schedule/lanes.ts';
import { runMachine } from '../schedule/run-machine.ts';
import { type Unit, type Units, unitsOf } from '../schedule/units.ts';
import { collectGarbage, keepHeapsSmall, putMemoryFirst } from './collect-garbage.ts';
import { diskFiles } from './files.ts';
import { ResultsFolder, type SavedFile } from './output-folder.ts';
import { startThreads } from './thread-pool.ts';
import { UsageError } from './usage-error.ts';

export interface RunOptions {
  readonly plan: Plan;
  /** Steps to run up to; all sinks where empty. */
  readonly until: readonly string[];
  readonly out: string;
  readonly cache: Cache | null;
  readonly cacheFolder: string | null;
  readonly backend: Exclude<Backend, 'gpu'>;
  readonly jobs: number | null;
  readonly workerFile: URL;
  warn(message: string): void;
}
export interface Run {
  readonly units: Units;
  readonly targets: readonly string[];
  readonly executor: HostExecutor;
  readonly actor: ReturnType<typeof startRun>;
}

/** The units that a run is for: those asked for, else every node that writes files. @throws GraphError, UsageError. */
export function targetsOf(
  plan: Plan,
  until: readonly string[],
): { readonly units: Units; readonly targets: readonly string[] } {
  for (const id of until) {
    if (!plan.some((step) => step.id === id)) {
      throw new UsageError(
        `--until ${id}: the graph has no such node; it has: ${plan.map((step) => step.id).join(', ')}`,
      );
    }
    if (catalog.nodes.get(plan.find((step) => step.id === id)?.type ?? '')?.role === 'source') {
      throw new UsageError(`--until ${id}: it only opens files, there is nothing to run`);
    }
  }
  const units = unitsOf(plan, catalog.nodes, new Set(until));
  const sinks = [...units.values()].filter((unit: Unit) => unit.type === 'sink').map(({ id }) => id);
  const targets = until.length > 0 ? until : sinks;
  if (targets.length === 0) {
    throw new GraphError('nothing-to-run', {
      reason: 'no node of the graph writes a file: add one of the io.save nodes, or name a node with --until',
    });
  }
  checkSaves(plan, catalog, new Set(targets));
  return { units, targets };
}

/** A run that is ready to start with `actor.start()`. */
export function prepareRun(options: RunOptions): Run {
  const { plan, cache, cacheFolder, backend, workerFile, warn } = options;
  const { units, targets } = targetsOf(plan, options.until);
  keepHeapsSmall();
  const results = new ResultsFolder(options.out);
  const jobs = options.jobs ?? lanesFor(availableParallelism())[laneOf(backend)];
  const executor = hostExecutor(plan, units, {
    nodes: catalog.nodes,
    files: diskFiles,
    cache,
    cacheName: cacheFolder,
    backend,
    startWorkers: () => startThreads(workerFile, jobs),
    openOutput: async (step) => results.outputFor(step.id),
    isSaved: (step, values) => results.holds(step.id, values['files'] as readonly SavedFile[]),
    warn,
    now: () => performance.now(),
    tidy: collectGarbage,
    putMemoryFirst,
  });
  return { units, targets, executor, actor: startRun(plan, units, targets, executor) };
}

const startRun = (plan: Plan, units: Units, targets: readonly string[], executor: HostExecutor) =>
  createActor(runMachine, { input: { plan, units, targets, executor } });

/** Starts the run and waits for its end; `stop` cancels it. */
export async function finishRun(
  { actor, executor }: Run,
  stop: AbortSignal,
): Promise<'succeeded' | 'failed' | 'cancelled'> {
  stop.addEventListener('abort', () => actor.send({ type: 'cancel' }), { once: true });
  actor.start();
  const ended = (value: unknown) => value === 'succeeded' || value === 'failed' || value === 'cancelled';
  const snapshot = await waitFor(actor, ({ value }) => ended(value), { timeout: Number.POSITIVE_INFINITY });
  await executor.close();
  return snapshot.value as 'succeeded' | 'failed' | 'cancelled';
}
