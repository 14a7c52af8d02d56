import { physicalTracks, type Scales } from '../../data/scales.ts';
import { type Tracklets, trackletsOf } from '../../data/tracklets.ts';
import type { Tracks } from '../../data/tracks.ts';
import { type TrackFeatures, trackFeatureDimensions, trackFeatures } from './track-features.ts';

/** What one row of a table of tracks stands for. */
export type TrackUnit = 'tracks' | 'lineages';

/** Tracks grouped for measuring, and their features in µm and s, or px and frames. */
export interface TrackGroups {
  readonly tracklets: Tracklets;
  readonly group: Uint32Array;
  readonly groups: number;
  readonly scales: Scales;
  readonly features: TrackFeatures;
}

/** Features of each track (from division to division) or each lineage (all that is connected: TrackMate's track). */
export function trackGroups(tracks: Tracks, unit: TrackUnit): TrackGroups {
  const tracklets = trackletsOf(tracks);
  const { ofNode, lineage } = tracklets;
  const group = unit === 'tracks' ? ofNode : ofNode.map((track) => lineage[track - 1]!);
  let groups = 0;
  for (const id of group) if (id > groups) groups = id;
  const { scales, ...positions } = physicalTracks(tracks);
  const paths = { frame: tracks.frame, edges: tracks.edges, ...positions };
  return { tracklets, group, groups, scales, features: trackFeatures(paths, group, groups) };
}

/** Unit of a track feature: `µm`, `µm/s`, `rad/s`, `px`, `px/frame` ... */
export function trackFeatureUnit(feature: keyof typeof trackFeatureDimensions, { length, time }: Scales): string {
  const units = {
    count: '1',
    frames: 'frame',
    time,
    length,
    speed: `${length}/${time}`,
    ratio: '1',
    angle: 'rad',
    'angle per time': `rad/${time}`,
  };
  return units[trackFeatureDimensions[feature]];
}
