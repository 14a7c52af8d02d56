import type { Frame, Pixels } from '../data/frame.ts';
import { isFramed, type Kind } from '../data/kinds.ts';
import type { Labels, Movie, MovieHeader } from '../data/movie.ts';
import type { Detections, Spots } from '../data/spots.ts';
import { cautionsBelow, type Plan, type Step } from '../graph/plan.ts';
import type { AnyNode, Reach, RunContext } from '../node/define.ts';
import type { FileAccess } from '../node/files.ts';
import type { Kernels } from '../node/kernels.ts';
import { nodeError } from './errors.ts';
import type { FrameStore } from './frame-store.ts';
import {
  channelIndex,
  describeOutputs,
  type Header,
  type HeaderRecord,
  mainHeader,
  type ParamNumbers,
  paramsInPixels,
  requireSameFrames,
} from './headers.ts';
import { planeAt, stackDetections, stackLabels, stackPlanes } from './planes.ts';
import { Recent } from './recent.ts';

/** What one frame of an output is: pixels, label pixels or detections; a list of them over channels where the node sees all. */
export type FrameValue = Frame<Pixels> | Frame<Uint32Array> | Detections;
type FrameRecord = Readonly<Record<string, FrameValue | readonly FrameValue[]>>;
export type HeldRecord = Readonly<Record<string, unknown>>;

interface Prepared {
  readonly headers: HeaderRecord;
  readonly params: ParamNumbers;
  readonly compact: Readonly<Record<string, unknown>>;
  readonly outputs: HeaderRecord;
}
export interface EvaluatorOptions {
  readonly plan: Plan;
  readonly nodes: ReadonlyMap<string, AnyNode>;
  readonly files: FileAccess;
  readonly kernels: Kernels;
  /** Keeps and finds frames of steps whose frames are kept; without it everything is pulled anew. */
  readonly store?: FrameStore;
}

/**
 * Pulls frames through the graph: a frame of a step is made from the frames of the steps above it, each once.
 * One evaluator lives in each worker, and one in the host, which asks it for headers only.
 */
export class Evaluator {
  readonly #steps: ReadonlyMap<string, Step>;
  readonly #options: EvaluatorOptions;
  readonly #held = new Map<string, HeldRecord>();
  readonly #opened = new Map<string, Promise<HeldRecord>>();
  readonly #prepared = new Map<string, Promise<Prepared>>();
  readonly #recent = new Map<string, Recent<Promise<FrameRecord>>>();

  constructor(options: EvaluatorOptions) {
    this.#options = options;
    this.#steps = new Map(options.plan.map((step) => [step.id, step]));
    for (const step of options.plan) this.#recent.set(step.id, new Recent(capacityFor(step, options)));
  }

  /** Makes the results of a finished fold or compact step known. */
  hold(id: string, values: HeldRecord): void {
    this.#held.set(id, values);
  }

