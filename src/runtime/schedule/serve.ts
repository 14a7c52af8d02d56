import { type Cache, heldKey, mapKey } from '../cache/cache.ts';
import { encode, encodeParts } from '../cache/codec.ts';
import type { Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';
import type { FileAccess } from '../node/files.ts';
import type { Backend, Kernels } from '../node/kernels.ts';
import { shared } from './buffers.ts';
import { isAbort, toMessage } from './errors.ts';
import { Evaluator } from './evaluate.ts';
import { frameStore } from './frame-store.ts';
import type { HeldRecord } from './frame-values.ts';
import type { FrameResult, FromWorker, Task, ToWorker } from './messages.ts';

/** What a worker finds in its surroundings; the two hosts differ in nothing else. */
export interface Surroundings {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly files: FileAccess;
  loadKernels(backend: Backend): Promise<Kernels>;
  openCache(name: string, warn: (message: string) => void): Promise<Cache>;
  /** Called after a task that may have left much garbage; the engine alone would keep it for long. */
  tidy?(): void;
  /** Lets messages in between two frames, such as one that cancels; work on frames never yields by itself. */
  breathe?(): Promise<void>;
  /** `moved` buffers go over to the host. */
  post(message: FromWorker, moved?: readonly ArrayBuffer[]): void;
}

/** Mapped values are kept for a resumed run where they took this long and are this small. */
const checkpoint_ms = 200;
const checkpointBytes = 8 * 2 ** 20;

interface Scene {
  readonly evaluator: Evaluator;
  readonly cache: Cache | null;
  readonly steps: ReadonlyMap<string, Step>;
}

/** A worker's whole behaviour: answers each message of the host. */
export function serve(surroundings: Surroundings): (message: ToWorker) => void {
  let scene: Promise<Scene> | undefined;
  const running = new Map<number, AbortController>();

  const answer = async (ticket: number, task: Task): Promise<void> => {
    const abort = new AbortController();
    running.set(ticket, abort);
    try {
      if (!scene) throw new Error('the worker was given no graph');
      const values = await perform(await scene, ticket, task, abort.signal, surroundings);
      surroundings.post({ type: 'done', ticket, values });
      if (task.type !== 'frames') rest((await scene).evaluator, surroundings);
    } catch (error) {
      surroundings.post({ type: 'failed', ticket, error: toMessage(error) });
    } finally {
      running.delete(ticket);
    }
  };

  return (message) => {
    switch (message.type) {
      case 'setup':
        scene = setUp(message, surroundings);
        scene.catch(() => {}); // told with the first task
        break;
      case 'hold':
        void scene?.then(({ evaluator }) => evaluator.hold(message.id, message.values)).catch(() => {});
        break;
      case 'rest':
        void scene?.then(({ evaluator }) => rest(evaluator, surroundings)).catch(() => {});
        break;
      case 'release':
        void scene?.then(({ evaluator }) => message.ids.forEach((id) => void evaluator.release(id))).catch(() => {});
        break;
      case 'task':
        void answer(message.ticket, message.task);
        break;
      case 'abort':
        running.get(message.ticket)?.abort();
        break;
    }
  };
}

function rest(evaluator: Evaluator, { tidy }: Surroundings): void {
  evaluator.forgetFrames();
  tidy?.();
}

async function setUp(message: Extract<ToWorker, { type: 'setup' }>, surroundings: Surroundings): Promise<Scene> {
  const { plan, backend } = message;
  const { nodes, files } = surroundings;
  const warn = (text: string) => surroundings.post({ type: 'warning', message: text });
  const cache = message.cache === null ? null : await surroundings.openCache(message.cache, warn);
  const store = cache && frameStore(cache, new Set(message.kept), new Set(message.pinned));
  const kernels = await surroundings.loadKernels(backend);
  const evaluator = new Evaluator({ plan, nodes, files, kernels, ...(store ? { store } : {}) });
  return { evaluator, cache, steps: new Map(plan.map((step) => [step.id, step])) };
}

async function perform(
  scene: Scene,
  ticket: number,
  task: Task,
  signal: AbortSignal,
  { post, tidy, breathe }: Surroundings,
): Promise<HeldRecord | null> {
  if (task.type === 'frames') {
    const report = async (t: number, results: readonly FrameResult[]) => {
      const bytes = encode(results);
      post({ type: 'frame', ticket, t, results: bytes }, [bytes.buffer]);
      await breathe?.();
      signal.throwIfAborted();
    };
    await mapFrames(scene, task, signal, report);
    return null;
  }
  const values = shared(
    task.type === 'finish'
      ? await scene.evaluator.finish(task.unit, task.state, signal)
      : await scene.evaluator.runWhole(task.unit, signal),
  );
  tidy?.();
  const step = scene.steps.get(task.unit);
  if (scene.cache && step) await scene.cache.write(heldKey(step.key), encodeParts(values));
  return values;
}

async function mapFrames(
  { evaluator, cache, steps }: Scene,
  { units, start, end }: Extract<Task, { type: 'frames' }>,
  signal: AbortSignal,
  report: (t: number, results: readonly FrameResult[]) => Promise<void>,
): Promise<void> {
  const began = performance.now();
  const values = new Map<string, unknown[]>(units.map((unit) => [unit, []]));
  for (let t = start; t < end; t++) {
    const results: FrameResult[] = [];
    for (const [unit, mapped] of values) {
      try {
        const value = await evaluator.mapOrKeep(unit, t, signal);
        mapped.push(value);
        results.push({ unit, value });
      } catch (error) {
        if (isAbort(error)) throw error;
        values.delete(unit); // the others go on
        results.push({ unit, error: toMessage(error) });
      }
    }
    await report(t, results);
  }
  if (!cache || performance.now() - began < checkpoint_ms) return;
  for (const [unit, mapped] of values) {
    const step = steps.get(unit);
    const bytes = encode(mapped);
    if (step && bytes.length <= checkpointBytes) await cache.write(mapKey(step.key, start, end), [bytes]);
  }
}
