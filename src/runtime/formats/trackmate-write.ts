import { timeOf } from '../data/movie.ts';
import { type Tracklets, trackletsOf } from '../data/tracklets.ts';
import type { Tracks } from '../data/tracks.ts';
import { escapeXml } from './svg-text.ts';
import { dimensionOf, featureKeys } from './trackmate-features.ts';
import { logStart } from './trackmate-tags.ts';

/** The line of the log that carries the graph. */
export const trackMateGraphMark = 'Cellwire graph: ';

/** Outlines of the objects of one frame by label: x and y in turn, px. */
export type Contours = ReadonlyMap<number, Float64Array>;

interface Scale {
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly interval: number;
  readonly length: 'µm' | 'pixel';
  readonly time: 'sec' | 'frame';
}

/** Node features with the key that TrackMate knows each by, and what its numbers are multiplied by. */
interface FeatureColumn {
  readonly key: string;
  readonly name: string;
  readonly unit: string;
  readonly values: Float64Array;
  readonly factor: number;
}

const builtIn: readonly (readonly [key: string, name: string, dimension: string, isInt?: true])[] = [
  ['POSITION_X', 'X', 'POSITION'],
  ['POSITION_Y', 'Y', 'POSITION'],
  ['POSITION_Z', 'Z', 'POSITION'],
  ['POSITION_T', 'T', 'TIME'],
  ['FRAME', 'Frame', 'NONE', true],
  ['RADIUS', 'Radius', 'LENGTH'],
  ['VISIBILITY', 'Visibility', 'NONE', true],
];
const edgeFeatures: typeof builtIn = [
  ['SPOT_SOURCE_ID', 'Source spot ID', 'NONE', true],
  ['SPOT_TARGET_ID', 'Target spot ID', 'NONE', true],
  ['DISPLACEMENT', 'Displacement', 'LENGTH'],
  ['SPEED', 'Speed', 'VELOCITY'],
];
const trackFeatures: typeof builtIn = [
  ['TRACK_INDEX', 'Track index', 'NONE', true],
  ['TRACK_ID', 'Track ID', 'NONE', true],
  ['NUMBER_SPOTS', 'Number of spots in track', 'NONE', true],
  ['NUMBER_GAPS', 'Number of gaps', 'NONE', true],
  ['LONGEST_GAP', 'Longest gap', 'NONE', true],
  ['NUMBER_SPLITS', 'Number of split events', 'NONE', true],
  ['NUMBER_MERGES', 'Number of merge events', 'NONE', true],
  ['TRACK_DURATION', 'Duration of track', 'TIME'],
  ['TRACK_START', 'Track start', 'TIME'],
  ['TRACK_STOP', 'Track stop', 'TIME'],
];

/**
 * Tracks as a TrackMate session, piece by piece.
 *
 * Positions, radii and features in px or px² are written in µm and µm² where the movie is calibrated, times in s; else in
 * pixels and frames. A lineage of several detections is a track; a detection without links is a visible spot in none.
 * NaN features are left out.
 *
 * @param cautions    and the graph stand in the log.
 * @param provenance  one line of JSON, or ''.
 * @param contours    by frame; none for spots without one.
 * @source TrackMate's file format, version 7.
 */
