import { uncalibrated } from '../../src/runtime/data/movie.ts';
import type { Tracks } from '../../src/runtime/data/tracks.ts';

/** Tracks from rows `[t, y, x]`, sorted by t, and pairs of row numbers. */
export function tracksOf(
  rows: readonly (readonly [t: number, y: number, x: number])[],
  edges: readonly (readonly [number, number])[],
  more: Partial<Tracks> = {},
): Tracks {
  const frames = rows.reduce((most, [t]) => Math.max(most, t + 1), 0);
  const sorted = [...edges].sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return {
    size: { t: frames, c: 1, z: 1, y: 100, x: 100 },
    calibration: uncalibrated,
    frame: Uint32Array.from(rows, ([t]) => t),
    y: Float64Array.from(rows, ([, y]) => y),
    x: Float64Array.from(rows, ([, , x]) => x),
    z: new Float64Array(rows.length),
    radius: new Float64Array(rows.length).fill(1),
    label: new Uint32Array(rows.length),
    features: {},
    units: {},
    edges: { source: Uint32Array.from(sorted, ([a]) => a), target: Uint32Array.from(sorted, ([, b]) => b) },
    ...more,
  };
}

/** Divides at 0, merges at 4, has a gap from 3 to 5, and a detection without links; 8 frames of 3 planes, calibrated. */
export const branchingTracks = (more: Partial<Tracks>): Tracks =>
  tracksOf(
    [
      [0, 5, 5],
      [1, 4.1, 5],
      [1, 6.7, 5.3],
      [2, 90, 90],
      [2, 5, 6],
      [5, 5.5, 7],
    ],
    [
      [0, 1],
      [0, 2],
      [1, 4],
      [2, 4],
      [4, 5],
    ],
    {
      size: { t: 8, c: 1, z: 3, y: 100, x: 120 },
      calibration: { pixelSize_um: { x: 0.3, y: 0.3, z: 1.1 }, frameInterval_s: 90, times_s: null },
      z: Float64Array.of(0, 1, 1.5, 2, 0, 1),
      label: Uint32Array.of(3, 4, 5, 0, 7, 4_000_000_000),
      ...more,
    },
  );
