import type { LabelsHeader } from '../../data/movie.ts';
import type { Detections } from '../../data/spots.ts';
import type { Tracks } from '../../data/tracks.ts';

/**
 * The detections of all frames as the nodes of tracks, without edges.
 *
 * Nodes keep the order of frames and of the detections within a frame. A feature that some frames lack is NaN there; the
 * quality becomes the feature `quality`. Its unit is the first one given.
 *
 * @param frames  detections of frame 0, 1 ...
 * @cost O(detections · features).
 */
export function joinDetections(frames: readonly Detections[], header: LabelsHeader): Tracks {
  const count = frames.reduce((sum, { x }) => sum + x.length, 0);
  const frame = new Uint32Array(count);
  const label = new Uint32Array(count);
  const columns = { x: 0, y: 0, z: 0, radius: 0 };
  const placed = Object.fromEntries(Object.keys(columns).map((name) => [name, new Float64Array(count)])) as Record<
    keyof typeof columns,
    Float64Array
  >;
  const features: Record<string, Float64Array> = {};
  const units: Record<string, string> = {};
  const featureOf = (name: string, unit: string) => {
    units[name] ??= unit;
    features[name] ??= new Float64Array(count).fill(Number.NaN);
    return features[name];
  };
  let at = 0;
  frames.forEach((one, t) => {
    const length = one.x.length;
    frame.fill(t, at, at + length);
    for (const name of ['x', 'y', 'z', 'radius'] as const) placed[name].set(one[name], at);
    if (one.label) label.set(one.label, at);
    if (length > 0) featureOf('quality', '1').set(one.quality, at);
    for (const [name, values] of Object.entries(one.features)) {
      if (length > 0) featureOf(name, one.units[name] ?? '1').set(values, at);
    }
    at += length;
  });
  const none = new Uint32Array(0);
  return {
    size: { ...header.size, c: 1 },
    calibration: header.calibration,
    frame,
    ...placed,
    label,
    features,
    units,
    edges: { source: none, target: none },
  };
}
