import type { LabelsHeader } from './movie.ts';

/** The detections of one frame as parallel columns of one length; positions and radius in px, z in planes. */
export interface Detections {
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** All 0 in a movie of one plane. */
  readonly z: Float64Array;
  readonly radius: Float64Array;
  readonly quality: Float64Array;
  /** The detection's value in the label image that it was measured in; `null` where it comes from no label image. */
  readonly label: Uint32Array | null;
  /** Further columns by name, NaN where undefined: `area`, `mean_intensity_ch1` ... */
  readonly features: Readonly<Record<string, Float64Array>>;
  /** Unit of each feature: `px`, `px²`, `grey value`, `rad`, `1`. */
  readonly units: Readonly<Record<string, string>>;
}

export interface Spots extends LabelsHeader {
  frame(t: number, signal?: AbortSignal): Promise<Detections>;
}

export const noDetections: Detections = {
  x: new Float64Array(0),
  y: new Float64Array(0),
  z: new Float64Array(0),
  radius: new Float64Array(0),
  quality: new Float64Array(0),
  label: null,
  features: {},
  units: {},
};

/** Detections held whole, `frames[t]`. */
export interface HeldSpots extends LabelsHeader {
  readonly frames: readonly Detections[];
}
