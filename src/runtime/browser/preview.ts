import type { Frame, Pixels } from '../data/frame.ts';
import { isFramed } from '../data/kinds.ts';
import type { MovieHeader } from '../data/movie.ts';
import type { Detections } from '../data/spots.ts';
import type { ContentHash } from '../graph/hash.ts';
import type { Step } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';
import type { Kernels } from '../node/kernels.ts';
import { isAbort, NotThereYet, nodeError, toMessage } from '../schedule/errors.ts';
import { Evaluator } from '../schedule/evaluate.ts';
import type { HeldRecord } from '../schedule/frame-values.ts';
import type { Header } from '../schedule/headers.ts';
import { unitsAbove } from '../schedule/units.ts';
import { type BoundFile, boundFiles } from './bound-files.ts';
import { FrameMemory } from './frame-memory.ts';
import type { FrameData, FromPreview, PreviewTask, ToPreview } from './preview-messages.ts';
import { SharedSources } from './shared-sources.ts';
import { drawThumbnail } from './thumbnail.ts';

export interface PreviewSurroundings {
  readonly nodes: ReadonlyMap<string, AnyNode>;
  loadKernels(): Promise<Kernels>;
  /** A finished result by its key. */
  find(key: ContentHash): Promise<HeldRecord | null>;
  post(message: FromPreview, moved?: readonly Transferable[]): void;
}
interface Scene {
  readonly evaluator: Evaluator;
  readonly plan: readonly Step[];
  readonly held: ReadonlyMap<string, ContentHash>;
  readonly equipped: Set<string>;
}
interface Job {
  readonly ticket: number;
  readonly task: PreviewTask;
  readonly urgency: number;
  abort: AbortController;
  isWanted: boolean;
}
const reportEvery_ms = 200;

/**
 * Gives single frames of the graph as it is now, one at a time, the most urgent first. More urgent work interrupts what
 * is under way between two nodes; what that has made so far is kept.
 */
export class Preview {
  readonly #around: PreviewSurroundings;
  readonly #memory: FrameMemory;
  readonly #sources: SharedSources;
  readonly #results = new Map<ContentHash, HeldRecord>();
  readonly #jobs = new Map<number, Job>();
  readonly #spent = new Map<string, { ms: number; calls: number }>();
  #kernels: Promise<Kernels> | undefined;
  #files: readonly BoundFile[] = [];
  #scene: Promise<Scene> | undefined;
  #running: Job | null = null;
  #reporting = false;

  /** @param memory  bytes of frames to keep. */
  constructor(around: PreviewSurroundings, memory: number) {
    this.#around = around;
    this.#memory = new FrameMemory(memory);
    this.#sources = new SharedSources(this.#memory);
  }

