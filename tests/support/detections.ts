import { type LabelsHeader, uncalibrated } from '../../src/runtime/data/movie.ts';
import type { Detections, Spots } from '../../src/runtime/data/spots.ts';

/** Detections `[y, x]` or `[y, x, z]` of one frame; further columns by name. */
export function detectionsOf(
  rows: readonly (readonly number[])[],
  features: Readonly<Record<string, readonly number[]>> = {},
): Detections {
  const column = (value: (row: readonly number[], k: number) => number) => Float64Array.from(rows, value);
  return {
    y: column(([y]) => y!),
    x: column(([, x]) => x!),
    z: column(([, , z]) => z ?? 0),
    radius: column(() => 3),
    quality: column((_, k) => k + 1),
    label: Uint32Array.from(rows, (_, k) => k + 1),
    features: Object.fromEntries(
      Object.entries(features).map(([name, values]) => [name, Float64Array.from(values)] as const),
    ),
    units: Object.fromEntries(Object.keys(features).map((name) => [name, 'px²'] as const)),
  };
}

/** A movie of detections, `frames[t]`. */
export function spotsOf(frames: readonly Detections[], header: Partial<LabelsHeader> = {}): Spots {
  return {
    size: { t: frames.length, c: 1, z: 1, y: 100, x: 100 },
    calibration: uncalibrated,
    ...header,
    async frame(t) {
      const frame = frames[t];
      if (!frame) throw new RangeError(`there is no frame ${t}`);
      return frame;
    },
  };
}
