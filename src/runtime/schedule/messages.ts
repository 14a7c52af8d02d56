import type { Plan } from '../graph/plan.ts';
import type { Backend } from '../node/kernels.ts';
import type { ErrorMessage } from './errors.ts';
import type { HeldRecord } from './frame-values.ts';

/** Host → worker. Everything is plain data: a worker may be a thread, a tab's worker or another process. */
export type ToWorker =
  | {
      readonly type: 'setup';
      readonly plan: Plan;
      readonly backend: Backend;
      readonly kept: readonly string[];
      readonly pinned: readonly string[];
      readonly cache: string | null;
    }
  | { readonly type: 'hold'; readonly id: string; readonly values: HeldRecord }
  /** A stage has ended: frames at hand and garbage can go before tables are made. */
  | { readonly type: 'rest' }
  /** The results of these steps are not needed any more. */
  | { readonly type: 'release'; readonly ids: readonly string[] }
  | { readonly type: 'task'; readonly ticket: number; readonly task: Task }
  | { readonly type: 'abort'; readonly ticket: number };

export type Task =
  /** Frames [start, end) for each of the units. */
  | { readonly type: 'frames'; readonly units: readonly string[]; readonly start: number; readonly end: number }
  | { readonly type: 'finish'; readonly unit: string; readonly state: unknown }
  | { readonly type: 'whole'; readonly unit: string };

/** Worker → host. */
export type FromWorker =
  /** `results`: `FrameResult[]` in one piece, which is moved: a frame's fifty columns one by one would take a multiple. */
  | { readonly type: 'frame'; readonly ticket: number; readonly t: number; readonly results: Uint8Array<ArrayBuffer> }
  | { readonly type: 'done'; readonly ticket: number; readonly values: HeldRecord | null }
  | { readonly type: 'failed'; readonly ticket: number; readonly error: ErrorMessage }
  | { readonly type: 'warning'; readonly message: string };

export type FrameResult =
  | { readonly unit: string; readonly value: unknown }
  | { readonly unit: string; readonly error: ErrorMessage };
