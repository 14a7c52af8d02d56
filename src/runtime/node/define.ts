import type { FramedKind, Kind, Kinds } from '../data/kinds.ts';
import type { LabelsHeader, MovieHeader } from '../data/movie.ts';
import type { FileAccess, OutputFolder } from './files.ts';
import type { Kernels } from './kernels.ts';
import { integer, type NumberParam, type Params, type ParamValues } from './params.ts';

export interface Port<K extends Kind = Kind> {
  readonly kind: K;
  readonly doc: string;
  readonly optional?: boolean;
}
export type Ports = Readonly<Record<string, Port>>;
export const port = <const K extends Kind>(kind: K, doc: string) => ({ kind, doc, optional: false }) as const;
/** An input that may be left open. */
export const optional = <const K extends Kind>(kind: K, doc: string) => ({ kind, doc, optional: true }) as const;

/** Frames needed for one output frame, relative to it; `also` are absolute frames given in every window. */
export interface Reach {
  readonly before: number;
  readonly after: number;
  readonly also?: readonly number[];
}
/** Frames around the one being computed: `frames[i]` is frame `times[i]`, `frames[centre]` the one at hand. */
export interface Window<F> {
  readonly frames: readonly F[];
  readonly times: readonly number[];
  readonly centre: number;
}

/**
 * How much of the movie one call sees; the runtime owns the loop over time.
 * `frame`     output t needs input t
 * `window`    output t needs inputs t - before ... t + after, shortened at the ends of the movie only
 * `resample`  the output has other frames than the input, each made from a range of it
 * `movie`     random access to everything; rare: say why at the node
 */
export type Time<P extends Params = Params> =
  | { readonly scope: 'frame' }
  | { readonly scope: 'window'; reach(params: ParamValues<P>): Reach }
  | {
      readonly scope: 'resample';
      frames(params: ParamValues<P>, count: number): number;
      range(params: ParamValues<P>, t: number, count: number): readonly [start: number, end: number];
    }
  | { readonly scope: 'movie' };
/** What `map` of a fold sees at t: frame t, or a window around it. */
export type FoldTime<P extends Params = Params> = Extract<Time<P>, { scope: 'frame' | 'window' }>;
export type TimeScope = Time['scope'];
/**
 * `plane`: the runtime calls the node once per z; `volume`: the node sees all planes.
 * A `plane` node that is given labels keeps their numbers, so that an object stays one through the planes; labels that it
 * makes without labels as input are numbered on from plane to plane.
 */
export type Space = 'plane' | 'volume';
/** `each`: the runtime calls the node once per channel; `one`: it adds a `channel` parameter; `all`: the node sees them all. */
export type Channels = 'each' | 'one' | 'all';

type Unit<K extends FramedKind, Sp extends Space> = Sp extends 'plane' ? Kinds[K]['plane'] : Kinds[K]['frame'];
type Chosen<K extends FramedKind, Sp extends Space, Ch extends Channels> = K extends 'Movie'
  ? Ch extends 'all'
    ? readonly Unit<K, Sp>[]
    : Unit<K, Sp>
  : Unit<K, Sp>;
type Seen<K extends Kind, T extends TimeScope, Sp extends Space, Ch extends Channels> = K extends FramedKind
  ? T extends 'movie'
    ? Kinds[K]['whole']
    : T extends 'frame'
      ? Chosen<K, Sp, Ch>
      : Window<Chosen<K, Sp, Ch>>
  : Kinds[K]['whole'];
type Made<K extends Kind, T extends TimeScope, Sp extends Space, Ch extends Channels> = K extends FramedKind
  ? T extends 'movie'
    ? Kinds[K]['held']
    : Chosen<K, Sp, Ch>
  : Kinds[K]['held'];

/** What a call is given for each input port; an optional port that is not connected gives `undefined`. */
export type Inputs<I extends Ports, T extends TimeScope, Sp extends Space, Ch extends Channels> = {
  readonly [K in keyof I]: I[K]['optional'] extends true
    ? Seen<I[K]['kind'], T, Sp, Ch> | undefined
    : Seen<I[K]['kind'], T, Sp, Ch>;
};
export type Outputs<O extends Ports, T extends TimeScope, Sp extends Space, Ch extends Channels> = {
  readonly [K in keyof O]: Made<O[K]['kind'], T, Sp, Ch>;
};
export type Held<O extends Ports> = { readonly [K in keyof O]: Kinds[O[K]['kind']]['held'] };
type Whole<O extends Ports> = { readonly [K in keyof O]: Kinds[O[K]['kind']]['whole'] };
/** The inputs without frames: what `finish` and `save` are given besides the folded values. */
export type CompactInputs<I extends Ports> = {
  readonly [K in keyof I as I[K]['kind'] extends FramedKind ? never : K]: I[K]['optional'] extends true
    ? Kinds[I[K]['kind']]['whole'] | undefined
    : Kinds[I[K]['kind']]['whole'];
};
type HeaderOf<K extends Kind> = K extends 'Movie' ? MovieHeader : K extends FramedKind ? LabelsHeader : undefined;
export type Headers<I extends Ports> = {
  readonly [K in keyof I]: I[K]['optional'] extends true ? HeaderOf<I[K]['kind']> | undefined : HeaderOf<I[K]['kind']>;
};