export function* trackMateOf(
  tracks: Tracks,
  cautions: readonly string[],
  provenance: string,
  contours: readonly Contours[] = [],
): Generator<string> {
  const scale = scaleOf(tracks);
  const columns = columnsOf(tracks, scale);
  const log = [`${logStart}.`, ...cautions.map((caution) => `Caution: ${caution}`)];
  if (provenance !== '') log.push(trackMateGraphMark + provenance);
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<TrackMate version="7.14.0">\n<Log>${escapeXml(log.join('\n'))}\n</Log>\n`;
  yield `<Model spatialunits="${scale.length}" timeunits="${scale.time}">\n<FeatureDeclarations>\n`;
  const declared = columns.map(({ key, name, unit }) => declaration(key, name, dimensionOf(unit), key === 'LABEL'));
  yield `<SpotFeatures>\n${builtIn.map((one) => declaration(...one)).join('')}${declared.join('')}</SpotFeatures>\n`;
  yield `<EdgeFeatures>\n${edgeFeatures.map((one) => declaration(...one)).join('')}</EdgeFeatures>\n`;
  yield `<TrackFeatures>\n${trackFeatures.map((one) => declaration(...one)).join('')}</TrackFeatures>\n</FeatureDeclarations>\n`;
  yield* spotsOf(tracks, columns, scale, contours);
  const shown = yield* tracksAsXml(tracks, trackletsOf(tracks), scale);
  yield `<FilteredTracks>\n${shown.map((id) => `<TrackID TRACK_ID="${id}" />\n`).join('')}</FilteredTracks>\n</Model>\n`;
  yield `${settingsOf(tracks, scale)}<GUIState state="ConfigureViews" />\n</TrackMate>\n`;
}

function scaleOf({ calibration }: Tracks): Scale {
  const { x, y, z } = calibration.pixelSize_um;
  const interval = calibration.frameInterval_s ?? meanInterval(calibration.times_s);
  const times = interval === null ? ({ interval: 1, time: 'frame' } as const) : ({ interval, time: 'sec' } as const);
  const size = x ?? y;
  if (size === null) return { x: 1, y: 1, z: 1, length: 'pixel', ...times };
  return { x: size, y: y ?? size, z: z ?? 1, length: 'µm', ...times };
}

function meanInterval(times: Float64Array | null): number | null {
  if (!times || times.length < 2) return null;
  const mean = (times[times.length - 1]! - times[0]!) / (times.length - 1);
  return mean > 0 ? mean : null;
}

function columnsOf({ features, units, label }: Tracks, { x, y }: Scale): readonly FeatureColumn[] {
  const keys = featureKeys(Object.keys(features));
  const columns = Object.entries(features).map(([name, values]): FeatureColumn => {
    const unit = units[name] ?? '';
    const factor = unit === 'px' ? x : unit === 'px²' ? x * y : 1;
    return { key: keys.get(name) ?? name, name, unit, values, factor };
  });
  if (!label.some((value) => value !== 0)) return columns;
  return [...columns, { key: 'LABEL', name: 'label', unit: '1', values: Float64Array.from(label), factor: 1 }];
}

const declaration = (key: string, name: string, dimension: string, isInt = false): string =>
  `<Feature feature="${key}" name="${escapeXml(name)}" shortname="${escapeXml(name)}" dimension="${dimension}" isint="${isInt}" />\n`;

function* spotsOf(
  tracks: Tracks,
  columns: readonly FeatureColumn[],
  scale: Scale,
  contours: readonly Contours[],
): Generator<string> {
  const { frame, x, y, z, radius, label } = tracks;
  yield `<AllSpots nspots="${frame.length}">\n`;
  for (let start = 0; start < frame.length; ) {
    const t = frame[start]!;
    const time = timeOf(tracks.calibration, t) ?? t * scale.interval;
    const lines = [`<SpotsInFrame frame="${t}">\n`];
    let node = start;
    for (; node < frame.length && frame[node] === t; node++) {
      const parts = [`<Spot ID="${node}" name="ID${node}"`];
      for (const { key, values, factor } of columns) {
        const value = values[node]!;
        if (!Number.isNaN(value)) parts.push(`${key}="${value * factor}"`);
      }
      parts.push(`RADIUS="${radius[node]! * scale.x}" FRAME="${t}" POSITION_T="${time}" VISIBILITY="1"`);
      parts.push(`POSITION_X="${x[node]! * scale.x}" POSITION_Y="${y[node]! * scale.y}"`);
      parts.push(`POSITION_Z="${z[node]! * scale.z}"`);
      const contour = label[node] === 0 ? undefined : contours[t]?.get(label[node]!);
      parts.push(contour ? contourOf(contour, x[node]!, y[node]!, scale) : '/>\n');
      lines.push(parts.join(' '));
    }
    lines.push('</SpotsInFrame>\n');
    yield lines.join('');
    start = node;
  }
  yield '</AllSpots>\n';
}

/** The rest of a spot with an outline: places relative to its centre. */
function contourOf(contour: Float64Array, x: number, y: number, scale: Scale): string {
  const places = Array.from(contour, (place, i) => (i % 2 === 0 ? (place - x) * scale.x : (place - y) * scale.y));
  return `ROI_N_POINTS="${contour.length / 2}">${places.join(' ')}</Spot>\n`;
}

/** Lineages with links; gives their ids. */
function* tracksAsXml(
  tracks: Tracks,
  { ofNode, lineage }: Tracklets,
  scale: Scale,
): Generator<string, readonly number[]> {
  const { source, target } = tracks.edges;
  const lineageAt = (node: number): number => lineage[ofNode[node]! - 1]!;
  const links = new Map<number, number[]>();
  for (let edge = 0; edge < source.length; edge++) {
    const id = lineageAt(source[edge]!);
    const own = links.get(id);
    if (own) own.push(edge);
    else links.set(id, [edge]);
  }
  yield '<AllTracks>\n';
  const ids: number[] = [];
  for (const edges of links.values()) {
    const id = ids.length;
    ids.push(id);
    const lines = edges.map((edge) => edgeAsXml(tracks, source[edge]!, target[edge]!, scale));
    yield `<Track name="Track_${id}" TRACK_ID="${id}" TRACK_INDEX="${id}" ${trackAttributes(tracks, edges, scale)}>\n${lines.join('')}</Track>\n`;
  }
  yield '</AllTracks>\n';
  return ids;
}

function edgeAsXml({ frame, x, y, z, calibration }: Tracks, a: number, b: number, scale: Scale): string {
  const length = Math.hypot((x[b]! - x[a]!) * scale.x, (y[b]! - y[a]!) * scale.y, (z[b]! - z[a]!) * scale.z);
  const time = (node: number) => timeOf(calibration, frame[node]!) ?? frame[node]! * scale.interval;
  return `<Edge SPOT_SOURCE_ID="${a}" SPOT_TARGET_ID="${b}" DISPLACEMENT="${length}" SPEED="${length / (time(b) - time(a))}" />\n`;
}

function trackAttributes({ frame, edges, calibration }: Tracks, links: readonly number[], scale: Scale): string {
  const outgoing = new Map<number, number>();
  const incoming = new Map<number, number>();
  const nodes = new Set<number>();
  let gaps = 0;
  let longest = 0;
  for (const link of links) {
    const [a, b] = [edges.source[link]!, edges.target[link]!];
    nodes.add(a).add(b);
    outgoing.set(a, (outgoing.get(a) ?? 0) + 1);
    incoming.set(b, (incoming.get(b) ?? 0) + 1);
    const gap = frame[b]! - frame[a]! - 1;
    if (gap > 0) gaps += 1;
    longest = Math.max(longest, gap);
  }
  const several = (counts: ReadonlyMap<number, number>) => [...counts.values()].filter((count) => count > 1).length;
  const time = (t: number): number => timeOf(calibration, t) ?? t * scale.interval;
  let [start, stop] = [Number.POSITIVE_INFINITY, 0];
  for (const node of nodes) {
    start = Math.min(start, frame[node]!);
    stop = Math.max(stop, frame[node]!);
  }
  return [
    `NUMBER_SPOTS="${nodes.size}" NUMBER_GAPS="${gaps}" LONGEST_GAP="${longest}"`,
    `NUMBER_SPLITS="${several(outgoing)}" NUMBER_MERGES="${several(incoming)}"`,
    `TRACK_DURATION="${time(stop) - time(start)}" TRACK_START="${time(start)}" TRACK_STOP="${time(stop)}"`,
  ].join(' ');
}

/** The movie, and the detector and tracker that stand for "made elsewhere". */
function settingsOf({ size }: Tracks, { x, y, z, interval }: Scale): string {
  const end = (count: number) => Math.max(0, count - 1);
  return [
    '<Settings>',
    `<ImageData filename="" folder="" width="${size.x}" height="${size.y}" nslices="${size.z}" nframes="${size.t}" pixelwidth="${x}" pixelheight="${y}" voxeldepth="${z}" timeinterval="${interval}" />`,
    `<BasicSettings xstart="0" xend="${end(size.x)}" ystart="0" yend="${end(size.y)}" zstart="0" zend="${end(size.z)}" tstart="0" tend="${end(size.t)}" />`,
    '<DetectorSettings DETECTOR_NAME="MANUAL_DETECTOR" RADIUS="1.0" />',
    '<InitialSpotFilter feature="QUALITY" value="0.0" isabove="true" />',
    '<SpotFilterCollection />',
    '<TrackerSettings TRACKER_NAME="MANUAL_TRACKER" />',
    '<TrackFilterCollection />',
    '<AnalyzerCollection><SpotAnalyzers /><EdgeAnalyzers /><TrackAnalyzers /></AnalyzerCollection>',
    '</Settings>\n',
  ].join('\n');
}
