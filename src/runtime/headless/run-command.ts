import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { catalog } from '../../nodes/library.ts';
import { type FormatCode, FormatError } from '../formats/format-error.ts';
import type { Plan } from '../graph/plan.ts';
import { emptyResults } from './empty-results.ts';
import { type Estimate, estimateRun, memoryFor, showEstimate, workersWithin } from './estimate.ts';
import { bindGraph, loadDocument, requireBound } from './load-graph.ts';
import { openLog } from './log.ts';
import { makeFolder } from './make-folder.ts';
import { defaultCacheFolder, openCache } from './open-cache.ts';
import { finishRun, prepareRun, type Run } from './run-graph.ts';
import { savedFiles, writeRunRecord } from './run-record.ts';
import { showResults } from './show-results.ts';
import { exitCodes, InputError, UsageError } from './usage-error.ts';

export interface RunFlags {
  readonly input: readonly string[];
  readonly set: readonly string[];
  readonly until: readonly string[];
  readonly out: string;
  readonly sample?: boolean;
  readonly dryRun?: boolean;
  readonly jobs?: number;
  readonly memory?: number;
  /** A folder, or false for --no-cache. */
  readonly cache: string | boolean;
  readonly backend: 'simd' | 'reference';
  readonly log: 'text' | 'json';
}

/** Runs a graph; the files it wrote are listed on stdout, short tables are shown. @returns the exit code. */
export async function runCommand(graphName: string, flags: RunFlags, workerFile: URL): Promise<number> {
  const log = openLog(flags.log);
  const cacheFolder =
    flags.cache === false ? null : typeof flags.cache === 'string' ? flags.cache : defaultCacheFolder();
  const cache = cacheFolder === null ? null : await openCache(cacheFolder, log.warn);
  const document = await loadDocument(graphName);
  const bound = await bindGraph(document, { ...flags, sample: flags.sample === true }, cache);
  requireBound(bound.plan);
  const { backend, out, until } = flags;
  const common = { plan: bound.plan, until, out, cache, cacheFolder, backend, workerFile, warn: log.warn } as const;
  const rehearsal = prepareRun({ ...common, jobs: 1 });
  await openInputs(rehearsal, bound.plan);
  const estimate = await estimateRun(rehearsal, bound.plan);
  const jobs = jobsFor(flags, estimate, log.warn);
  if (flags.dryRun) {
    process.stdout.write(`${showEstimate(estimate, jobs)}\n`);
    return exitCodes.ok;
  }
  await makeFolder(out).catch((cause) => {
    throw new UsageError(`the folder ${out} can't be made (${cause.message}): name another with --out`, { cause });
  });
  return carryOut(prepareRun({ ...common, jobs }), { bound, out, jobs, backend, log });
}

const jobsPerCore = 4;
/** How many workers there are to be: what is asked for, or one for each core, as far as cores and memory go. */
function jobsFor({ jobs: asked, memory }: RunFlags, estimate: Estimate, warn: (message: string) => void): number {
  const cores = availableParallelism();
  const most = jobsPerCore * cores;
  if (asked !== undefined && asked > most) {
    warn(
      `--jobs ${asked}: ${most} workers are used, as more than ${jobsPerCore} for each of ${cores} cores gain nothing`,
    );
  }
  const wanted = Math.min(asked ?? cores, most);
  if (memory === undefined) return wanted;
  const least = memoryFor(1, estimate);
  if (memory < least) warn(`--memory ${memory}: one worker needs about ${least} MiB; it is started all the same`);
  return workersWithin(memory, wanted, estimate);
}

/** What to set where a file can be taken in more than one way. */
const remedies: Readonly<Partial<Record<FormatCode, string>>> = { ambiguous: 'axes=t', gap: 'gaps=accept' };

/** Opens what the user bound, so that a file that can't be read is told before anything runs. */
async function openInputs({ executor }: Run, plan: Plan): Promise<void> {
  for (const step of plan) {
    const definition = catalog.nodes.get(step.type);
    if (definition?.role !== 'source') continue;
    try {
      await executor.evaluator.header(step.id, Object.keys(definition.outputs)[0] ?? '');
    } catch (cause) {
      const why = cause instanceof Error ? cause.cause : undefined;
      const setting = why instanceof FormatError ? remedies[why.code] : undefined;
      const hint = setting ? `; for example --set ${step.id}.${setting}` : '';
      throw new InputError((cause instanceof Error ? cause.message : String(cause)) + hint, { cause });
    }
  }
}

interface Surroundings {
  readonly bound: Awaited<ReturnType<typeof bindGraph>>;
  readonly out: string;
  readonly jobs: number;
  readonly backend: string;
  readonly log: ReturnType<typeof openLog>;
}

async function carryOut(run: Run, { bound, out, jobs, backend, log }: Surroundings): Promise<number> {
  const stop = new AbortController();
  const interrupt = () => {
    log.warn('interrupted: stopping; what is finished is kept, the same command goes on from there');
    stop.abort();
    process.once('SIGINT', () => process.exit(exitCodes.interrupted));
  };
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const started = new Date();
  const unfollow = log.follow(run);
  const outcome = await finishRun(run, stop.signal);
  unfollow();
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  const { errors } = run.actor.getSnapshot().context;
  // What a damaged frame does to each step that pulls it is told once.
  const told = new Map(
    [...errors].map(([node, error]) => [error instanceof Error ? error.message : String(error), node]),
  );
  for (const [message, node] of told) log.error(message, { node });
  for (const warning of emptyResults(run, bound.plan)) log.warn(warning);
  await writeRunRecord(out, bound, run, { outcome, started, jobs, backend });
  for (const { name } of savedFiles(run)) process.stdout.write(`${join(out, name)}\n`);
  for (const text of showResults(run, bound.plan)) process.stdout.write(`\n${text}\n`);
  if (outcome === 'cancelled') return exitCodes.interrupted;
  if (outcome === 'succeeded') return exitCodes.ok;
  return [...errors.values()].every(isUnreadable) ? exitCodes.unreadableInput : exitCodes.nodeFailed;
}

const isUnreadable = (error: unknown): boolean =>
  error instanceof Error && (error.cause as Error | undefined)?.name === 'FormatError';
