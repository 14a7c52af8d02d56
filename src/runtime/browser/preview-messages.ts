import type { Frame } from '../data/frame.ts';
import type { LabelsHeader, MovieHeader } from '../data/movie.ts';
import type { Detections } from '../data/spots.ts';
import type { ContentHash } from '../graph/hash.ts';
import type { Plan } from '../graph/plan.ts';
import type { ErrorMessage } from '../schedule/errors.ts';
import type { BoundFile } from './bound-files.ts';

/** One frame of an output, for the screen; arrays belong to the caller. */
export type FrameData =
  | { readonly kind: 'Movie'; readonly header: MovieHeader; readonly channels: readonly Frame[] }
  | { readonly kind: 'Labels'; readonly header: LabelsHeader; readonly labels: Frame<Uint32Array> }
  | { readonly kind: 'Spots'; readonly header: LabelsHeader; readonly spots: Detections };

/** What is asked of a preview worker. */
export type PreviewTask =
  | { readonly type: 'frame'; readonly step: string; readonly port: string; readonly t: number }
  | { readonly type: 'header'; readonly step: string; readonly port: string }
  | {
      readonly type: 'thumbnail';
      readonly step: string;
      readonly port: string;
      readonly t: number;
      readonly width: number;
    }
  /** A compact output of a source, such as the true tracks of a simulated movie. */
  | { readonly type: 'opened'; readonly step: string; readonly port: string }
  /** Bytes of one frame of every framed output, of those that can be known. */
  | { readonly type: 'frame bytes' };
/** The lower the sooner. */
export const urgency = { header: 0, visible: 1, thumbnail: 2, ahead: 3, idle: 4 } as const;

export type ToPreview =
  /** `port` gives results by key. */
  | { readonly type: 'connect'; readonly port: MessagePort; readonly memory: number }
  | { readonly type: 'files'; readonly files: readonly BoundFile[] }
  | {
      readonly type: 'plan';
      /** Keys say what the frames are really made of, stale results included. */
      readonly plan: Plan;
      /** The results that stand for steps that are run. */
      readonly held: ReadonlyMap<string, ContentHash>;
    }
  | { readonly type: 'ask'; readonly ticket: number; readonly task: PreviewTask; readonly urgency: number }
  | { readonly type: 'abort'; readonly ticket: number }
  | { readonly type: 'clear' };
export type FromPreview =
  | { readonly type: 'answer'; readonly ticket: number; readonly value: unknown }
  | { readonly type: 'refused'; readonly ticket: number; readonly error: ErrorMessage }
  /** Frames at hand, by key. */
  | { readonly type: 'at hand'; readonly frames: ReadonlyMap<ContentHash, readonly number[]> }
  /** Mean time of a call of each step, ms, since the last message. */
  | { readonly type: 'spent'; readonly ms: ReadonlyMap<string, number> }
  /** A result that was thought to be kept is gone. */
  | { readonly type: 'gone'; readonly key: ContentHash };
