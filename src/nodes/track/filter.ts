import { selectNodes } from '../../runtime/data/select-nodes.ts';
import { type TrackFeature, trackFeatureDimensions } from '../../runtime/kernels/reference/track-features.ts';
import { trackGroups } from '../../runtime/kernels/reference/track-groups.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer, number, text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'track.filter',
  version: 1,
  title: 'Filter tracks',
  summary: 'Keeps the tracks that last long enough, move far enough, or have a feature in a range.',
  keywords: ['track filter', 'short tracks', 'minimum duration', 'displacement', 'TrackMate', 'remove tracks'],
  sources: ['TrackMate 8: track filters and features', 'Definition: all conditions must hold'],
  help: 'Takes away what is too short or too still to be an object: a stray detection is a track of one, so minDetections 2 removes those. Of lineages, a cell is judged with all its descendants, as TrackMate does; of tracks, each piece from division to division alone, and what stays is cut where pieces are missing. The feature is one of the names that the node Track features lists, such as confinement_ratio or track_mean_speed, in µm and s where the movie is calibrated, else in px and frames; tracks where it is not defined (speed of a single detection) are taken away. Empty tracks stay empty.',
  inputs: { tracks: port('Tracks', 'Tracks to filter.') },
  outputs: { tracks: port('Tracks', 'The tracks that stay, with the links between them.') },
  params: {
    of: choice({
      options: ['lineages', 'tracks'],
      default: 'lineages',
      doc: 'What is kept or removed as a whole: lineages with all their branches, or pieces from division to division.',
    }),
    minDetections: integer({ default: 1, min: 1, max: 1_000_000, unit: '1', doc: 'Least number of detections.' }),
    minDuration: integer({
      default: 0,
      min: 0,
      max: 1_000_000,
      unit: 'frame',
      doc: 'Least difference of last and first frame.',
    }),
    minDisplacement: number({
      default: 0,
      min: 0,
      max: 100_000,
      step: 1,
      unit: 'px',
      doc: 'Least distance between the first and the last position.',
    }),
    maxGaps: integer({ default: 1_000_000, min: 0, max: 1_000_000, unit: '1', doc: 'Largest number of gaps.' }),
    feature: text({ default: '', doc: 'Track feature to filter by, such as confinement_ratio; empty for none.' }),
    featureMin: number({ default: 0, min: -1e12, max: 1e12, unit: '1', doc: 'Least value of the feature.' }),
    featureMax: number({ default: 1e12, min: -1e12, max: 1e12, unit: '1', doc: 'Largest value of the feature.' }),
  },
  // Compact in and out: there are no frames to go through.
  time: { scope: 'movie' },
  async run({ tracks }, params) {
    const { group, groups, features, scales } = trackGroups(tracks, params.of);
    const chosen = params.feature.trim();
    if (chosen !== '' && !isFeature(chosen)) {
      const names = Object.keys(trackFeatureDimensions).join(', ');
      throw new RangeError(`feature is "${chosen}", but there is no such track feature; there are: ${names}`);
    }
    const spans = framesSpanned(tracks.frame, group, groups);
    const keep = new Uint8Array(groups + 1);
    for (let g = 0; g < groups; g++) {
      const value = isFeature(chosen) ? (features[chosen][g] ?? Number.NaN) : params.featureMin;
      const stays =
        (features.number_spots[g] ?? 0) >= params.minDetections &&
        (spans[g] ?? 0) >= params.minDuration &&
        (features.track_displacement[g] ?? 0) >= params.minDisplacement * scales.x &&
        (features.number_gaps[g] ?? 0) <= params.maxGaps &&
        value >= params.featureMin &&
        (!isFeature(chosen) || value <= params.featureMax);
      keep[g + 1] = stays ? 1 : 0;
    }
    return {
      tracks: selectNodes(
        tracks,
        Uint8Array.from(group, (g) => keep[g] ?? 0),
      ),
    };
  },
});

const isFeature = (name: string): name is TrackFeature => Object.hasOwn(trackFeatureDimensions, name);

/** Difference of last and first frame of each group. */
function framesSpanned(frame: Uint32Array, group: Uint32Array, groups: number): Float64Array {
  const first = new Float64Array(groups).fill(Number.POSITIVE_INFINITY);
  const last = new Float64Array(groups);
  group.forEach((g, node) => {
    const t = frame[node] ?? 0;
    first[g - 1] = Math.min(first[g - 1] ?? t, t);
    last[g - 1] = Math.max(last[g - 1] ?? t, t);
  });
  return last.map((t, g) => t - (first[g] ?? t));
}
