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
