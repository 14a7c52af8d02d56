import { timeOf } from '../../runtime/data/movie.ts';
import { selectionStore, selectTracks } from '../store/selection-store.ts';
import { defaultChannel, viewStore } from '../store/view-store.ts';
import type { Point } from './camera.ts';
import { trackOfLabel } from './colours.ts';
import type { Engine } from './engine.ts';
import { formatNumber } from './format.ts';
import type { Picture } from './picture.ts';
import { nearestNode } from './track-index.ts';

/** What is under a place in a picture. */
export interface Reading {
  /** Whole pixel. */
  readonly x: number;
  readonly y: number;
  readonly place_um: Point | null;
  /** By channel: exactly as stored; hidden channels are left out. */
  readonly values: readonly { readonly name: string; readonly value: number }[];
  readonly label: number | null;
  readonly track: number;
  readonly time_s: number | null;
}

/** Reads the pixel that holds an image position; `null` beside the picture. */
export function readingAt(picture: Picture | null, [placeX, placeY]: Point, z: number): Reading | null {
  if (!picture) return null;
  const { size, calibration } = picture.header;
  const x = Math.floor(placeX + 0.5);
  const y = Math.floor(placeY + 0.5);
  if (x < 0 || y < 0 || x >= size.x || y >= size.y) return null;
  const { channels } = viewStore.getState();
  const at = (depth: number): number => (Math.min(z, depth - 1) * size.y + y) * size.x + x;
  const values = (picture.movie ?? []).flatMap((frame, c) =>
    (channels[c] ?? defaultChannel).visible
      ? [{ name: picture.movieHeader?.channels[c]?.name || `ch ${c + 1}`, value: frame.data[at(frame.depth)] ?? 0 }]
      : [],
  );
  const label = picture.labels ? (picture.labels.data[at(picture.labels.depth)] ?? 0) : null;
  const { x: width, y: height } = calibration.pixelSize_um;
  return {
    x,
    y,
    place_um: width === null ? null : [x * width, y * (height ?? width)],
    values,
    label,
    track: trackAt(picture, [placeX, placeY], label ?? 0, 0),
    time_s: timeOf(calibration, picture.t),
  };
}

export const readingText = (reading: Reading): string =>
  [
    `x ${reading.x}  y ${reading.y} px`,
    ...(reading.place_um ? [`${formatNumber(reading.place_um[0])}, ${formatNumber(reading.place_um[1])} µm`] : []),
    ...reading.values.map(({ name, value }) => `${name} ${Number.isInteger(value) ? value : formatNumber(value)}`),
    ...(reading.label ? [`label ${reading.label}`] : []),
    ...(reading.track ? [`track ${reading.track}`] : []),
  ].join('  ·  ');

function trackAt(picture: Picture, [x, y]: Point, label: number, reach: number): number {
  const ofLabel = trackOfLabel(picture, label);
  const { tracks, layers, offset } = picture;
  if (ofLabel !== 0 || !tracks || !layers.drawTracks || reach === 0) return ofLabel;
  const node = nearestNode(tracks, picture.t, x - offset[0], y - offset[1], reach);
  return node < 0 ? 0 : (tracks.tracklets.ofNode[node] ?? 0);
}

/**
 * Selects the track of the cell at an image position, everywhere; clicking beside all cells selects nothing.
 * @param add  adds it to what is selected, or takes it away.
 */
export function pickAt(engine: Engine, side: 0 | 1, at: Point, add: boolean): void {
  const picture = engine.pictures[side];
  if (!picture) return;
  const reading = readingAt(picture, at, viewStore.getState().z);
  const reach = 8 / engine.store.getState().camera.scale;
  const track = trackAt(picture, at, reading?.label ?? 0, Math.max(reach, 1));
  const before = selectionStore.getState().tracks;
  engine.pick(track === 0 ? (reading?.label ?? 0) : 0);
  if (track === 0) {
    if (!add && before.size > 0) selectTracks([], 'image');
    return;
  }
  const place = { t: picture.t, x: at[0], y: at[1] };
  if (!add) selectTracks([track], 'image', place);
  else
    selectTracks(before.has(track) ? [...before].filter((one) => one !== track) : [...before, track], 'image', place);
}
