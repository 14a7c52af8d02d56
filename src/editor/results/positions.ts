import type { Table } from '../../runtime/data/table.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import type { ResultSelection } from '../store/selection-store.ts';
import { trackIndex } from '../viewer/track-index.ts';

type Place = NonNullable<ResultSelection['at']>;

/** The node of a track in frame t, else its nearest one in time; -1 for a track that is not there. */
export function nodeOfTrack(tracks: Tracks, track: number, t: number): number {
  const { tracklets, firstOf } = trackIndex(tracks);
  const first = tracklets.firstNode[track - 1];
  const begin = tracklets.begin[track - 1];
  const end = tracklets.end[track - 1];
  if (first === undefined || begin === undefined || end === undefined) return -1;
  if (t <= begin) return first;
  if (t >= end) return tracklets.lastNode[track - 1] ?? -1;
  for (let frame = t; frame >= begin; frame--) {
    for (let node = firstOf[frame] ?? 0; node < (firstOf[frame + 1] ?? 0); node++) {
      if (tracklets.ofNode[node] === track) return node;
    }
  }
  return first;
}

/** Where a track is in frame t, px; `null` where it is not among the tracks. */
export function placeOfTrack(tracks: Tracks, track: number, t: number): Place | null {
  const node = nodeOfTrack(tracks, track, t);
  if (node < 0) return null;
  return { t: tracks.frame[node] ?? 0, x: tracks.x[node] ?? 0, y: tracks.y[node] ?? 0 };
}

/**
 * The place that a row of a table speaks of: its columns in px, or where its track is in its frame (a row without one:
 * where the track begins).
 *
 * @param tracks  that the table was made from, where known.
 */
export function placeOfRow(table: Table, row: number, tracks: Tracks | null): Place | null {
  const at = (...names: readonly string[]): number | null => {
    for (const name of names) {
      const column = table.columns.find((one) => one.name === name);
      const value = column?.values[row];
      if (typeof value === 'number' && Number.isFinite(value)) return value;
    }
    return null;
  };
  const inPixels = (name: string): number | null => {
    const column = table.columns.find((one) => one.name === name);
    return column?.unit === 'px' ? at(name) : null;
  };
  const t = at('frame', 'first_frame', 'begin');
  const x = at('x_px') ?? inPixels('x');
  const y = at('y_px') ?? inPixels('y');
  if (t !== null && x !== null && y !== null) return { t, x, y };
  const track = at('track');
  return tracks && track !== null ? placeOfTrack(tracks, track, t ?? 0) : null;
}
