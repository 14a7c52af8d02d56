import { type Actor, createActor } from 'xstate';
import type { Cache, CacheKey } from '../cache/cache.ts';
import type { ContentHash } from '../graph/hash.ts';
import type { Plan, Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';
import type { Backend } from '../node/kernels.ts';
import { type HostExecutor, hostExecutor } from '../schedule/executor.ts';
import type { WorkerPort } from '../schedule/pool.ts';
import { runMachine } from '../schedule/run-machine.ts';
import { neededFor, type Units, unitsOf } from '../schedule/units.ts';
import { type BoundFile, boundFiles } from './bound-files.ts';
import type { FromHost, ToHost, Usage } from './host-messages.ts';
import { memoryOutput, type WrittenFile } from './memory-output.ts';
import { ResultStore } from './result-store.ts';
import { RunWatch } from './run-watch.ts';

export interface HostSurroundings {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly backend: Backend;
  openCache(name: string, warn: (message: string) => void): Promise<Cache | null>;
  startWorkers(count: number, files: readonly BoundFile[]): readonly WorkerPort[];
  post(message: FromHost): void;
}

const reportEvery_ms = 100;
const resultMemory = 512 * 2 ** 20;
/** How long cancelled work may take to notice; then its workers are stopped. */
const grace_ms = 1000;

interface CurrentRun {
  readonly executor: HostExecutor;
  readonly actor: Actor<typeof runMachine>;
}

/** Keeps the results of a page and runs its graphs, one run at a time; it lives in a worker, so that the page stays free. */
export class ResultHost {
  readonly #around: HostSurroundings;
  #cache: Cache | null = null;
  #cacheName: string | null = null;
  #workers = 1;
  #results = new ResultStore(null, resultMemory);
  #ready: Promise<void> = Promise.resolve();
  #run: CurrentRun | null = null;
  /** Files that sinks wrote, by key: they are there as long as the page is. */
  readonly #files = new Map<ContentHash, readonly WrittenFile[]>();

  constructor(around: HostSurroundings) {
    this.#around = around;
  }

  hear(message: ToHost): void {
    switch (message.type) {
      case 'open':
        this.#ready = this.#open(message);
        break;
      case 'connect':
        message.port.onmessage = ({ data }: MessageEvent<{ readonly ticket: number; readonly key: ContentHash }>) => {
          void this.#find(data.key).then((values) => message.port.postMessage({ ticket: data.ticket, values }));
        };
        break;
      case 'values':
        void this.#find(message.key).then((values) =>
          this.#around.post({ type: 'values', ticket: message.ticket, values }),
        );
        break;
      case 'run':
        void this.#start(message);
        break;
      case 'pause':
      case 'resume':
      case 'cancel':
        this.#tell(message.type);
        break;
      case 'usage':
        void this.#usage(message.keys).then((usage) => this.#around.post({ type: 'usage', usage }));
        break;
      case 'clear':
        void this.#clear().then(() => this.#around.post({ type: 'cleared', ticket: message.ticket }));
        break;
    }
  }

  async #open({ cache, workers }: Extract<ToHost, { type: 'open' }>): Promise<void> {
    this.#workers = workers;
    this.#cache = cache === null ? null : await this.#around.openCache(cache, (text) => this.#warn(text));
    this.#cacheName = this.#cache && cache;
    this.#results = new ResultStore(this.#cache, resultMemory);
    const entries = (await this.#cache?.entries().catch(() => [])) ?? [];
    const held = entries.filter(({ key }) => key.endsWith('/~held')).map(({ key }) => hashIn(key));
    this.#around.post({ type: 'opened', held });
  }

  async #find(key: ContentHash) {
    await this.#ready;
    return this.#results.find(key).catch(() => null);
  }

  async #start({ plan, targets, files }: Extract<ToHost, { type: 'run' }>): Promise<void> {
    await this.#ready;
    if (this.#run) return;
    const { nodes } = this.#around;
    const kept = new Set(targets?.filter((id) => isPulledFrames(plan, id, nodes)) ?? []);
    const units = unitsOf(plan, nodes, kept);
    // Every result on the way is asked for: all of them can be looked at afterwards.
    const wanted = [...neededFor(units, targets?.filter((id) => units.has(id)) ?? units.keys(), new Set())];
    const executor = this.#executorOf(plan, units, files);
    const actor = createActor(runMachine, { input: { plan, units, targets: wanted, executor } });
    this.#run = { executor, actor };
    const frames = new Map<string, number>();
    // Results are told before the end is.
    this.#follow(plan);
    new RunWatch(actor, frames, reportEvery_ms, (steps, run) => this.#around.post({ type: 'progress', steps, run }));
    actor.start();
    for (const unit of units.values()) {
      if (!unit.framed) continue;
      const count = await executor.evaluator.frameCount(unit.id).catch(() => null);
      if (count !== null) frames.set(unit.id, count);
    }
  }

  #executorOf(plan: Plan, units: Units, files: readonly BoundFile[]): HostExecutor {
    const owners = new Map<string, string>();
    const claim = (step: Step) => (name: string) => {
      const owner = owners.get(name) ?? step.id;
      if (owner !== step.id) throw new RangeError(`${owner} writes ${name} too: give one of them another name`);
      owners.set(name, step.id);
    };
    const save = (step: Step) => (written: readonly WrittenFile[]) => {
      this.#files.set(step.key, written);
      this.#around.post({ type: 'saved', step: step.id, key: step.key, files: written });
    };
    return hostExecutor(plan, units, {
      nodes: this.#around.nodes,
      files: boundFiles(files),
      cache: this.#cache,
      cacheName: this.#cacheName,
      backend: this.#around.backend,
      startWorkers: () => this.#around.startWorkers(this.#workers, files),
      openOutput: async (step) => memoryOutput(claim(step), save(step)),
      isSaved: async (step) => {
        const files = this.#files.get(step.key);
        if (files) save(step)(files);
        return files !== undefined;
      },
      warn: (message) => this.#warn(message),
      now: () => performance.now(),
    });
  }

  /** Takes over each result as it is made, and lets the workers go at the end. */
  #follow(plan: Plan): void {
    const run = this.#run as CurrentRun;
    const keys = new Map(plan.map(({ id, key }) => [id, key]));
    const taken = new Set<string>();
    run.actor.subscribe(({ value, context }) => {
      for (const id of context.done) {
        if (taken.has(id)) continue;
        taken.add(id);
        const key = keys.get(id) as ContentHash;
        const values = run.executor.results.get(id);
        if (values) this.#results.keep(key, values);
        const times = context.cached.has(id) ? undefined : run.executor.times.get(id);
        this.#around.post({ type: 'made', step: id, key, time_ms: times ? times.ended - times.started : null });
      }
      if (value === 'succeeded' || value === 'failed' || value === 'cancelled') {
        const broken = context.errors.get('');
        if (broken !== undefined) this.#warn(broken instanceof Error ? broken.message : String(broken));
        this.#run = null;
        void run.executor.close();
      }
    });
  }

  #tell(type: 'pause' | 'resume' | 'cancel'): void {
    const run = this.#run;
    run?.actor.send({ type });
    if (type !== 'cancel' || !run) return;
    setTimeout(() => {
      if (this.#run === run) void run.executor.close();
    }, grace_ms);
  }

  async #usage(keys: readonly ContentHash[]): Promise<readonly Usage[]> {
    await this.#ready;
    const wanted = new Map(keys.map((key) => [key, { bytes: 0, frames: new Set<number>() }]));
    for (const { key, bytes } of (await this.#cache?.entries().catch(() => [])) ?? []) {
      const usage = wanted.get(hashIn(key));
      if (!usage) continue;
      usage.bytes += bytes;
      const frame = /\/frame\.c0\.t(\d+)$/.exec(key);
      if (frame) usage.frames.add(Number(frame[1]));
    }
    return [...wanted].map(([key, { bytes, frames }]) => ({ key, bytes, frames: [...frames].sort((a, b) => a - b) }));
  }

  async #clear(): Promise<void> {
    await this.#ready;
    this.#results.clear();
    this.#files.clear();
    await this.#cache?.trim(0).catch(() => {});
  }

  #warn(message: string): void {
    this.#around.post({ type: 'warning', message });
  }
}

const hashIn = (key: CacheKey): ContentHash => key.slice(0, key.indexOf('/')) as ContentHash;

function isPulledFrames(plan: Plan, id: string, nodes: ReadonlyMap<string, AnyNode>): boolean {
  const definition = nodes.get(plan.find((step) => step.id === id)?.type ?? '');
  return definition?.role === 'node' && definition.time.scope !== 'movie';
}
