import type { Dtype, Frame, Pixels } from './frame.ts';

/** Numbers of time points, channels, planes, rows and columns. */
export interface Size {
  readonly t: number;
  readonly c: number;
  readonly z: number;
  readonly y: number;
  readonly x: number;
}

/** Physical scales; `null` means "not recorded", never 1. */
export interface Calibration {
  readonly pixelSize_um: { readonly x: number | null; readonly y: number | null; readonly z: number | null };
  readonly frameInterval_s: number | null;
  /** Time stamp of each frame where they are irregular; overrides the interval. */
  readonly times_s: Float64Array | null;
}

export interface Channel {
  readonly name: string;
  /** `#rrggbb`, or `null` where not recorded. */
  readonly colour: string | null;
  /** Exposure time of each frame (of the first plane) in s; left out where not recorded for all. */
  readonly exposure_s?: readonly number[];
}

/** Everything about a movie but its pixels. */
export interface MovieHeader {
  readonly size: Size;
  readonly dtype: Dtype;
  readonly channels: readonly Channel[];
  readonly calibration: Calibration;
}

/** A movie that is read frame by frame; holding one costs no pixels. */
export interface Movie extends MovieHeader {
  /** Time point `t` of channel `c`: size.z × size.y × size.x pixels of `dtype`; may be shared, so never written to. */
  frame(t: number, c: number, signal?: AbortSignal): Promise<Frame<Pixels>>;
}

/** Instances per frame; 0 is background. One channel. */
export interface LabelsHeader {
  readonly size: Size;
  readonly calibration: Calibration;
}
export interface Labels extends LabelsHeader {
  frame(t: number, signal?: AbortSignal): Promise<Frame<Uint32Array>>;
}

export const uncalibrated: Calibration = {
  pixelSize_um: { x: null, y: null, z: null },
  frameInterval_s: null,
  times_s: null,
};

/** Time of frame `t` in seconds, or `null` where neither stamps nor interval are recorded. */
export function timeOf(calibration: Calibration, t: number): number | null {
  const stamp = calibration.times_s?.[t];
  if (stamp !== undefined) return stamp;
  return calibration.frameInterval_s === null ? null : t * calibration.frameInterval_s;
}

/** A short movie held whole, `frames[t][c]`: what a projection or a kymograph gives. */
export interface HeldMovie extends MovieHeader {
  readonly frames: ReadonlyArray<readonly Frame<Pixels>[]>;
}
/** Label images held whole, `frames[t]`. */
export interface HeldLabels extends LabelsHeader {
  readonly frames: readonly Frame<Uint32Array>[];
}
