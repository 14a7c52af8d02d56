import type { Shape, Shapes } from '../data/shapes.ts';
import type { Tracks } from '../data/tracks.ts';
import { FormatError } from './format-error.ts';
import { spotAttributes, unitOf } from './trackmate-features.ts';
import { placesOf, type Scales, scalesOf } from './trackmate-scales.ts';
import { type RawSpot, type RawTrackMate, tagsOfTrackMate } from './trackmate-tags.ts';
import { tracksOfLinks } from './tracks-of-links.ts';
import { xmlNumber } from './xml-number.ts';

/** `shown`: visible spots and the tracks that passed TrackMate's filters; `all`: everything in the file. */
export const trackMateParts = ['shown', 'all'] as const;

export interface TrackMateOptions {
  readonly parts: (typeof trackMateParts)[number];
  /** What the user states in place of what the file records; 0 states nothing. */
  readonly pixelSize_um: number;
  readonly frameInterval_s: number;
}

/**
 * Reads a TrackMate file: a session (`<TrackMate>`) or its simple export of tracks (`<Tracks>`).
 *
 * Positions, radii and features that are lengths or areas come from physical units to px; links run forward in time,
 * whichever end the file calls source. A feature without a value anywhere is left out; one that is missing is NaN.
 *
 * @param xml   the text of the file.
 * @param file  its name, for messages.
 * @returns     the tracks; outlines of spots that have one, as polygons of their frame.
 * @throws FormatError naming file and element, for XML that can't be read, numbers that are none or out of all bounds,
 *         spots that are missing or stand there twice, and links that can't be (see `tracksOfLinks`).
 * @cost   O(text)
 * @source TrackMate's file format, versions 2 to 8.
 */
export function readTrackMate(
  xml: string,
  file: string,
  options: TrackMateOptions,
): { readonly tracks: Tracks; readonly outlines: Shapes } {
  const raw = tagsOfTrackMate(xml, file);
  const chosen = options.parts === 'all' ? raw : shownOf(raw);
  const scales = scalesOf(raw, file, options);
  const nodes = { ...placesOf(chosen.spots, scales, file), ...featuresOf(chosen, scales, file) };
  const placeOf = new Map(chosen.spots.map(({ id }, place) => [id, place]));
  const source = new Uint32Array(chosen.links.length);
  const target = new Uint32Array(chosen.links.length);
  chosen.links.forEach((link, i) => {
    source[i] = placeOf.get(link.source) ?? missing(link.source, link.track, file);
    target[i] = placeOf.get(link.target) ?? missing(link.target, link.track, file);
  });
  const tracks = tracksOfLinks(
    scales.headerFor(nodes),
    nodes,
    { source, target, isDirected: false },
    (link, why): never => {
      const { source: from, target: to, track } = chosen.links[link] ?? { source: '', target: '', track: '' };
      throw new FormatError('damaged', { file }, `<Edge> from spot ${from} to ${to} of track ${track} ${why}`);
    },
  );
  return { tracks, outlines: { shapes: chosen.spots.flatMap((spot) => outlineOf(spot, scales, file)) } };
}

function missing(id: string, track: string, file: string): never {
  throw new FormatError('damaged', { file }, `<Edge> of track ${track} names spot ${id}, which is not among its spots`);
}

/** What TrackMate shows of a file: hidden spots stay where a shown track needs them. */
function shownOf(raw: RawTrackMate): RawTrackMate {
  const { shownTracks } = raw;
  const links = shownTracks ? raw.links.filter(({ track }) => shownTracks.has(track)) : raw.links;
  const inShown = new Set(links.flatMap(({ source, target }) => [source, target]));
  const inAny = new Set(raw.links.flatMap(({ source, target }) => [source, target]));
  const spots = raw.spots.filter(
    ({ id, attributes }) => inShown.has(id) || (!inAny.has(id) && Number(attributes.get('VISIBILITY') ?? 1) !== 0),
  );
  return { ...raw, spots, links };
}

function featuresOf({ spots, declared, isOurs }: RawTrackMate, scales: Scales, file: string) {
  const features: Record<string, Float64Array> = {};
  const units: Record<string, string> = {};
  for (const { key, name, dimension } of declared) {
    if (spotAttributes.has(key)) continue;
    const title = isOurs && name !== '' ? name : key.toLowerCase();
    const unit = unitOf(dimension, scales.length, scales.time);
    const size = unit === 'px' ? scales.x : unit === 'px²' ? scales.x * scales.y : 1;
    const values = Float64Array.from(spots, (spot) => numberOf(spot, key, file) / size);
    if (spots.length > 0 && values.every(Number.isNaN)) continue;
    features[title] = values;
    units[title] = unit;
  }
  const label = Uint32Array.from(spots, (spot) => labelOf(spot, file));
  return { label, features, units };
}

function numberOf(spot: RawSpot, key: string, file: string): number {
  const text = spot.attributes.get(key);
  if (text === undefined) return Number.NaN;
  const value = xmlNumber(text);
  if (value !== null) return value;
  throw new FormatError(
    'damaged',
    { file },
    `<Spot ID="${spot.id}"> has ${key}="${text.slice(0, 40)}", expected a number`,
  );
}

function labelOf(spot: RawSpot, file: string): number {
  const label = spot.attributes.has('LABEL') ? numberOf(spot, 'LABEL', file) : 0;
  return Number.isInteger(label) && label >= 0 && label < 2 ** 32 ? label : 0;
}

/** The contour of a spot: pairs of numbers relative to its centre. */
function outlineOf(spot: RawSpot, scales: Scales, file: string): readonly Shape[] {
  const count = spot.attributes.get('ROI_N_POINTS');
  if (count === undefined || spot.contour === '') return [];
  const numbers = spot.contour.split(/\s+/).map((text) => xmlNumber(text) ?? Number.NaN);
  if (numbers.length !== 2 * Number(count) || !numbers.every(Number.isFinite)) {
    const why = `ROI_N_POINTS="${count.slice(0, 20)}" and ${numbers.length} numbers, expected two finite numbers a point`;
    throw new FormatError('damaged', { file }, `<Spot ID="${spot.id}"> has ${why}`);
  }
  if (numbers.length < 6) return [];
  const [x, y] = [numberOf(spot, 'POSITION_X', file), numberOf(spot, 'POSITION_Y', file)];
  const points = Array.from(
    { length: numbers.length / 2 },
    (_, i) => [(x + numbers[2 * i]!) / scales.x, (y + numbers[2 * i + 1]!) / scales.y] as const,
  );
  return [{ type: 'polygon', name: spot.name, t: spot.frame, points }];
}
