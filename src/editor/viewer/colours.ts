import { colourOf, type Rgb } from '../../runtime/data/colour-of.ts';
import type { ViewState } from '../store/view-store.ts';
import { type ColourTable, chosen, colourTable, hidden, plain } from './gl/colour-table.ts';
import type { Rings } from './gl/side.ts';
import { idColour } from './id-colour.ts';
import type { Picture } from './picture.ts';
import { nodesAt, type TrackIndex, type TrackTint } from './track-index.ts';

/** What the colours of a feature mean. */
export interface Legend {
  readonly name: string;
  readonly unit: string;
  readonly low: number;
  readonly high: number;
}
export interface LabelColours {
  readonly table: ColourTable | null;
  readonly others: 'hash' | 'grey' | 'none';
  readonly legend: Legend | null;
}
type Look = Pick<ViewState, 'labels' | 'tracks' | 'onlySelected'>;
const grey: Rgb = [0.62, 0.62, 0.62];

/** Names of the features that the objects of a picture can be coloured by. */
export function featuresOf(picture: Picture | null): readonly string[] {
  const columns = picture?.tracks?.tracks.features ?? picture?.features?.features ?? picture?.spots?.features ?? {};
  return Object.keys(columns).sort();
}

/**
 * Colours of the labels of a frame.
 * @param selected  numbers of tracks.
 * @param picked    a label that was clicked and is in no track; 0 for none.
 */
export function labelColours(
  picture: Picture,
  look: Look,
  selected: ReadonlySet<number>,
  picked: number,
): LabelColours {
  const { layers, tracks } = picture;
  const { colourBy } = look.labels;
  const byTrack = colourBy === 'track' || (colourBy === 'id' && layers.drawTracks);
  const byFeature = colourBy !== 'id' && colourBy !== 'track' ? featureAt(picture, colourBy) : null;
  const entries = new Map<number, { readonly colour: Rgb; readonly state: number }>();
  const others =
    look.onlySelected && selected.size + picked > 0 ? 'none' : byTrack && tracks ? 'grey' : byFeature ? 'grey' : 'hash';
  const isOnly = others === 'none';
  const stateOf = (isSelected: boolean): number => (isSelected ? chosen : isOnly ? hidden : plain);
  if (layers.labelsAreTracks) {
    for (const id of selected) entries.set(id, { colour: idColour(id), state: chosen });
  }
  if (tracks && !layers.labelsAreTracks) {
    const [from, to] = nodesAt(tracks, picture.t);
    for (let node = from; node < to; node++) {
      const label = tracks.tracks.label[node] ?? 0;
      if (label === 0) continue;
      const track = tracks.tracklets.ofNode[node] ?? 0;
      const colour = byFeature
        ? byFeature.colourOf(label)
        : byTrack
          ? idColour(look.tracks.colourBy === 'lineage' ? (tracks.tracklets.lineage[track - 1] ?? 0) : track)
          : idColour(label);
      entries.set(label, { colour, state: stateOf(selected.has(track)) });
    }
  } else if (byFeature) {
    for (const label of byFeature.labels) {
      entries.set(label, { colour: byFeature.colourOf(label), state: stateOf(selected.has(label)) });
    }
  }
  if (picked > 0) entries.set(picked, { colour: entries.get(picked)?.colour ?? idColour(picked), state: chosen });
  return {
    table: entries.size > 0 ? colourTable(entries) : null,
    others: layers.labelsAreTracks && !isOnly && !byFeature ? 'hash' : others,
    legend: byFeature?.legend ?? null,
  };
}

interface Feature {
  readonly labels: readonly number[];
  colourOf(label: number): Rgb;
  readonly legend: Legend;
}

