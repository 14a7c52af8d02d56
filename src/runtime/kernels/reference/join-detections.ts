import type { LabelsHeader } from '../../data/movie.ts';
import type { Tracks } from '../../data/tracks.ts';
import type { DetectionColumns } from './detection-columns.ts';

/**
 * The detections of all frames as the nodes of tracks, without edges.
 *
 * Nodes keep the order of frames and of the detections within a frame. The quality becomes the feature `quality`.
 *
 * @param columns  of all frames; the nodes are views of them.
 * @cost O(features).
 */
export function joinDetections(columns: DetectionColumns, header: LabelsHeader): Tracks {
  const { count, own } = columns;
  const trimmed = (values: Float64Array) => values.subarray(0, count);
  const features = { quality: own.quality, ...columns.features };
  const none = new Uint32Array(0);
  return {
    size: { ...header.size, c: 1 },
    calibration: header.calibration,
    frame: columns.frame.subarray(0, count),
    x: trimmed(own.x),
    y: trimmed(own.y),
    z: trimmed(own.z),
    radius: trimmed(own.radius),
    label: columns.label.subarray(0, count),
    features: Object.fromEntries(Object.entries(features).map(([name, values]) => [name, trimmed(values)])),
    units: { quality: '1', ...columns.units },
    edges: { source: none, target: none },
  };
}
