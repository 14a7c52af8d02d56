import type { Kind } from '../data/kinds.ts';
import type { Labels, Movie } from '../data/movie.ts';
import type { Spots } from '../data/spots.ts';
import type { Plan } from '../graph/plan.ts';
import type { AnyNode } from '../node/define.ts';
import type { FileAccess } from '../node/files.ts';
import type { Kernels } from '../node/kernels.ts';
import { nodeError } from './errors.ts';
import type { FrameStore } from './frame-store.ts';
import {
  channelOf,
  checkFrames,
  type FrameRecord,
  type FrameValue,
  type HeldRecord,
  inputsAtPlane,
  joinPlanes,
} from './frame-values.ts';
import { channelIndex, type Header, mainHeader, type ParamNumbers } from './headers.ts';
import { Recent } from './recent.ts';
import { type OpenSource, type Prepared, StepBook } from './step-book.ts';
import { capacityFor, timesAt } from './times.ts';

export interface EvaluatorOptions {
  readonly plan: Plan;
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly files: FileAccess;
  readonly kernels: Kernels;
  /** Keeps and finds frames of steps whose frames are kept; without it everything is pulled anew. */
  readonly store?: FrameStore;
  readonly openSource?: OpenSource;
  /** Told what each call of a node took, in ms, without what is above it. */
  onSpent?(step: string, ms: number): void;
}

/**
 * Pulls frames through the graph: a frame of a step is made from the frames of the steps above it, each once.
 * One evaluator lives in each worker, and one in the host, which asks it for headers only.
 */
export class Evaluator {
  readonly #book: StepBook;
  readonly #store: FrameStore | undefined;
  readonly #onSpent: ((step: string, ms: number) => void) | undefined;
  /** Frames of one channel that each step keeps at hand. */
  readonly #capacity: ReadonlyMap<string, number>;
  readonly #recent: ReadonlyMap<string, Recent<Promise<FrameRecord>>>;

  constructor({ plan, nodes, files, kernels, store, openSource, onSpent }: EvaluatorOptions) {
    this.#book = new StepBook(plan, nodes, files, kernels, openSource);
    this.#store = store;
    this.#onSpent = onSpent;
    this.#capacity = new Map(plan.map((step) => [step.id, capacityFor(step, plan, nodes)]));
    this.#recent = new Map([...this.#capacity].map(([id, frames]) => [id, new Recent(frames)]));
  }

  /** Makes the results of a finished fold or compact step known. */
  hold(id: string, values: HeldRecord): void {
    this.#book.hold(id, values);
  }
  /** Forgets the results of a step: they may be large. */
  release(id: string): void {
    this.#book.release(id);
  }
  header(id: string, port: string): Promise<Header> {
    return this.#book.header(id, port);
  }