/** Everything that a call may use besides its arguments. There is no clock, no random, no cache. */
export interface RunContext<I extends Ports = Ports> {
  /** Frame being computed, 0-based; 0 where there is none. */
  readonly t: number;
  /** Plane and channel being computed, 0-based, where the runtime maps over them; else 0. */
  readonly z: number;
  readonly c: number;
  /** Size, calibration and channels of each connected framed input. */
  readonly headers: Headers<I>;
  readonly kernels: Kernels;
  readonly signal: AbortSignal;
  /** What readers of the result must know, from everything above this node: "intensity is not quantitative: ...". */
  readonly cautions: readonly string[];
}

/** What `save` may use besides. */
export interface SaveContext<I extends Ports = Ports> extends RunContext<I> {
  /** The graph that made what is saved, one line of JSON without paths or times: every file carries it. */
  readonly provenance: string;
}

interface About<I extends Ports, O extends Ports, P extends Params> {
  /** `family.name`, equal to the file's path under `src/nodes`. Never renamed once released. */
  readonly id: string;
  /** Raised whenever the same inputs may give other outputs: it is part of every cache key. */
  readonly version: number;
  readonly title: string;
  /** One sentence for the palette. */
  readonly summary: string;
  /** Names under which users of other tools look for it. */
  readonly keywords: readonly string[];
  /** Papers (`doi:...`), tools and definitions that the node can be checked against. */
  readonly sources: readonly string[];
  /** Help page: what it is for, how to choose the parameters, what it does with empty and constant frames. Plain text. */
  readonly help: string;
  readonly inputs: I;
  readonly outputs: O;
  readonly params: P;
  /** Set where the output must not be read as before: "intensity is not quantitative: histogram matching". */
  readonly caution?: string;
  /** Turns the stored parameters of version `n` into those of `n + 1`. */
  readonly migrate?: Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;
}
interface Framed<I extends Ports, O extends Ports, P extends Params> {
  /**
   * How size, dtype, channels and calibration of the framed outputs differ from the first framed input's.
   * Where left out: the same, a Movie made from a Movie being float32.
   */
  describe?(
    headers: Headers<I>,
    params: ParamValues<P>,
    compact: CompactInputs<I>,
  ): { readonly [K in keyof O]?: Partial<MovieHeader> };
}

export interface SourceDefinition<O extends Ports, P extends Params> extends Omit<About<Ports, O, P>, 'inputs'> {
  /** Opens what the parameters name; frames are read when asked for. Called once in every worker. */
  open(params: ParamValues<P>, files: FileAccess): Promise<Whole<O>>;
  /**
   * Paths that `open` may read beside those its parameters name: their content is part of the cache keys too. Those that
   * aren't there are passed over.
   */
  besides?(params: ParamValues<P>): readonly string[];
}
export interface NodeDefinition<
  I extends Ports,
  O extends Ports,
  P extends Params,
  T extends TimeScope,
  Sp extends Space,
  Ch extends Channels,
> extends About<I, O, P>,
    Framed<I, O, P> {
  readonly time: Time<P> & { readonly scope: T };
  readonly space?: Sp;
  readonly channels?: Ch;
  run(inputs: Inputs<I, T, Sp, Ch>, params: ParamValues<P>, context: RunContext<I>): Promise<Outputs<O, T, Sp, Ch>>;
}
export interface FoldDefinition<
  I extends Ports,
  O extends Ports,
  P extends Params,
  T extends FoldTime['scope'],
  Sp extends Space,
  Ch extends 'one' | 'all',
  V,
  A,