  /** Frames that a fold, sink or random-access step is shown. */
  async frameCount(id: string): Promise<number> {
    const { headers, outputs } = await this.#prepare(id);
    const [made] = this.#definition(id).role === 'node' ? Object.values(outputs) : [];
    return (made ?? mainHeader(this.#definition(id), headers))?.size.t ?? 0;
  }

  async header(id: string, port: string): Promise<Header> {
    const definition = this.#definition(id);
    if (definition.role === 'source') return (await this.#open(id))[port] as Header;
    if (this.#held.has(id)) return this.#held.get(id)?.[port] as Header;
    return (await this.#prepare(id)).outputs[port] as Header;
  }

  /** What `map` of a fold or sink makes of frame t; a step of frames has frame t computed, and kept by the store. */
  async mapOrKeep(id: string, t: number, signal: AbortSignal): Promise<unknown> {
    const definition = this.#definition(id);
    if (definition.role !== 'node') return this.#map(id, t, signal);
    for (const port of Object.keys(definition.outputs)) {
      const header = await this.header(id, port);
      const channels = 'channels' in header ? header.channels.length : 1;
      for (let c = 0; c < channels; c++) await this.pull(id, port, t, c, signal);
    }
    return undefined;
  }

  async #map(id: string, t: number, signal: AbortSignal): Promise<unknown> {
    const definition = this.#definition(id);
    if ((definition.role !== 'fold' && definition.role !== 'sink') || !definition.map) return undefined;
    const prepared = await this.#prepare(id);
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
        this.#context(id, prepared, t, 0, 0, signal) as never,
      );
    } catch (error) {
      throw nodeError(id, t, error);
    }
  }

  async finish(id: string, state: unknown, signal: AbortSignal): Promise<HeldRecord> {
    const definition = this.#definition(id);
    if (definition.role !== 'fold') throw new RangeError(`${id} is not a fold`);
    const { compact, params, context } = await this.whole(id, signal);
    try {
      return this.#stamp(
        id,
        await definition.finish(state as never, compact as never, params as never, context as never),
      );
    } catch (error) {
      throw nodeError(id, null, error);
    }
  }

  /** Runs a step that has random access to its inputs. */
  async runWhole(id: string, signal: AbortSignal): Promise<HeldRecord> {
    const definition = this.#definition(id);
    if (definition.role !== 'node') throw new RangeError(`${id} is not run whole`);
    const prepared = await this.#prepare(id);
    const inputs: Record<string, unknown> = { ...prepared.compact };
    for (const [port, header] of Object.entries(prepared.headers)) {
      const from = this.#step(id).inputs[port];
      if (from && header)
        inputs[port] = { ...header, frame: this.#reader(from.step, from.port, definition.inputs[port]?.kind) };
    }
    try {
      const context = this.#context(id, prepared, 0, 0, 0, signal);
      return this.#stamp(id, await definition.run(inputs as never, prepared.params as never, context as never));
    } catch (error) {
      throw nodeError(id, null, error);
    }
  }

  /** Parameters, compact inputs and context of a step that is not called per frame. */
  async whole(id: string, signal: AbortSignal) {
    const prepared = await this.#prepare(id);
    return {
      params: prepared.params,
      compact: prepared.compact,
      context: this.#context(id, prepared, 0, 0, 0, signal),
    };
  }

  /** Frame t, channel c of an output. */
  async pull(id: string, port: string, t: number, c: number, signal: AbortSignal): Promise<FrameValue> {
    const definition = this.#definition(id);
    const held = this.#held.get(id)?.[port] as { frames: readonly (FrameValue | readonly FrameValue[])[] } | undefined;
    if (held) return pick(held.frames[t], c) ?? fail(id, t, `there is no frame ${t}`);
    // A node that sees all channels makes them all at once.
    const group = definition.role !== 'source' && definition.channels === 'each' ? c : 0;
    const record = await (definition.role === 'source'
      ? this.#take(id, `${port}/${t}/${c}`, () => this.#read(id, port, t, c, signal))
      : this.#take(id, `${t}/${group}`, () => this.#make(id, t, group, signal)));
    const isShared = definition.role === 'node' && definition.channels === 'each';
    return (
      pick(record[port], definition.role === 'source' || isShared ? 0 : c) ??
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
    const source = (await this.#open(id))[port] as Movie | Labels | Spots;
    try {
      const isMovie = this.#definition(id).outputs[port]?.kind === 'Movie';
      const frame = isMovie ? await (source as Movie).frame(t, c, signal) : await (source as Labels).frame(t, signal);
      return { [port]: frame };
    } catch (error) {
      throw nodeError(id, t, error);
    }
  }

  async #make(id: string, t: number, c: number, signal: AbortSignal): Promise<FrameRecord> {
    const definition = this.#definition(id);
    if (definition.role !== 'node') throw new RangeError(`${id} makes no frames`);
    const { store } = this.#options;
    const prepared = await this.#prepare(id);
    const kept = await store?.read(this.#step(id), definition, t, c);
    if (kept) return kept;
    const start = performance.now();
    const inputs = await this.#inputs(id, prepared, t, c, signal);
    signal.throwIfAborted();
    try {
      const record = await this.#runFrame(definition, id, inputs, prepared, t, c, signal);
      checkFrames(definition, prepared, record);
      await store?.write(this.#step(id), definition, t, c, record, performance.now() - start);
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
      const seen = perPlane && depth > 1 ? mapInputs(definition, inputs, (frame) => planeOf(frame, z)) : inputs;
      const context = this.#context(id, prepared, t, z, c, signal);
      planes.push((await definition.run(seen as never, prepared.params as never, context as never)) as FrameRecord);
    }
    return Object.fromEntries(
      Object.entries(definition.outputs).map(([port, { kind }]) => {
        const values = planes.map((record) => record[port] ?? fail(id, t, `it gave nothing for its output "${port}"`));
        const [first] = values;
        if (!Array.isArray(first)) return [port, join(kind, values as readonly FrameValue[])];
        return [
          port,
          first.map((_, k) =>
            join(
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
    const definition = this.#definition(id);
    const inputs: Record<string, unknown> = { ...prepared.compact };
    const { times, centre } = timesAt(definition, prepared, t);
    const isWindow = 'time' in definition && definition.time.scope !== 'frame';
    for (const [port, header] of Object.entries(prepared.headers)) {
      const from = this.#step(id).inputs[port];
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

  #prepare(id: string): Promise<Prepared> {
    let prepared = this.#prepared.get(id);
    if (!prepared) {
      prepared = this.#describe(id);
      prepared.catch(() => this.#prepared.delete(id));
      this.#prepared.set(id, prepared);
    }
    return prepared;
  }

  async #describe(id: string): Promise<Prepared> {
    const definition = this.#definition(id);
    const headers: Record<string, Header | undefined> = {};
    const compact: Record<string, unknown> = {};
    for (const [port, { kind }] of Object.entries(definition.inputs)) {
      const from = this.#step(id).inputs[port];
      if (isFramed(kind)) headers[port] = from ? await this.header(from.step, from.port) : undefined;
      else compact[port] = from ? await this.#compact(from.step, from.port) : undefined;
    }
    try {
      requireSameFrames(definition, headers);
      const params = paramsInPixels(this.#step(id), definition, headers);
      return { headers, params, compact, outputs: describeOutputs(definition, headers, params, compact) };
    } catch (error) {
      throw nodeError(id, null, error);
    }
  }

  async #compact(id: string, port: string): Promise<unknown> {
    const record = this.#definition(id).role === 'source' ? await this.#open(id) : this.#held.get(id);
    if (!record) throw new RangeError(`the result of ${id} is not there yet`);
    return record[port];
  }

  #open(id: string): Promise<HeldRecord> {
    let opened = this.#opened.get(id);
    if (!opened) {
      const definition = this.#definition(id);
      if (definition.role !== 'source') throw new RangeError(`${id} opens nothing`);
      opened = definition.open(this.#step(id).params as never, this.#options.files).catch((error: unknown) => {
        throw nodeError(id, null, error);
      });
      this.#opened.set(id, opened);
    }
    return opened;
  }

  #reader(id: string, port: string, kind: Kind | undefined) {
    return kind === 'Movie'
      ? (t: number, c: number, signal?: AbortSignal) => this.pull(id, port, t, c, signal ?? neverAborted)
      : (t: number, signal?: AbortSignal) => this.pull(id, port, t, 0, signal ?? neverAborted);
  }

  #context(id: string, prepared: Prepared, t: number, z: number, c: number, signal: AbortSignal): RunContext {
    const { kernels } = this.#options;
    return { t, z, c, headers: prepared.headers as never, kernels, signal, cautions: this.#step(id).cautions };
  }

  /** Tables and figures carry what their readers must know. */
  #stamp(id: string, record: HeldRecord): HeldRecord {
    const definition = this.#definition(id);
    const below = cautionsBelow(this.#step(id), definition);
    return Object.fromEntries(
      Object.entries(record).map(([port, value]) => {
        const kind = definition.outputs[port]?.kind;
        if (kind !== 'Table' && kind !== 'Figure') return [port, value];
        const { cautions } = value as { readonly cautions: readonly string[] };
        return [port, { ...(value as object), cautions: [...new Set([...cautions, ...below])].sort() }];
      }),
    );
  }

  #step(id: string): Step {
    const step = this.#steps.get(id);
    if (!step) throw new RangeError(`there is no step ${id}`);
    return step;
  }
  #definition(id: string): AnyNode {
    const definition = this.#options.nodes.get(this.#step(id).type);
    if (!definition) throw new RangeError(`there is no node type ${this.#step(id).type}`);
    return definition;
  }
}

const neverAborted = new AbortController().signal;

function timesAt(
  definition: AnyNode,
  { headers, params }: Prepared,
  t: number,
): { times: readonly number[]; centre: number } {
  if (!('time' in definition) || definition.time.scope === 'frame' || definition.time.scope === 'movie')
    return { times: [t], centre: 0 };
  const count = mainHeader(definition, headers)?.size.t ?? 0;
  const span = (first: number, end: number) => Array.from({ length: Math.max(0, end - first) }, (_, i) => first + i);
  if (definition.time.scope === 'resample') {
    const [first, end] = definition.time.range(params as never, t, count);
    return { times: span(Math.max(0, first), Math.min(count, end)), centre: 0 };
  }
  const { before, after, also = [] } = definition.time.reach(params as never);
  const around = span(Math.max(0, t - before), Math.min(count, t + after + 1));
  const extra = also.filter((time) => time >= 0 && time < count && !around.includes(time));
  return { times: [...extra, ...around], centre: extra.length + around.indexOf(t) };
}

/** Frames of a step that its consumers may want again soon: the widest of their windows, in every channel. */
function capacityFor(step: Step, { plan, nodes }: EvaluatorOptions): number {
  let wanted = 4;
  for (const below of plan) {
    if (!Object.values(below.inputs).some((from) => from.step === step.id)) continue;
    const definition = nodes.get(below.type);
    if (definition && 'time' in definition && definition.time.scope === 'window') {
      // Reaches are in frames, so that they do not depend on the pixel size.
      const reach: Reach = definition.time.reach(below.params as never);
      wanted += reach.before + reach.after + (reach.also?.length ?? 0);
    }
  }
  return wanted * 4;
}

const pick = (value: FrameValue | readonly FrameValue[] | undefined, c: number): FrameValue | undefined =>
  Array.isArray(value) ? (value as readonly FrameValue[])[c] : c === 0 ? (value as FrameValue | undefined) : undefined;

function fail(id: string, t: number, reason: string): never {
  throw nodeError(id, t, new RangeError(reason));
}

function mapInputs(
  definition: AnyNode,
  inputs: Readonly<Record<string, unknown>>,
  change: (frame: FrameValue) => unknown,
) {
  const deep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deep);
    if (value !== null && typeof value === 'object' && 'frames' in value) {
      return { ...value, frames: (value.frames as readonly unknown[]).map(deep) };
    }
    return value === undefined ? undefined : change(value as FrameValue);
  };
  return Object.fromEntries(
    Object.entries(inputs).map(([port, value]) => [
      port,
      isFramed(definition.inputs[port]?.kind ?? 'Table') ? deep(value) : value,
    ]),
  );
}

function planeOf(frame: FrameValue, z: number): unknown {
  return 'data' in frame ? planeAt(frame, frame.depth === 1 ? 0 : z) : frame;
}

function join(kind: Kind, values: readonly FrameValue[]): FrameValue {
  if (kind === 'Spots') return stackDetections(values as readonly Detections[]);
  if (kind === 'Labels') return stackLabels(values as readonly Frame<Uint32Array>[]);
  return stackPlanes(values as readonly Frame<Pixels>[]) as Frame<Pixels>;
}

/** A node that breaks its own declaration must not give wrong pixels in silence. */
function checkFrames(definition: AnyNode, { outputs }: Prepared, record: FrameRecord): void {
  for (const [port, value] of Object.entries(record)) {
    const header = outputs[port];
    if (definition.outputs[port]?.kind === 'Spots' || !header) continue;
    for (const frame of (Array.isArray(value) ? value : [value]) as readonly Frame<Pixels>[]) {
      const wanted = 'dtype' in header ? (header as MovieHeader).dtype : 'uint32';
      const given = frame.data.constructor.name.replace('Array', '').toLowerCase();
      const { x, y, z } = header.size;
      if (frame.width !== x || frame.height !== y || frame.depth !== z || given !== wanted) {
        throw new TypeError(
          `${definition.id} declared ${x} × ${y} × ${z} ${wanted} for "${port}", but gave ${frame.width} × ${frame.height} × ${frame.depth} ${given}; this is a bug of the node`,
        );
      }
    }
  }
}