  /** Lets go of the frames at hand; they are pulled again where they are needed. */
  forgetFrames(): void {
    for (const recent of this.#recent.values()) recent.clear();
  }

  /** All outputs of a source; framed ones are read when asked for. */
  opened(id: string): Promise<HeldRecord> {
    return this.#book.open(id);
  }

  /** Frames that a fold, sink or random-access step is shown. */
  async frameCount(id: string): Promise<number> {
    const { headers, outputs } = await this.#book.prepare(id);
    const [made] = this.#book.definition(id).role === 'node' ? Object.values(outputs) : [];
    return (made ?? mainHeader(this.#book.definition(id), headers))?.size.t ?? 0;
  }

  /** What `map` of a fold or sink makes of frame t; a step of frames has frame t computed, and kept by the store. */
  async mapOrKeep(id: string, t: number, signal: AbortSignal): Promise<unknown> {
    const definition = this.#book.definition(id);
    if (definition.role !== 'node') return this.#map(id, t, signal);
    for (const port of Object.keys(definition.outputs)) {
      const header = await this.header(id, port);
      const channels = 'channels' in header ? header.channels.length : 1;
      for (let c = 0; c < channels; c++) await this.pull(id, port, t, c, signal);
    }
    return undefined;
  }

  async #map(id: string, t: number, signal: AbortSignal): Promise<unknown> {
    const definition = this.#book.definition(id);
    if ((definition.role !== 'fold' && definition.role !== 'sink') || !definition.map) return undefined;
    const prepared = await this.#book.prepare(id);
    const main = mainHeader(definition, prepared.headers);
    if (definition.space === 'plane' && main && main.size.z > 1) {
      throw nodeError(
        id,
        null,
        new RangeError(`takes movies of one plane, but this one has ${main.size.z}: project it over z first`),
      );
    }
    const inputs = await this.#inputs(id, prepared, t, 0, signal);
    try {
      return await definition.map(
        inputs as never,
        prepared.params as never,
        this.#book.context(id, prepared, t, 0, 0, signal) as never,
      );
    } catch (error) {
      throw nodeError(id, t, error);
    }
  }

  async finish(id: string, state: unknown, signal: AbortSignal): Promise<HeldRecord> {
    const definition = this.#book.definition(id);
    if (definition.role !== 'fold') throw new RangeError(`${id} is not a fold`);
    const { compact, params, context } = await this.whole(id, signal);
    try {
      return this.#book.stamp(
        id,
        await definition.finish(state as never, compact as never, params as never, context as never),
      );
    } catch (error) {
      throw nodeError(id, null, error);
    }
  }

  /** Runs a step that has random access to its inputs. */
  async runWhole(id: string, signal: AbortSignal): Promise<HeldRecord> {
    const definition = this.#book.definition(id);
    if (definition.role !== 'node') throw new RangeError(`${id} is not run whole`);
    const prepared = await this.#book.prepare(id);
    const inputs: Record<string, unknown> = { ...prepared.compact };
    for (const [port, header] of Object.entries(prepared.headers)) {
      const from = this.#book.step(id).inputs[port];
      if (from && header)
        inputs[port] = { ...header, frame: this.#reader(from.step, from.port, definition.inputs[port]?.kind) };
    }
    try {
      const context = this.#book.context(id, prepared, 0, 0, 0, signal);
      return this.#book.stamp(id, await definition.run(inputs as never, prepared.params as never, context as never));
    } catch (error) {
      throw nodeError(id, null, error);
    }
  }

  /** Parameters, compact inputs and context of a step that is not called per frame. */
  async whole(id: string, signal: AbortSignal) {
    const prepared = await this.#book.prepare(id);
    return {
      params: prepared.params,
      compact: prepared.compact,
      context: this.#book.context(id, prepared, 0, 0, 0, signal),
    };
  }

  /** Frame t, channel c of an output. */
  async pull(id: string, port: string, t: number, c: number, signal: AbortSignal): Promise<FrameValue> {
    const definition = this.#book.definition(id);
    const held = this.#book.held(id)?.[port] as { frames: readonly (FrameValue | readonly FrameValue[])[] } | undefined;
    if (held) return channelOf(held.frames[t], c) ?? fail(id, t, `there is no frame ${t}`);
    // Windows are pulled channel by channel.
    this.#recent.get(id)?.widen((c + 1) * (this.#capacity.get(id) ?? 1));
    // A node that sees all channels makes them all at once.
    const group = definition.role !== 'source' && definition.channels === 'each' ? c : 0;
    const record = await (definition.role === 'source'
      ? this.#take(id, `${port}/${t}/${c}`, () => this.#read(id, port, t, c, signal))
      : this.#take(id, `${t}/${group}`, () => this.#make(id, t, group, signal)));
    const isShared = definition.role === 'node' && definition.channels === 'each';
    return (
      channelOf(record[port], definition.role === 'source' || isShared ? 0 : c) ??
      fail(id, t, `it has no output "${port}" for channel ${c + 1}`)
    );
  }

  #take(id: string, key: string, make: () => Promise<FrameRecord>): Promise<FrameRecord> {
    const recent = this.#recent.get(id) as Recent<Promise<FrameRecord>>;
    return recent.take(key, () => {
      const promise = make();
      // A failed or cancelled pull must be tried again by the next one who asks.
      promise.catch(() => recent.forget(key));
      return promise;
    });
  }

  async #read(id: string, port: string, t: number, c: number, signal: AbortSignal): Promise<FrameRecord> {
    const source = (await this.#book.open(id))[port] as Movie | Labels | Spots;
    try {
      const isMovie = this.#book.definition(id).outputs[port]?.kind === 'Movie';
      const frame = isMovie ? await (source as Movie).frame(t, c, signal) : await (source as Labels).frame(t, signal);
      return { [port]: frame };
    } catch (error) {
      throw nodeError(id, t, error);
    }
  }

  async #make(id: string, t: number, c: number, signal: AbortSignal): Promise<FrameRecord> {
    const definition = this.#book.definition(id);
    if (definition.role !== 'node') throw new RangeError(`${id} makes no frames`);
    const prepared = await this.#book.prepare(id);
    const kept = await this.#store?.read(this.#book.step(id), definition, t, c);
    if (kept) return kept;
    const start = performance.now();
    const inputs = await this.#inputs(id, prepared, t, c, signal);
    signal.throwIfAborted();
    try {
      const called = performance.now();
      const record = await this.#runFrame(definition, id, inputs, prepared, t, c, signal);
      this.#onSpent?.(id, performance.now() - called);
      checkFrames(definition, prepared.outputs, record);
      await this.#store?.write(this.#book.step(id), definition, t, c, record, performance.now() - start);
      return record;
    } catch (error) {
      throw nodeError(id, t, error);
    }
  }

  async #runFrame(
    definition: AnyNode & { role: 'node' },
    id: string,
    inputs: Readonly<Record<string, unknown>>,
    prepared: Prepared,
    t: number,
    c: number,
    signal: AbortSignal,
  ): Promise<FrameRecord> {
    const depth = mainHeader(definition, prepared.headers)?.size.z ?? 1;
    const planes: FrameRecord[] = [];
    const perPlane = definition.space === 'plane';
    for (let z = 0; z < (perPlane ? depth : 1); z++) {
      const seen = perPlane && depth > 1 ? inputsAtPlane(definition, inputs, z) : inputs;
      const context = this.#book.context(id, prepared, t, z, c, signal);
      planes.push((await definition.run(seen as never, prepared.params as never, context as never)) as FrameRecord);
    }
    return Object.fromEntries(
      Object.entries(definition.outputs).map(([port, { kind }]) => {
        const values = planes.map((record) => record[port] ?? fail(id, t, `it gave nothing for its output "${port}"`));
        const [first] = values;
        if (!Array.isArray(first)) return [port, joinPlanes(definition, kind, values as readonly FrameValue[])];
        return [
          port,
          first.map((_, k) =>
            joinPlanes(
              definition,
              kind,
              values.map((value) => (value as readonly FrameValue[])[k] as FrameValue),
            ),
          ),
        ];
      }),
    );
  }

