import { newColumn } from '../../runtime/data/new-column.ts';
import { type PhysicalTracks, physicalTracks } from '../../runtime/data/scales.ts';
import type { Column } from '../../runtime/data/table.ts';
import { trackletsOf } from '../../runtime/data/tracklets.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { defineNode, port } from '../../runtime/node/define.ts';

export default defineNode({
  id: 'measure.track-table',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only the order of rows is new
  title: 'Table of tracks',
  summary: 'Lists every detection with its track, parent, time, position and features.',
  keywords: ['export', 'spots in tracks', 'TrackMate', 'time series', 'trajectories', 'CSV', 'lineage'],
  sources: ['Definition: one row for each node of the tracks'],
  help: 'The table that time series, plots and other programs start from: one row for each detection, frame after frame. A track goes from division to division; lineage is the number that a cell shares with all its relatives, parent the track it came from (0: none), generation the number of divisions since it appeared. Positions are in px (x_px, y_px, z_plane), centres of pixels on whole numbers, and, where the pixel size is recorded, in µm; time is in s where it is recorded. step and speed are those since the detection before in the same track, NaN for its first. Empty tracks give a table without rows.',
  inputs: { tracks: port('Tracks', 'Tracks to list.') },
  outputs: { table: port('Table', 'One row for each detection.') },
  params: {},
  // Compact in and out: there are no frames to go through.
  time: { scope: 'movie' },
  async run({ tracks }, _params, { cautions }) {
    const { ofNode, parent, lineage, generation } = trackletsOf(tracks);
    const ofTrack = (values: Uint32Array) => floats(ofNode, (track) => values[track - 1] ?? 0);
    const same = (value: number) => value;
    // Positions and features are the columns of the tracks themselves: in a long movie a copy of them is what takes memory.
    const columns: Column[] = [
      { name: 'track', unit: '', values: floats(ofNode, same) },
      { name: 'lineage', unit: '', values: ofTrack(lineage) },
      { name: 'parent', unit: '', values: ofTrack(parent) },
      { name: 'generation', unit: '1', values: ofTrack(generation) },
      { name: 'frame', unit: 'frame', values: floats(tracks.frame, same) },
      ...placeColumns(tracks, ofNode),
      { name: 'radius', unit: 'px', values: tracks.radius },
      { name: 'label', unit: '', values: floats(tracks.label, same) },
      ...Object.entries(tracks.features).map(([name, values]) => ({ name, unit: tracks.units[name] ?? '1', values })),
    ];
    return { table: { columns: withoutDoubles(columns), cautions } };
  },
});

function floats(indices: Uint32Array, of: (index: number) => number): Float64Array {
  const column = newColumn(indices.length);
  for (let row = 0; row < indices.length; row++) column[row] = of(indices[row] ?? 0);
  return column;
}

function placeColumns(tracks: Tracks, ofNode: Uint32Array): readonly Column[] {
  const physical = physicalTracks(tracks);
  const { scales, x, y, z, time } = physical;
  const { step, speed } = stepsOf(tracks, ofNode, physical);
  const column = (name: string, unit: string, values: Float64Array): Column => ({ name, unit, values });
  const isVolume = tracks.size.z > 1;
  const inMicrons =
    scales.length === 'µm'
      ? [column('x', 'µm', x), column('y', 'µm', y), ...(isVolume ? [column('z', 'µm', z)] : [])]
      : [];
  return [
    ...(scales.time === 's' ? [column('time', 's', time)] : []),
    ...inMicrons,
    column('x_px', 'px', tracks.x),
    column('y_px', 'px', tracks.y),
    ...(isVolume ? [column('z_plane', 'plane', tracks.z)] : []),
    column('step', scales.length, step),
    column('speed', `${scales.length}/${scales.time}`, speed),
  ];
}

/** Length and speed of the link from the node before within the same track, by node. */
function stepsOf({ edges }: Tracks, ofNode: Uint32Array, { x, y, z, time }: PhysicalTracks) {
  const step = new Float64Array(ofNode.length).fill(Number.NaN);
  const speed = new Float64Array(ofNode.length).fill(Number.NaN);
  edges.source.forEach((from, k) => {
    const to = edges.target[k] ?? 0;
    if (ofNode[from] !== ofNode[to]) return;
    const along = (values: Float64Array) => (values[to] ?? 0) - (values[from] ?? 0);
    step[to] = Math.hypot(along(x), along(y), along(z));
    speed[to] = (step[to] ?? 0) / along(time);
  });
  return { step, speed };
}

/** A feature that is named as a column of ours is that column already. */
function withoutDoubles(columns: readonly Column[]): readonly Column[] {
  const seen = new Set<string>();
  return columns.filter(({ name }) => {
    if (seen.has(name)) return false;
    seen.add(name);
    return true;
  });
}