> extends About<I, O, P> {
  readonly time: FoldTime<P> & { readonly scope: T };
  /** `plane`: the movie must have one plane; `volume`: any. */
  readonly space: Sp;
  readonly channels: Ch;
  /** One frame or window → a small plain value; runs in parallel. */
  map(inputs: Inputs<I, T, Sp, Ch>, params: ParamValues<P>, context: RunContext<I>): Promise<V>;
  /** The state before the first frame; plain data. */
  start(params: ParamValues<P>): A;
  /** Takes the values in frame order, so that results do not depend on the number of workers; may change `state`. */
  merge(state: A, value: V, t: number, params: ParamValues<P>): A;
  /** The answer; also right after `start`, for a movie without frames. */
  finish(state: A, inputs: CompactInputs<I>, params: ParamValues<P>, context: RunContext<I>): Promise<Held<O>>;
}
export interface SinkDefinition<I extends Ports, P extends Params, Sp extends Space, Ch extends 'one' | 'all', V>
  extends Omit<About<I, Ports, P>, 'outputs'> {
  readonly space?: Sp;
  readonly channels?: Ch;
  /**
   * Names of files that it writes whatever the data: two nodes of a graph may not share one.
   * @throws RangeError where the parameters give no name of a file.
   */
  names?(params: ParamValues<P>): readonly string[];
  /** One frame → what `save` writes for it, such as compressed bytes; runs in parallel. Left out where no input has frames. */
  map?(inputs: Inputs<I, 'frame', Sp, Ch>, params: ParamValues<P>, context: RunContext<I>): Promise<V>;
  /** Writes the files. `frames` gives the mapped values in order, none held longer than needed. */
  save(
    frames: AsyncIterable<V>,
    inputs: CompactInputs<I>,
    params: ParamValues<P>,
    context: SaveContext<I>,
    out: OutputFolder,
  ): Promise<void>;
}

/** A definition, its port and parameter types forgotten: what catalog, plan, scheduler and editor handle. */
export type AnyNode = Omit<About<Ports, Ports, Params>, 'migrate'> & {
  readonly migrate?: Readonly<Record<number, (old: Readonly<Record<string, unknown>>) => Record<string, unknown>>>;
  readonly space: Space;
  readonly channels: Channels;
  describe?(headers: never, params: never, compact: never): Readonly<Record<string, Partial<MovieHeader> | undefined>>;
} & (
    | {
        readonly role: 'source';
        open(params: never, files: FileAccess): Promise<Readonly<Record<string, unknown>>>;
        besides?(params: never): readonly string[];
      }
    | {
        readonly role: 'node';
        readonly time: ErasedTime;
        run(inputs: never, params: never, context: never): Promise<Readonly<Record<string, unknown>>>;
      }
    | {
        readonly role: 'fold';
        readonly time: Extract<ErasedTime, { scope: 'frame' | 'window' }>;
        map(inputs: never, params: never, context: never): Promise<unknown>;
        start(params: never): unknown;
        merge(state: never, value: never, t: number, params: never): unknown;
        finish(state: never, inputs: never, params: never, context: never): Promise<Readonly<Record<string, unknown>>>;
      }
    | {
        readonly role: 'sink';
        readonly time: { readonly scope: 'frame' };
        names?(params: never): readonly string[];
        map?(inputs: never, params: never, context: never): Promise<unknown>;
        save(frames: never, inputs: never, params: never, context: never, out: OutputFolder): Promise<void>;
      }
  );
type ErasedTime =
  | { readonly scope: 'frame' }
  | { readonly scope: 'window'; reach(params: never): Reach }
  | {
      readonly scope: 'resample';
      frames(params: never, count: number): number;
      range(params: never, t: number, count: number): readonly [number, number];
    }
  | { readonly scope: 'movie' };

/** Reads a movie from files or makes one. */
export function defineSource<const O extends Ports, const P extends Params>(definition: SourceDefinition<O, P>) {
  return { role: 'source', space: 'volume', channels: 'all', inputs: {}, ...definition } as const;
}

/** A node that makes frames from frames, or (time `movie`) compact results from compact results. */
export function defineNode<
  const I extends Ports,
  const O extends Ports,
  const P extends Params,
  const T extends TimeScope,
  const Sp extends Space = 'plane',
  const Ch extends Channels = 'each',
>(definition: NodeDefinition<I, O, P, T, Sp, Ch>) {
  return withChannel({ role: 'node', space: 'plane', channels: 'each', ...definition } as const);
}

/** A node that is shown every frame in order and answers at the end. */
export function defineFold<
  const I extends Ports,
  const O extends Ports,
  const P extends Params,
  const T extends FoldTime['scope'],
  const Sp extends Space,
  const Ch extends 'one' | 'all',
  V,
  A,
>(definition: FoldDefinition<I, O, P, T, Sp, Ch, V, A>) {
  return withChannel({ role: 'fold', ...definition } as const);
}

/** A node that writes files. */
export function defineSink<
  const I extends Ports,
  const P extends Params,
  const Sp extends Space = 'volume',
  const Ch extends 'one' | 'all' = 'all',
  V = never,
>(definition: SinkDefinition<I, P, Sp, Ch, V>) {
  return withChannel({
    role: 'sink',
    space: 'volume',
    channels: 'all',
    time: { scope: 'frame' },
    outputs: {},
    ...definition,
  } as const);
}

const channelParam: NumberParam = integer({ default: 1, min: 1, max: 64, unit: '1', doc: 'Channel to use, from 1.' });

function withChannel<D extends { readonly channels?: Channels; readonly params: Params }>(definition: D): D {
  if (definition.channels !== 'one') return definition;
  return { ...definition, params: { channel: channelParam, ...definition.params } };
}