  /** The framed inputs of a call, as its time, space and channels declare them, with the compact ones. */
  async #inputs(id: string, prepared: Prepared, t: number, c: number, signal: AbortSignal) {
    const definition = this.#book.definition(id);
    const inputs: Record<string, unknown> = { ...prepared.compact };
    const { times, centre } = timesAt(definition, prepared, t);
    const isWindow = 'time' in definition && definition.time.scope !== 'frame';
    for (const [port, header] of Object.entries(prepared.headers)) {
      const from = this.#book.step(id).inputs[port];
      if (!from || !header) continue;
      const frames: unknown[] = [];
      for (const time of times)
        frames.push(await this.#chosen(definition, prepared.params, from, header, time, c, signal));
      inputs[port] = isWindow ? { frames, times, centre } : frames[0];
    }
    return inputs;
  }

  async #chosen(
    definition: AnyNode,
    params: ParamNumbers,
    from: { readonly step: string; readonly port: string },
    header: Header,
    t: number,
    c: number,
    signal: AbortSignal,
  ): Promise<FrameValue | readonly FrameValue[]> {
    if (!('channels' in header)) return this.pull(from.step, from.port, t, 0, signal);
    const count = header.channels.length;
    if (definition.channels === 'one') return this.pull(from.step, from.port, t, channelIndex(params, count), signal);
    if (definition.channels === 'each') return this.pull(from.step, from.port, t, Math.min(c, count - 1), signal);
    const all: FrameValue[] = [];
    for (let k = 0; k < count; k++) all.push(await this.pull(from.step, from.port, t, k, signal));
    return all;
  }

  #reader(id: string, port: string, kind: Kind | undefined) {
    return kind === 'Movie'
      ? (t: number, c: number, signal?: AbortSignal) => this.pull(id, port, t, c, signal ?? neverAborted)
      : (t: number, signal?: AbortSignal) => this.pull(id, port, t, 0, signal ?? neverAborted);
  }
}

const neverAborted = new AbortController().signal;

function fail(id: string, t: number, reason: string): never {
  throw nodeError(id, t, new RangeError(reason));
}
