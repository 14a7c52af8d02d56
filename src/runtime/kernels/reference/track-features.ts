import type { Edges } from './link-by-lap.ts';
import { portableAtan2, portableCosSin } from './portable-trig.ts';

/** Nodes of tracks in any unit of length and time; edges go forward in time. */
export interface TrackPaths {
  readonly frame: Uint32Array;
  readonly time: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  readonly edges: Edges;
}

/** The features by TrackMate's keys in lower case, and the dimension of each. */
export const trackFeatureDimensions = {
  number_spots: 'count',
  number_gaps: 'count',
  longest_gap: 'frames',
  number_splits: 'count',
  number_merges: 'count',
  number_complex: 'count',
  track_duration: 'time',
  track_start: 'time',
  track_stop: 'time',
  track_displacement: 'length',
  track_x_location: 'length',
  track_y_location: 'length',
  track_z_location: 'length',
  track_mean_speed: 'speed',
  track_max_speed: 'speed',
  track_min_speed: 'speed',
  track_median_speed: 'speed',
  track_std_speed: 'speed',
  total_distance_traveled: 'length',
  max_distance_traveled: 'length',
  confinement_ratio: 'ratio',
  mean_straight_line_speed: 'speed',
  linearity_of_forward_progression: 'ratio',
  mean_directional_change_rate: 'angle per time',
  mean_turning_angle: 'angle',
  mean_cosine_turning_angle: 'ratio',
} as const;
export type TrackFeature = keyof typeof trackFeatureDimensions;
export type TrackFeatures = Readonly<Record<TrackFeature, Float64Array>>;

/**
 * Motion and branching features of groups of nodes, by TrackMate's definitions.
 *
 * Speeds are lengths of edges over the time between their ends, also over gaps. The sd is the sample's (n - 1); the
 * median of an even number of speeds is the upper of the middle two. Splits and merges are nodes with several edges out and in,
 * `number_complex` those with both; a node's edges count wherever they lead. Displacement goes from the first to the last
 * node, the first of them where several share a frame. The turning angle is that between an edge and the one edge before
 * it, 0 (straight on) … π (back); edges whose source has no or several origins have none, nor have steps of length 0.
 *
 * @param group   group of each node, from 1; 0 for none. An edge belongs to a group that holds both its ends.
 * @param groups  number of groups.
 * @returns       one value a group; NaN where not defined: speeds without edges, sd with one, ratios over 0.
 * @cost O(nodes + edges · log edges).
 * @source TrackMate 8: TrackBranchingAnalyzer, TrackDurationAnalyzer, TrackLocationAnalyzer,
 *         TrackSpeedStatisticsAnalyzer, TrackMotilityAnalyzer, DirectionalChangeAnalyzer; equal to 1e-9 on the sample
 *         data that it wrote.
 */
export function trackFeatures(paths: TrackPaths, group: Uint32Array, groups: number): TrackFeatures {
  const names = Object.keys(trackFeatureDimensions) as TrackFeature[];
  const features = Object.fromEntries(names.map((name) => [name, new Float64Array(groups)])) as Record<
    TrackFeature,
    Float64Array
  >;
  const ends = addNodes(paths, group, features);
  const { start, edge } = edgesByGroup(paths.edges, group, groups);
  const turns = turningAngles(paths);
  const speeds = new Float64Array(edge.length);
  for (let g = 0; g < groups; g++) {
    const own = edge.subarray(start[g]!, start[g + 1]!);
    addEdges(paths, own, g, ends.first[g]!, turns, features, speeds.subarray(0, own.length));
    addRatios(paths, g, ends, features);
  }
  return features;
}

type Columns = Readonly<Record<TrackFeature, Float64Array>>;

/** Counts, places and spans, and the first and last node of each group (-1 for a group without nodes). */
function addNodes({ frame, time, x, y, z, edges }: TrackPaths, group: Uint32Array, f: Columns) {
  const groups = f.number_spots.length;
  const first = new Int32Array(groups).fill(-1);
  const last = new Int32Array(groups).fill(-1);
  const outgoing = new Uint32Array(frame.length);
  const incoming = new Uint32Array(frame.length);
  for (const node of edges.source) outgoing[node] = outgoing[node]! + 1;
  for (const node of edges.target) incoming[node] = incoming[node]! + 1;
  for (let node = 0; node < frame.length; node++) {
    const g = group[node]! - 1;
    if (g < 0) continue;
    f.number_spots[g] = f.number_spots[g]! + 1;
    f.track_x_location[g] = f.track_x_location[g]! + x[node]!;
    f.track_y_location[g] = f.track_y_location[g]! + y[node]!;
    f.track_z_location[g] = f.track_z_location[g]! + z[node]!;
    const kind = branching(incoming[node]!, outgoing[node]!);
    if (kind) f[kind][g] = f[kind][g]! + 1;
    if (first[g]! < 0 || frame[node]! < frame[first[g]!]!) first[g] = node;
    if (last[g]! < 0 || frame[node]! > frame[last[g]!]!) last[g] = node;
  }
  for (let g = 0; g < groups; g++) {
    const count = f.number_spots[g]!;
    f.track_x_location[g] = f.track_x_location[g]! / count;
    f.track_y_location[g] = f.track_y_location[g]! / count;
    f.track_z_location[g] = f.track_z_location[g]! / count;
    f.track_start[g] = first[g]! < 0 ? Number.NaN : time[first[g]!]!;
    f.track_stop[g] = last[g]! < 0 ? Number.NaN : time[last[g]!]!;
    f.track_duration[g] = f.track_stop[g]! - f.track_start[g]!;
  }
  return { first, last };
}