/** A feature of the objects of a frame; its span is that of all frames where the tracks know it. */
function featureAt(picture: Picture, name: string): Feature | null {
  const values = new Map<number, number>();
  const index = picture.tracks;
  const ofTracks = index?.tracks.features[name];
  if (index && ofTracks) {
    const [from, to] = nodesAt(index, picture.t);
    for (let node = from; node < to; node++) values.set(index.tracks.label[node] ?? 0, ofTracks[node] ?? Number.NaN);
    return feature(values, { name, unit: index.tracks.units[name] ?? '', ...spanOf(ofTracks) });
  }
  const source = picture.features ?? picture.spots;
  const column = source?.features[name];
  if (!source || !column) return null;
  source.label?.forEach((label, row) => {
    values.set(label, column[row] ?? Number.NaN);
  });
  return feature(values, { name, unit: source.units[name] ?? '', ...spanOf(column) });
}

function feature(values: ReadonlyMap<number, number>, legend: Legend): Feature {
  return {
    labels: [...values.keys()],
    colourOf: (label) => scaled(values.get(label), legend),
    legend,
  };
}

function scaled(value: number | undefined, { low, high }: Legend): Rgb {
  if (value === undefined || Number.isNaN(value)) return grey;
  return colourOf('viridis', high > low ? (value - low) / (high - low) : 0.5);
}

const spans = new WeakMap<Float64Array, { readonly low: number; readonly high: number }>();

/** Least and greatest finite value. */
function spanOf(values: Float64Array): { readonly low: number; readonly high: number } {
  const known = spans.get(values);
  if (known) return known;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  const span = low <= high ? { low, high } : { low: 0, high: 1 };
  spans.set(values, span);
  return span;
}

const yellow: Rgb = [1, 0.83, 0.23];

/** Detections as rings in plane z: a sphere is seen where the plane cuts it. */
export function spotRings(
  picture: Picture,
  look: Look,
  z: number,
): { readonly rings: Rings; readonly legend: Legend | null } {
  const { spots, layers } = picture;
  if (!spots) return { rings: { circle: new Float32Array(0), tint: new Uint8Array(0) }, legend: null };
  const count = spots.x.length;
  const circle = new Float32Array(count * 3);
  const tint = new Uint8Array(count * 4);
  const column = layers.labels ? undefined : spots.features[look.labels.colourBy];
  const legend = column
    ? { name: look.labels.colourBy, unit: spots.units[look.labels.colourBy] ?? '', ...spanOf(column) }
    : null;
  const isVolume = (picture.movie?.[0]?.depth ?? 1) > 1;
  const { x: width, z: step } = picture.header.calibration.pixelSize_um;
  const thickness = width !== null && step !== null ? step / width : 1;
  for (let i = 0; i < count; i++) {
    const away = isVolume ? ((spots.z[i] ?? 0) - z) * thickness : 0;
    const radius = spots.radius[i] ?? 0;
    const cut = Math.sqrt(radius * radius - away * away);
    circle[i * 3] = spots.x[i] ?? 0;
    circle[i * 3 + 1] = spots.y[i] ?? 0;
    circle[i * 3 + 2] = Number.isFinite(cut) ? cut : 0;
    const [red, green, blue] = legend && column ? scaled(column[i], legend) : yellow;
    tint[i * 4] = red * 255;
    tint[i * 4 + 1] = green * 255;
    tint[i * 4 + 2] = blue * 255;
    tint[i * 4 + 3] = isVolume && Math.abs(away) > Math.max(radius, thickness / 2) ? 0 : 128;
  }
  return { rings: { circle, tint }, legend };
}

/** How tracks are tinted. */
export const trackTint = (look: Look, selected: ReadonlySet<number>): TrackTint => ({
  by: look.tracks.colourBy,
  selected,
  onlySelected: look.onlySelected && selected.size > 0,
});

/** Track of a label in frame t; 0 where it is in none. */
export function trackOfLabel(picture: Picture, label: number): number {
  if (label === 0) return 0;
  if (picture.layers.labelsAreTracks) return label;
  const index: TrackIndex | null = picture.tracks;
  if (!index) return 0;
  const [from, to] = nodesAt(index, picture.t);
  for (let node = from; node < to; node++) {
    if (index.tracks.label[node] === label) return index.tracklets.ofNode[node] ?? 0;
  }
  return 0;
}
