import { createStore } from 'zustand/vanilla';
import { catalog } from '../../nodes/library.ts';
import type { FromHost, RunProgress, StepProgress, Usage } from '../../runtime/browser/host-messages.ts';
import { type FromPreview, type PreviewTask, urgency } from '../../runtime/browser/preview-messages.ts';
import { isFramed } from '../../runtime/data/kinds.ts';
import type { LabelsHeader, MovieHeader } from '../../runtime/data/movie.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import type { ContentHash } from '../../runtime/graph/hash.ts';
import { cautionsBelow, type Plan, type Step } from '../../runtime/graph/plan.ts';
import { provenanceOf } from '../../runtime/graph/provenance.ts';
import { type Runnable, runnable } from '../../runtime/graph/runnable.ts';
import { NodeError } from '../../runtime/schedule/errors.ts';
import { type Units, unitsOf } from '../../runtime/schedule/units.ts';
import type { OutputRef } from '../store/view-store.ts';
import { Bindings, fileParams } from './bindings.ts';
import { FramesAtHand } from './frames-at-hand.ts';
import { HostClient } from './host-client.ts';
import { KeptSettings } from './kept-settings.ts';
import { isSameGraph, type LastStep, lastStep } from './last-run.ts';
import { type PreviewPlan, previewPlan } from './preview-plan.ts';
import { PreviewPool } from './preview-pool.ts';
import { isSameComputation } from './same-computation.ts';
import type { FrameData, OutputValue, RunView, SavedFile, Session, SessionState, Staleness } from './session.ts';
import { stepViews } from './step-views.ts';
import { whyStale } from './why-stale.ts';

export interface SessionOptions {
  /** Name of the cache of results in IndexedDB; `null` for none. */
  readonly cache: string | null;
  /** Name of the database of what else is found again after a reload. */
  readonly settings: string;
  /** Workers of a run, and of previews. */
  readonly workers: number;
  readonly previews: number;
  /** Bytes of frames that previews keep. */
  readonly previewMemory: number;
}

const idleRun: RunView = { state: 'idle', framesDone: 0, frames: 0, remaining_s: null, memory: null };
const nothing: Runnable = { plan: [], faults: [], leftOut: new Set() };
/** Code and heap of the page and of a worker; frames that a step keeps for its neighbours. */
const baseBytes = { page: 100 * 2 ** 20, worker: 60 * 2 ** 20 };
const framesKept = 8;

export class EditorSession implements Session {
  readonly state = createStore<SessionState>(() => ({
    steps: new Map(),
    run: idleRun,
    problems: [],
    saved: [],
    cachedFrames: new Map(),
    revision: new Map(),
    warning: null,
  }));
  readonly #options: SessionOptions;
  readonly #host: HostClient;
  readonly #previews: PreviewPool;
  readonly #settings: KeptSettings;
  readonly #bindings = new Bindings();
  readonly #atHand = new FramesAtHand();
  /** Resolves once it is known what the cache holds. */
  readonly #ready: Promise<unknown>;
  #opened: (held: readonly ContentHash[]) => void = () => {};

