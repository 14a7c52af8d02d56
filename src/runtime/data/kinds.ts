import type { Figure } from './figure.ts';
import type { Frame, Pixels, Plane } from './frame.ts';
import type { HeldLabels, HeldMovie, Labels, LabelsHeader, Movie, MovieHeader } from './movie.ts';
import type { Shapes } from './shapes.ts';
import type { Detections, HeldSpots, Spots } from './spots.ts';
import type { Table } from './table.ts';
import type { Tracks } from './tracks.ts';
import type { Transform } from './transform.ts';

/**
 * Every kind of data: its whole form; its held form, plain data that can be stored and sent; and, where it has frames,
 * the form that one frame and one plane of it take.
 * Adding a kind is adding a line here, a codec in `cache/` and a colour in the editor.
 */
export interface Kinds {
  Movie: { whole: Movie; held: HeldMovie; header: MovieHeader; frame: Frame<Pixels>; plane: Plane<Pixels> };
  Labels: {
    whole: Labels;
    held: HeldLabels;
    header: LabelsHeader;
    frame: Frame<Uint32Array>;
    plane: Plane<Uint32Array>;
  };
  Spots: { whole: Spots; held: HeldSpots; header: LabelsHeader; frame: Detections; plane: Detections };
  Tracks: { whole: Tracks; held: Tracks };
  Table: { whole: Table; held: Table };
  Transform: { whole: Transform; held: Transform };
  Shapes: { whole: Shapes; held: Shapes };
  Figure: { whole: Figure; held: Figure };
}
export type Kind = keyof Kinds;

/** Kinds that have frames: they are pulled, never held whole. The others are compact: they fit in memory. */
export type FramedKind = { [K in Kind]: Kinds[K] extends { frame: unknown } ? K : never }[Kind];

const framed: ReadonlySet<Kind> = new Set<FramedKind>(['Movie', 'Labels', 'Spots']);
export const isFramed = (kind: Kind): kind is FramedKind => framed.has(kind);
