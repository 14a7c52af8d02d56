import type { Column } from '../../runtime/data/table.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { type TrackFeature, trackFeatureDimensions } from '../../runtime/kernels/reference/track-features.ts';
import { type TrackGroups, trackFeatureUnit, trackGroups } from '../../runtime/kernels/reference/track-groups.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'measure.track-features',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only last digits are new
  title: 'Track features',
  summary: 'Measures duration, speed, displacement, directionality and branching of every track.',
  keywords: [
    'TrackMate',
    'track statistics',
    'speed',
    'velocity',
    'confinement ratio',
    'directionality',
    'persistence',
    'turning angle',
    'displacement',
    'migration',
    'lineage',
    'generation',
  ],
  sources: ['TrackMate 8: track analysers (names and definitions; equal to 1e-9 on its sample files)'],
  help: 'One row for each track, from division to division, or for each lineage, which is what TrackMate calls a track. Columns are named as in TrackMate; lengths are in µm and times in s where the movie is calibrated, else in px and frames. Speed is the distance of two linked positions over the time between; confinement_ratio is displacement over distance travelled (1: straight), linearity_of_forward_progression the straight-line speed over the mean speed, mean_directional_change_rate the mean angle between steps per time, mean_cosine_turning_angle 1 for straight motion, 0 for a random walk. Positions are noisy: speeds of still objects are not 0. number_splits of a track is 1 where it ends in a division. Not defined is NaN: speeds of a single detection, ratios of an object that never moved, the sd of one speed. With several last detections in one frame (lineages) the displacement goes to the first of them. Empty tracks give a table without rows.',
  inputs: { tracks: port('Tracks', 'Tracks to measure.') },
  outputs: { table: port('Table', 'One row for each track or lineage.') },
  params: {
    of: choice({
      options: ['tracks', 'lineages'],
      default: 'tracks',
      doc: "tracks: from division to division. lineages: all that is connected, TrackMate's track.",
    }),
    means: toggle({ default: true, doc: 'Add the mean of each feature of the detections, such as mean_area.' }),
  },
  // Compact in and out: there are no frames to go through.
  time: { scope: 'movie' },
  async run({ tracks }, { of, means }, { cautions }) {
    const groups = trackGroups(tracks, of);
    const names = Object.keys(trackFeatureDimensions) as TrackFeature[];
    const measured = names.map((name) => ({
      name,
      unit: trackFeatureUnit(name, groups.scales),
      values: groups.features[name],
    }));
    const identity = of === 'tracks' ? trackColumns(groups) : lineageColumns(groups);
    return { table: { columns: [...identity, ...measured, ...(means ? meanColumns(tracks, groups) : [])], cautions } };
  },
});

const identifier = (name: string, values: ArrayLike<number>): Column => ({
  name,
  unit: '',
  values: Float64Array.from(values),
});

function trackColumns({ tracklets }: TrackGroups): readonly Column[] {
  const { begin, end, parent, lineage, generation } = tracklets;
  return [
    identifier(
      'track',
      begin.map((_, k) => k + 1),
    ),
    identifier('lineage', lineage),
    identifier('parent', parent),
    { name: 'generation', unit: '1', values: Float64Array.from(generation) },
    { name: 'first_frame', unit: 'frame', values: Float64Array.from(begin) },
    { name: 'last_frame', unit: 'frame', values: Float64Array.from(end) },
  ];
}

function lineageColumns({ tracklets, groups }: TrackGroups): readonly Column[] {
  const tracks = new Float64Array(groups);
  const generations = new Float64Array(groups);
  tracklets.lineage.forEach((id, k) => {
    tracks[id - 1] = (tracks[id - 1] ?? 0) + 1;
    generations[id - 1] = Math.max(generations[id - 1] ?? 0, (tracklets.generation[k] ?? 0) + 1);
  });
  return [
    identifier(
      'lineage',
      tracks.map((_, k) => k + 1),
    ),
    { name: 'number_tracks', unit: '1', values: tracks },
    { name: 'number_generations', unit: '1', values: generations },
  ];
}

/** Means over the detections that have a value. */
function meanColumns(tracks: Tracks, { group, groups }: TrackGroups): readonly Column[] {
  const all: Readonly<Record<string, Float64Array>> = { radius: tracks.radius, ...tracks.features };
  return Object.entries(all).map(([name, values]) => {
    const sum = new Float64Array(groups);
    const count = new Float64Array(groups);
    group.forEach((g, node) => {
      const value = values[node] ?? Number.NaN;
      if (Number.isNaN(value)) return;
      sum[g - 1] = (sum[g - 1] ?? 0) + value;
      count[g - 1] = (count[g - 1] ?? 0) + 1;
    });
    const unit = name === 'radius' ? 'px' : (tracks.units[name] ?? '1');
    return { name: `mean_${name}`, unit, values: sum.map((total, g) => total / (count[g] ?? 0)) };
  });
}