  #document: GraphDocument | null = null;
  #runnable = nothing;
  #units: Units = new Map();
  #preview: PreviewPlan = { plan: [], held: new Map(), stale: new Set(), marks: new Map() };
  readonly #kept = new Set<ContentHash>();
  #last = new Map<string, LastStep>();
  readonly #usage = new Map<ContentHash, Usage>();
  /** Of the run under way or the last one. */
  #ran: {
    plan: Plan;
    units: Units;
    steps: ReadonlyMap<string, Step>;
    targets: readonly string[] | null;
    files: ReadonlyMap<string, string | null>;
  } | null = null;
  readonly #progress = new Map<string, { readonly key: ContentHash; readonly progress: StepProgress }>();
  readonly #soonActs = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; act(): void }>();

  constructor(options: SessionOptions) {
    this.#options = options;
    this.#settings = new KeptSettings(options.settings);
    this.#host = new HostClient((message) => this.#hearHost(message));
    this.#previews = new PreviewPool(
      options.previews,
      options.previewMemory,
      () => this.#host.connect(),
      (seat, message) => this.#hearPreview(seat, message),
    );
    const opened = new Promise<readonly ContentHash[]>((resolve) => {
      this.#opened = resolve;
    });
    this.#host.tell({ type: 'open', cache: options.cache, workers: options.workers });
    this.#ready = Promise.all([opened, this.#settings.read('last')]).then(([held, last]) => {
      for (const key of held) this.#kept.add(key);
      if (last instanceof Map && this.#last.size === 0) this.#last = last as Map<string, LastStep>;
      this.#replan();
    });
  }

  setDocument(document: GraphDocument): void {
    const before = this.#document;
    this.#document = document;
    if (before && isSameComputation(before, document)) return;
    this.#replan();
  }

  async bind(node: string, files: readonly File[]): Promise<void> {
    await this.#bindings.bind(node, files);
    this.#bound(node);
  }
  async bindUrl(node: string, url: string): Promise<void> {
    await this.#bindings.bindUrl(node, url);
    this.#bound(node);
  }
  bound(): ReadonlyMap<string, string> {
    return this.#bindings.names();
  }
  #bound(node: string): void {
    this.#previews.setFiles(this.#bindings.files());
    this.#replan();
    // Names of what is bound are read beside the state.
    const { revision } = this.state.getState();
    this.state.setState({ revision: new Map(revision).set(node, (revision.get(node) ?? 0) + 1) });
  }

  async header(output: OutputRef, signal?: AbortSignal): Promise<MovieHeader | LabelsHeader | null> {
    const task: PreviewTask = { type: 'header', ...output };
    const header = await this.#ask(task, urgency.header, 0, signal);
    return header as MovieHeader | LabelsHeader | null;
  }
  async frame(
    output: OutputRef,
    t: number,
    signal: AbortSignal,
    priority: 'visible' | 'ahead' = 'visible',
  ): Promise<FrameData> {
    return (await this.#ask({ type: 'frame', ...output, t }, urgency[priority], t, signal)) as FrameData;
  }
  async thumbnail(output: OutputRef, t: number, width: number, signal: AbortSignal): Promise<ImageBitmap | null> {
    const picture = await this.#ask({ type: 'thumbnail', ...output, t, width }, urgency.thumbnail, t, signal);
    return picture as ImageBitmap | null;
  }
  async #ask(task: PreviewTask & { step: string }, how: number, t: number, signal?: AbortSignal): Promise<unknown> {
    await this.#ready;
    signal?.throwIfAborted();
    if (!this.#stepOf(task.step)) {
      if (task.type !== 'frame') return null;
      const fault = this.#runnable.faults.find(({ node }) => node === task.step);
      throw new NodeError(
        task.step,
        null,
        fault?.message ?? 'it can’t run as the graph is now: see the nodes above it',
      );
    }
    return this.#previews.ask({ task, urgency: how, t, signal });
  }

  async value(output: OutputRef): Promise<OutputValue | null> {
    await this.#ready;
    const step = this.#stepOf(output.step);
    const kind = catalog.nodes.get(step?.type ?? '')?.outputs[output.port]?.kind;
    if (kind !== undefined && isFramed(kind)) return null;
    if (step && catalog.nodes.get(step.type)?.role === 'source') {
      const value = await this.#ask({ type: 'opened', ...output }, urgency.visible, 0);
      return { value, isStale: false, ...this.#about(output, this.#runnable.plan) };
    }
    const isNow = step !== undefined && this.#kept.has(step.key);
    const last = this.#last.get(output.step);
    const key = isNow ? step.key : last?.key;
    const values = key === undefined ? null : await this.#host.values(key);
    if (values === null) return null;
    const steps = isNow ? this.#runnable.plan : [...(last?.steps.values() ?? [])];
    return { value: values[output.port] ?? null, isStale: !isNow, ...this.#about(output, steps) };
  }
  provenance(output: OutputRef): string {
    return this.#about(output, this.#runnable.plan).provenance;
  }
  /** What files of an output must carry. */
  #about(output: OutputRef, plan: Plan): { readonly provenance: string; readonly cautions: readonly string[] } {
    const steps = new Map(plan.map((step) => [step.id, step]));
    const step = steps.get(output.step);
    const definition = catalog.nodes.get(step?.type ?? '');
    if (!step || !definition) return { provenance: '', cautions: [] };
    return {
      provenance: provenanceOf(steps, [output], catalog.nodes),
      cautions: cautionsBelow(step, definition),
    };
  }

  run(targets?: readonly string[]): void {
    this.#start(targets === undefined ? null : this.#stepsWithin(targets));
  }
  retry(): void {
    this.#start(this.#ran?.targets ?? null);
  }
  pause(): void {
    this.#host.tell({ type: 'pause' });
  }
  resume(): void {
    this.#host.tell({ type: 'resume' });
  }
  cancel(): void {
    this.#host.tell({ type: 'cancel' });
  }

  #start(targets: readonly string[] | null): void {
    const { run } = this.state.getState();
    if (['looking', 'running', 'paused', 'cancelling'].includes(run.state)) return;
    const { plan } = this.#runnable;
    const runs = targets?.filter((id) => catalog.nodes.get(this.#stepOf(id)?.type ?? '')?.role !== 'source');
    if ((runs ?? [...this.#units.keys()]).length === 0) {
      this.state.setState({
        warning: 'There is nothing to run: frames are computed as you look at them. Add a node that measures or saves.',
      });
      return;
    }
    const files = new Map(plan.map((step) => [step.id, this.#fileOf(step)]));
    this.#ran = { plan, units: this.#units, steps: new Map(plan.map((step) => [step.id, step])), targets, files };
    this.#progress.clear();
    this.state.setState({ run: { ...idleRun, state: 'looking', memory: run.memory }, warning: null });
    this.#host.tell({ type: 'run', plan, targets: runs ?? null, files: this.#bindings.files() });
    this.#publish();
  }
  /** Steps of the plan that these nodes are, or that are in them. */
  #stepsWithin(nodes: readonly string[]): readonly string[] {
    return this.#runnable.plan
      .filter(({ id }) => nodes.some((node) => id === node || id.startsWith(`${node}/`)))
      .map(({ id }) => id);
  }

  whyStale(step: string): Staleness {
    return whyStale(step, {
      plan: this.#runnable.plan,
      nodes: catalog.nodes,
      units: this.#units,
      last: this.#last,
      isKept: (key) => this.#kept.has(key),
      fileOf: (one) => this.#fileOf(one),
      bytesOf: (key) => this.#usage.get(key)?.bytes ?? null,
    });
  }

  async clearCache(): Promise<void> {
    await this.#host.clear();
    this.#kept.clear();
    this.#usage.clear();
    this.#last.clear();
    this.#progress.clear();
    this.#previews.clear();
    await this.#settings.write('last', this.#last);
    this.state.setState({ saved: [] });
    this.#replan();
  }
  dispose(): void {
    for (const { timer } of this.#soonActs.values()) clearTimeout(timer);
    this.#host.dispose();
    this.#previews.dispose();
  }

  #stepOf(id: string): Step | undefined {
    return this.#runnable.plan.find((step) => step.id === id);
  }
  #fileOf(step: Step): string | null {
    for (const [name, param] of Object.entries(catalog.nodes.get(step.type)?.params ?? {})) {
      if (param.type === 'file') return this.#bindings.fingerprint(String(step.params[name]));
    }
    return null;
  }

  /** The document, the files or the results have changed. */
  #replan(): void {
    const document = this.#document;
    if (!document) return;
    this.#runnable = runnable(document, catalog, {
      overrides: this.#bindings.overrides(fileParams(document)),
      fingerprint: (path) => this.#bindings.fingerprint(path) ?? path,
    });
    this.#units = unitsOf(this.#runnable.plan, catalog.nodes);
    this.#replanPreviews();
    this.#soon('memory', 500, () => void this.#estimate());
    this.#soon('usage', 300, () => this.#askUsage());
  }

  #replanPreviews(): void {
    const { plan } = this.#runnable;
    const last = isSameGraph(plan, this.#last) ? this.#last : new Map<string, LastStep>();
    const before = this.#preview.marks;
    this.#preview = previewPlan(
      plan,
      catalog.nodes,
      (key) => this.#kept.has(key),
      ({ id, type }) => (last.get(id)?.type === type ? (last.get(id)?.key ?? null) : null),
    );
    const { marks } = this.#preview;
    const changed = new Set(
      [...new Set([...before.keys(), ...marks.keys()])].filter((id) => before.get(id) !== marks.get(id)),
    );
    if (changed.size > 0) {
      this.#previews.setPlan(this.#preview, changed);
      const revision = new Map(this.state.getState().revision);
      for (const id of changed) revision.set(id, (revision.get(id) ?? 0) + 1);
      this.state.setState({ revision });
    }
    this.#publish();
  }

  /** Brings the state that components see up to date. */
  #publish(progress?: RunProgress): void {
    const before = this.state.getState();
    const { plan, faults } = this.#runnable;
    const steps = stepViews(
      {
        plan,
        units: this.#units,
        isKept: (key) => this.#kept.has(key),
        last: isSameGraph(plan, this.#last) ? this.#last : new Map(),
        run: this.#progress,
        usage: this.#usage,
      },
      before.steps,
    );
    const isSame = JSON.stringify(before.problems) === JSON.stringify(faults);
    const cachedFrames = this.#atHand.strips(this.#preview.plan, this.#usage, before.cachedFrames);
    const run = progress ? { ...progress, memory: before.run.memory } : before.run;
    this.state.setState({ steps, cachedFrames, run, ...(isSame ? {} : { problems: faults }) });
  }

  #hearHost(message: FromHost): void {
    switch (message.type) {
      case 'opened':
        this.#opened(message.held);
        break;
      case 'progress': {
        const keys = new Map(this.#ran?.plan.map(({ id, key }) => [id, key]));
        for (const [id, progress] of message.steps) {
          const key = keys.get(id);
          if (key !== undefined) this.#progress.set(id, { key, progress });
        }
        const hasEnded = ['succeeded', 'failed', 'cancelled'].includes(message.run.state);
        if (hasEnded) this.#now('made');
        this.#publish(message.run);
        if (hasEnded) this.#ended();
        break;
      }
      case 'made':
        this.#made(message.step, message.key, message.time_ms);
        break;
      case 'saved': {
        const files: SavedFile[] = message.files.map((file) => ({ ...file, node: message.step }));
        this.state.setState(({ saved }) => ({
          saved: [...saved.filter(({ node }) => node !== message.step), ...files],
        }));
        break;
      }
      case 'usage':
        for (const usage of message.usage) this.#usage.set(usage.key, usage);
        this.#publish();
        break;
      case 'warning':
        this.state.setState({ warning: message.message });
        break;
    }
  }

  #made(id: string, key: ContentHash, time_ms: number | null): void {
    this.#kept.add(key);
    const ran = this.#ran;
    if (!ran) return;
    const { steps } = ran;
    for (const step of ran.plan) {
      const isPulled = ran.units.get(id)?.pulls.includes(step.id) ?? false;
      if (step.id !== id && !isPulled) continue;
      const before = this.#last.get(step.id);
      const time = time_ms ?? (before?.key === step.key ? before.time_ms : null);
      this.#last.set(step.id, lastStep(step, ran.files.get(step.id) ?? null, isPulled ? null : time, steps));
    }
    // Several are often made at once.
    this.#soon('made', 20, () => this.#replanPreviews());
  }
  #ended(): void {
    void this.#settings.write('last', this.#last);
    this.#askUsage();
  }

  #hearPreview(seat: number, message: FromPreview): void {
    if (message.type === 'at hand') {
      this.#atHand.update(seat, message.frames);
      this.#soon('strips', 100, () => this.#publish());
    } else if (message.type === 'gone') {
      this.#kept.delete(message.key);
      this.#soon('made', 20, () => this.#replanPreviews());
    }
  }

  #askUsage(): void {
    const keys = this.#runnable.plan.map(({ key }) => key);
    if (keys.length > 0) this.#host.tell({ type: 'usage', keys });
  }
  async #estimate(): Promise<void> {
    await this.#ready;
    const bytes = await this.#previews
      .ask({ task: { type: 'frame bytes' }, urgency: urgency.idle, t: 0 })
      .catch(() => null);
    if (typeof bytes !== 'number') return;
    const { workers } = this.#options;
    const memory = baseBytes.page + workers * (baseBytes.worker + bytes * framesKept);
    this.state.setState(({ run }) => ({ run: { ...run, memory } }));
  }
  /** Does something once after a while, however often it is asked for until then. */
  #soon(name: string, ms: number, act: () => void): void {
    if (this.#soonActs.has(name)) return;
    this.#soonActs.set(name, { timer: setTimeout(() => this.#now(name), ms), act });
  }
  #now(name: string): void {
    const waiting = this.#soonActs.get(name);
    if (!waiting) return;
    clearTimeout(waiting.timer);
    this.#soonActs.delete(name);
    waiting.act();
  }
}
