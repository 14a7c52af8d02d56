import { type Calibration, timeOf } from './movie.ts';
import type { Tracks } from './tracks.ts';

/** What one pixel, plane and frame measure, and in which units. */
export interface Scales {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly length: 'µm' | 'px';
  readonly time: 's' | 'frame';
  timeOf(t: number): number;
}

/**
 * The physical scales of a movie where they are recorded, else pixels and frames.
 *
 * @returns lengths in µm where the pixel size along x is known (y is taken for square pixels, z for as thick as a pixel is
 *          wide where they are not), else in px with z scaled by the ratio of thickness to width where both are known;
 *          times in s where stamps or the interval are known, else frames.
 */
export function scalesOf(calibration: Calibration): Scales {
  const { x, y, z } = calibration.pixelSize_um;
  const width = x ?? 1;
  const timed = timeOf(calibration, 0) !== null;
  return {
    x: width,
    y: y ?? width,
    z: x === null ? 1 : (z ?? width),
    length: x === null ? 'px' : 'µm',
    time: timed ? 's' : 'frame',
    timeOf: (t) => (timed ? (timeOf(calibration, t) ?? Number.NaN) : t),
  };
}

/** Positions and times of the nodes of tracks, in physical units where recorded. */
export interface PhysicalTracks {
  readonly scales: Scales;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly time: Float64Array;
}

/** The nodes of tracks in µm and s, or px and frames. */
export function physicalTracks({ calibration, frame, x, y, z }: Tracks): PhysicalTracks {
  const scales = scalesOf(calibration);
  return {
    scales,
    x: x.map((value) => value * scales.x),
    y: y.map((value) => value * scales.y),
    z: z.map((value) => value * scales.z),
    time: Float64Array.from(frame, (t) => scales.timeOf(t)),
  };
}
