import type { ContentHash } from '../graph/hash.ts';
import type { Plan } from '../graph/plan.ts';
import type { HeldRecord } from '../schedule/frame-values.ts';
import type { BoundFile } from './bound-files.ts';
import type { WrittenFile } from './memory-output.ts';

/** Page → the worker that keeps results and runs graphs. */
export type ToHost =
  | { readonly type: 'open'; readonly cache: string | null; readonly workers: number }
  /** A preview worker that asks for results by key through `port`. */
  | { readonly type: 'connect'; readonly port: MessagePort }
  | {
      readonly type: 'run';
      readonly plan: Plan;
      /** Steps to run with all that they need; everything where `null`. */
      readonly targets: readonly string[] | null;
      readonly files: readonly BoundFile[];
    }
  | { readonly type: 'pause' | 'resume' | 'cancel' }
  | { readonly type: 'values'; readonly ticket: number; readonly key: ContentHash }
  /** What is kept for these keys. */
  | { readonly type: 'usage'; readonly keys: readonly ContentHash[] }
  | { readonly type: 'clear'; readonly ticket: number };

export interface StepProgress {
  readonly state: 'idle' | 'waiting' | 'running' | 'done' | 'cached' | 'failed' | 'blocked' | 'cancelled';
  readonly framesDone: number;
  readonly frames: number;
  readonly reason: string | null;
}
export type RunState = 'idle' | 'looking' | 'running' | 'paused' | 'cancelling' | 'succeeded' | 'failed' | 'cancelled';
export interface RunProgress {
  readonly state: RunState;
  readonly framesDone: number;
  readonly frames: number;
  readonly remaining_s: number | null;
}
export interface Usage {
  readonly key: ContentHash;
  readonly bytes: number;
  /** Frames that are kept, in order. */
  readonly frames: readonly number[];
}
/** The worker → page. */
export type FromHost =
  /** Keys of all results that are kept. */
  | { readonly type: 'opened'; readonly held: readonly ContentHash[] }
  | {
      readonly type: 'progress';
      readonly steps: readonly (readonly [id: string, progress: StepProgress])[];
      readonly run: RunProgress;
    }
  | { readonly type: 'made'; readonly step: string; readonly key: ContentHash; readonly time_ms: number | null }
  | { readonly type: 'saved'; readonly step: string; readonly key: ContentHash; readonly files: readonly WrittenFile[] }
  | { readonly type: 'values'; readonly ticket: number; readonly values: HeldRecord | null }
  | { readonly type: 'usage'; readonly usage: readonly Usage[] }
  | { readonly type: 'cleared'; readonly ticket: number }
  | { readonly type: 'warning'; readonly message: string };