  hear(message: Exclude<ToPreview, { type: 'connect' }>): void {
    switch (message.type) {
      case 'files':
        this.#files = message.files;
        break;
      case 'plan':
        this.#scene = this.#setUp(message);
        this.#scene.catch(() => {}); // told with the next job
        break;
      case 'ask': {
        const { ticket, task, urgency } = message;
        this.#jobs.set(ticket, { ticket, task, urgency, abort: new AbortController(), isWanted: true });
        if (this.#running && this.#running.urgency > urgency) this.#running.abort.abort();
        void this.#work();
        break;
      }
      case 'abort': {
        const job = this.#jobs.get(message.ticket);
        if (!job) break;
        this.#jobs.delete(message.ticket);
        job.isWanted = false;
        job.abort.abort();
        break;
      }
      case 'clear':
        this.#memory.clear();
        this.#results.clear();
        break;
    }
  }

  async #setUp({ plan, held }: Extract<ToPreview, { type: 'plan' }>): Promise<Scene> {
    this.#kernels ??= this.#around.loadKernels();
    const kernels = await this.#kernels;
    const wanted = new Set(held.values());
    for (const key of this.#results.keys()) if (!wanted.has(key)) this.#results.delete(key);
    this.#sources.keepOnly(new Set(plan.map(({ key }) => key)));
    const evaluator = new Evaluator({
      plan,
      nodes: this.#around.nodes,
      files: boundFiles(this.#files),
      kernels,
      store: this.#memory,
      openSource: this.#sources.open,
      onSpent: (step, ms) => {
        const sum = this.#spent.get(step) ?? { ms: 0, calls: 0 };
        this.#spent.set(step, { ms: sum.ms + ms, calls: sum.calls + 1 });
      },
    });
    return { evaluator, plan, held, equipped: new Set() };
  }

  async #work(): Promise<void> {
    if (this.#running) return;
    for (let job = this.#next(); job; job = this.#next()) {
      this.#running = job;
      try {
        if (!this.#scene) throw new Error('there is no graph yet');
        const { value, moved } = await this.#perform(await this.#scene, job.task, job.abort.signal);
        if (job.isWanted) this.#around.post({ type: 'answer', ticket: job.ticket, value }, moved);
        this.#jobs.delete(job.ticket);
      } catch (error) {
        // Interrupted by something more urgent: it has its turn again.
        if (job.isWanted && isAbort(error)) job.abort = new AbortController();
        else {
          if (job.isWanted) this.#around.post({ type: 'refused', ticket: job.ticket, error: toMessage(error) });
          this.#jobs.delete(job.ticket);
        }
      }
      this.#running = null;
      this.#reportSoon();
    }
  }
  #next(): Job | undefined {
    let best: Job | undefined;
    for (const job of this.#jobs.values()) if (!best || job.urgency < best.urgency) best = job;
    return best;
  }

  async #perform(scene: Scene, task: PreviewTask, signal: AbortSignal): Promise<Answer> {
    if (task.type === 'frame bytes') return { value: await frameBytes(scene, this.#around.nodes), moved: [] };
    const { step, port } = task;
    const kind = this.#around.nodes.get(scene.plan.find(({ id }) => id === step)?.type ?? '')?.outputs[port]?.kind;
    if (kind === undefined) throw nodeError(step, null, new RangeError(`it has no output "${port}"`));
    if (task.type === 'opened') return { value: (await scene.evaluator.opened(step))[port], moved: [] };
    if (!isFramed(kind)) return { value: null, moved: [] };
    try {
      await this.#equip(scene, step);
    } catch (error) {
      if (error instanceof NotThereYet && task.type !== 'frame') return { value: null, moved: [] };
      throw error instanceof NotThereYet ? nodeError(step, null, error) : error;
    }
    if (task.type === 'header') return { value: plainHeader(await scene.evaluator.header(step, port)), moved: [] };
    const data = await pullFrame(scene.evaluator, step, port, kind, task.t, signal);
    if (task.type === 'thumbnail') {
      const bitmap = drawThumbnail(data, task.width);
      return { value: bitmap, moved: [bitmap] };
    }
    return copied(data);
  }

  /** Finds the results of the steps above that are run, not pulled. */
  async #equip(scene: Scene, step: string): Promise<void> {
    for (const unit of unitsAbove(scene.plan, this.#around.nodes, step)) {
      if (scene.equipped.has(unit)) continue;
      const key = scene.held.get(unit);
      if (key === undefined) throw new NotThereYet(unit);
      const values = this.#results.get(key) ?? (await this.#around.find(key));
      if (!values) {
        this.#around.post({ type: 'gone', key });
        throw new NotThereYet(unit);
      }
      this.#results.set(key, values);
      scene.evaluator.hold(unit, values);
      scene.equipped.add(unit);
    }
  }

  #reportSoon(): void {
    if (this.#reporting) return;
    this.#reporting = true;
    setTimeout(() => {
      this.#reporting = false;
      const frames = this.#memory.changed();
      if (frames.size > 0) this.#around.post({ type: 'at hand', frames });
      const ms = new Map([...this.#spent].map(([step, sum]) => [step, sum.ms / sum.calls]));
      this.#spent.clear();
      if (ms.size > 0) this.#around.post({ type: 'spent', ms });
    }, reportEvery_ms);
  }
}

interface Answer {
  readonly value: unknown;
  readonly moved: readonly Transferable[];
}

/** The header alone: what is opened or held has its frames beside it. */
function plainHeader(header: Header): Header {
  const { size, calibration } = header;
  return 'dtype' in header
    ? { size, calibration, dtype: header.dtype, channels: header.channels }
    : { size, calibration };
}

async function pullFrame(
  evaluator: Evaluator,
  step: string,
  port: string,
  kind: 'Movie' | 'Labels' | 'Spots',
  t: number,
  signal: AbortSignal,
): Promise<FrameData> {
  const header = plainHeader(await evaluator.header(step, port));
  if (!(Number.isInteger(t) && t >= 0 && t < header.size.t)) {
    throw nodeError(step, t, new RangeError(`there is no frame ${t}: the movie has ${header.size.t}`));
  }
  if (kind === 'Spots') return { kind, header, spots: (await evaluator.pull(step, port, t, 0, signal)) as Detections };
  if (kind === 'Labels') {
    return { kind, header, labels: (await evaluator.pull(step, port, t, 0, signal)) as Frame<Uint32Array> };
  }
  const movie = header as MovieHeader;
  const channels: Frame<Pixels>[] = [];
  for (let c = 0; c < movie.channels.length; c++) {
    channels.push((await evaluator.pull(step, port, t, c, signal)) as Frame<Pixels>);
  }
  return { kind, header: movie, channels };
}

/** The frame with arrays of its own, to be moved: those at hand stay. */
function copied(data: FrameData): Answer {
  if (data.kind === 'Spots') return { value: data, moved: [] };
  if (data.kind === 'Labels') {
    const pixels = data.labels.data.slice();
    return { value: { ...data, labels: { ...data.labels, data: pixels } }, moved: [pixels.buffer] };
  }
  const channels = data.channels.map((frame) => ({ ...frame, data: frame.data.slice() }));
  return { value: { ...data, channels }, moved: channels.map((frame) => frame.data.buffer as ArrayBuffer) };
}

const dtypeBytes = { uint8: 1, uint16: 2, float32: 4 } as const;

async function frameBytes({ plan, evaluator }: Scene, nodes: ReadonlyMap<string, AnyNode>): Promise<number> {
  let bytes = 0;
  for (const step of plan) {
    for (const [port, { kind }] of Object.entries(nodes.get(step.type)?.outputs ?? {})) {
      if (kind !== 'Movie' && kind !== 'Labels') continue;
      const header = await evaluator.header(step.id, port).catch(() => null);
      if (!header) continue;
      const { c, z, y, x } = header.size;
      bytes += c * z * y * x * ('dtype' in header ? dtypeBytes[header.dtype] : 4);
    }
  }
  return bytes;
}