function branching(incoming: number, outgoing: number): 'number_splits' | 'number_merges' | 'number_complex' | null {
  if (incoming > 1) return outgoing > 1 ? 'number_complex' : 'number_merges';
  return outgoing > 1 ? 'number_splits' : null;
}

function edgesByGroup({ source, target }: Edges, group: Uint32Array, groups: number) {
  const start = new Int32Array(groups + 1);
  for (let e = 0; e < source.length; e++) {
    const g = group[source[e]!]!;
    if (g > 0 && g === group[target[e]!]) start[g] = start[g]! + 1;
  }
  for (let g = 0; g < groups; g++) start[g + 1] = start[g + 1]! + start[g]!;
  const edge = new Int32Array(start[groups]!);
  const fill = start.slice();
  for (let e = 0; e < source.length; e++) {
    const g = group[source[e]!]!;
    if (g === 0 || g !== group[target[e]!]) continue;
    edge[fill[g - 1]!] = e;
    fill[g - 1] = fill[g - 1]! + 1;
  }
  return { start, edge };
}

/** Angle of each edge against the only edge into its source, rad; NaN where there is not one. */
function turningAngles({ frame, x, y, z, edges }: TrackPaths): Float64Array {
  const { source, target } = edges;
  const origins = new Uint32Array(frame.length);
  const origin = new Int32Array(frame.length).fill(-1);
  for (let e = 0; e < source.length; e++) {
    origins[target[e]!] = origins[target[e]!]! + 1;
    origin[target[e]!] = source[e]!;
  }
  const angles = new Float64Array(source.length).fill(Number.NaN);
  for (let e = 0; e < source.length; e++) {
    const from = source[e]!;
    const to = target[e]!;
    if (origins[from] !== 1) continue;
    const before = origin[from]!;
    const ax = x[from]! - x[before]!;
    const ay = y[from]! - y[before]!;
    const az = z[from]! - z[before]!;
    const bx = x[to]! - x[from]!;
    const by = y[to]! - y[from]!;
    const bz = z[to]! - z[from]!;
    const dot = ax * bx + ay * by + az * bz;
    const cross = Math.hypot(ay * bz - az * by, az * bx - ax * bz, ax * by - ay * bx);
    if (dot !== 0 || cross !== 0) angles[e] = portableAtan2(cross, dot);
  }
  return angles;
}

function addEdges(
  { frame, time, x, y, z, edges }: TrackPaths,
  own: Int32Array,
  g: number,
  first: number,
  turns: Float64Array,
  f: Columns,
  speeds: Float64Array,
): void {
  let distance = 0;
  let farthest = 0;
  let gaps = 0;
  let longest = 0;
  let angles = 0;
  let rates = 0;
  let cosines = 0;
  let turned = 0;
  for (let k = 0; k < own.length; k++) {
    const from = edges.source[own[k]!]!;
    const to = edges.target[own[k]!]!;
    const step = Math.hypot(x[to]! - x[from]!, y[to]! - y[from]!, z[to]! - z[from]!);
    const duration = time[to]! - time[from]!;
    speeds[k] = step / duration;
    distance += step;
    farthest = Math.max(farthest, Math.hypot(x[to]! - x[first]!, y[to]! - y[first]!, z[to]! - z[first]!));
    const missing = frame[to]! - frame[from]! - 1;
    if (missing > 0) gaps++;
    if (missing > longest) longest = missing;
    const angle = turns[own[k]!]!;
    if (Number.isNaN(angle)) continue;
    turned++;
    angles += angle;
    rates += angle / duration;
    cosines += portableCosSin(angle / (2 * Math.PI))[0];
  }
  f.total_distance_traveled[g] = distance;
  f.max_distance_traveled[g] = farthest;
  f.number_gaps[g] = gaps;
  f.longest_gap[g] = longest;
  f.mean_turning_angle[g] = angles / turned;
  f.mean_directional_change_rate[g] = rates / turned;
  f.mean_cosine_turning_angle[g] = cosines / turned;
  addSpeeds(speeds, g, f);
}

function addSpeeds(speeds: Float64Array, g: number, f: Columns): void {
  const count = speeds.length;
  let sum = 0;
  for (let k = 0; k < count; k++) sum += speeds[k]!;
  const mean = sum / count;
  let squares = 0;
  for (let k = 0; k < count; k++) squares += (speeds[k]! - mean) ** 2;
  speeds.sort();
  f.track_mean_speed[g] = mean;
  f.track_std_speed[g] = count > 1 ? Math.sqrt(squares / (count - 1)) : Number.NaN;
  f.track_min_speed[g] = speeds[0] ?? Number.NaN;
  f.track_max_speed[g] = speeds[count - 1] ?? Number.NaN;
  f.track_median_speed[g] = speeds[count >> 1] ?? Number.NaN;
}

function addRatios(
  { x, y, z }: TrackPaths,
  g: number,
  ends: { readonly first: Int32Array; readonly last: Int32Array },
  f: Columns,
): void {
  const a = ends.first[g]!;
  const b = ends.last[g]!;
  const net = a < 0 ? Number.NaN : Math.hypot(x[b]! - x[a]!, y[b]! - y[a]!, z[b]! - z[a]!);
  f.track_displacement[g] = net;
  f.confinement_ratio[g] = net / f.total_distance_traveled[g]!;
  f.mean_straight_line_speed[g] = net / f.track_duration[g]!;
  f.linearity_of_forward_progression[g] = f.mean_straight_line_speed[g]! / f.track_mean_speed[g]!;
}
