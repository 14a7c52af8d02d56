import type { StoreApi } from 'zustand/vanilla';
import type { FrameData } from '../../runtime/browser/preview-messages.ts';
import type { LabelsHeader, MovieHeader } from '../../runtime/data/movie.ts';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import type { GraphError } from '../../runtime/graph/errors.ts';
import type { OutputRef } from '../store/view-store.ts';

export type { FrameData } from '../../runtime/browser/preview-messages.ts';

/** What a card shows of its step. */
export interface StepView {
  /**
   * idle: never computed. stale: computed with other parameters or inputs. cached: results with these very parameters are
   * there. The others are states of the run.
   */
  readonly state: 'idle' | 'stale' | 'cached' | 'waiting' | 'running' | 'done' | 'failed' | 'blocked' | 'cancelled';
  readonly framesDone: number;
  readonly frames: number;
  /** Why it failed or what it waits for, a sentence. */
  readonly reason: string | null;
  /** Of the last run; `null` where not measured. */
  readonly time_ms: number | null;
  /** Kept in the cache. */
  readonly bytes: number | null;
}
export interface RunView {
  readonly state: 'idle' | 'looking' | 'running' | 'paused' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled';
  /** Frames done and to do over all units of the run. */
  readonly framesDone: number;
  readonly frames: number;
  readonly remaining_s: number | null;
  /** Peak that the run is expected to need, bytes; shown before it starts. */
  readonly memory: number | null;
}
/** A file that a save node wrote in this session. */
export interface SavedFile {
  readonly name: string;
  readonly node: string;
  readonly blob: Blob;
}
/** Something wrong with one node of the document; the rest can still be previewed and run. */
export interface Problem {
  /** Step or node id, a path. */
  readonly node: string;
  readonly port: string | null;
  readonly message: string;
  readonly code: GraphError['code'];
}
export interface SessionState {
  readonly steps: ReadonlyMap<string, StepView>;
  readonly run: RunView;
  readonly problems: readonly Problem[];
  readonly saved: readonly SavedFile[];
  /** Frames of each step that are at hand or in the cache, for the strip on the time slider; by step, one byte a frame. */
  readonly cachedFrames: ReadonlyMap<string, Uint8Array>;
  /** Rises whenever what `frame`, `header` or `value` give may have changed; by step. */
  readonly revision: ReadonlyMap<string, number>;
  /** Something to know that belongs to no node, a sentence: results can't be kept, there is nothing to run. */
  readonly warning: string | null;
}

/** A finished result and all that a file of it needs, so that it has the bytes of the one that a save node writes. */
export interface OutputValue {
  readonly value: unknown;
  /** Made with other parameters or inputs than the document has now. */
  readonly isStale: boolean;
  /** The graph that made this value, as `provenanceOf(steps, [output], nodes)` writes it; of a stale one the graph of then. */
  readonly provenance: string;
  /** What readers must know: `cautionsBelow` of its step. */
  readonly cautions: readonly string[];
}

/** Why a result is not what the document would give now, and what it costs to bring it there. */
export interface Staleness {
  /** "threshold.method was otsu, is li", one sentence each, nearest first. */
  readonly reasons: readonly string[];
  /** Steps that a rerun computes, seconds (from the last times) and bytes read and kept; `null` where unknown. */
  readonly steps: readonly string[];
  readonly cost_s: number | null;
  readonly cost_bytes: number | null;
}

/** The computing side of the editor. No pixel is ever in React state: callers ask for frames and draw them. */
export interface Session {
  readonly state: StoreApi<SessionState>;
  /** Called after every edit: plans, marks what is stale, cancels previews that are outdated. */
  setDocument(document: GraphDocument): void;
  /** Binds files to a node's file parameter: one file, or the files of a folder. */
  bind(node: string, files: readonly File[]): Promise<void>;
  /** Binds a file on the web; only ever called because the user asked for that address. */
  bindUrl(node: string, url: string): Promise<void>;
  /** Names of what is bound, by node. */
  bound(): ReadonlyMap<string, string>;
  /** Size and calibration of a framed output; `null` where it can't be known yet (not connected, nothing bound). */
  header(output: OutputRef, signal?: AbortSignal): Promise<MovieHeader | LabelsHeader | null>;
  /**
   * Frame t of a framed output through the graph as it is now; the visible frame comes before all other work.
   * @throws NodeError naming the node; AbortError when cancelled or outdated.
   */
  frame(output: OutputRef, t: number, signal: AbortSignal, priority?: 'visible' | 'ahead'): Promise<FrameData>;
  /** A finished Table, Tracks, Figure, Transform; `null` without one. */
  value(output: OutputRef): Promise<OutputValue | null>;
  /** The graph that makes what `frame` gives, as `provenanceOf` writes it: pictures that are exported carry it. */
  provenance(output: OutputRef): string;
  /** A picture of an output, `width` px wide at most. */
  thumbnail(output: OutputRef, t: number, width: number, signal: AbortSignal): Promise<ImageBitmap | null>;
  /** Runs everything, or what the given nodes need. */
  run(targets?: readonly string[]): void;
  pause(): void;
  resume(): void;
  cancel(): void;
  retry(): void;
  whyStale(step: string): Staleness;
  /** Forgets all kept results. */
  clearCache(): Promise<void>;
  dispose(): void;
}
