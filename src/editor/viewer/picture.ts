import type { Frame, Pixels } from '../../runtime/data/frame.ts';
import type { LabelsHeader, MovieHeader } from '../../runtime/data/movie.ts';
import type { Detections } from '../../runtime/data/spots.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import type { Transform } from '../../runtime/data/transform.ts';
import type { OutputRef } from '../store/view-store.ts';
import type { FrameBuffer } from './frame-buffer.ts';
import type { Layers } from './layers.ts';
import { type TrackIndex, trackIndex } from './track-index.ts';

/** Everything that is drawn of one output at one frame. */
export interface Picture {
  readonly layers: Layers;
  /** Frame of the movie that it shows. */
  readonly t: number;
  readonly header: MovieHeader | LabelsHeader;
  readonly movieHeader: MovieHeader | null;
  readonly movie: readonly Frame<Pixels>[] | null;
  readonly labels: Frame<Uint32Array> | null;
  readonly spots: Detections | null;
  /** Detections measured in the labels. */
  readonly features: Detections | null;
  readonly tracks: TrackIndex | null;
  readonly transform: Transform | null;
  /** px, added to tracks and spots so that they lie on the picture. */
  readonly offset: readonly [x: number, y: number];
  /** An output that was made with other parameters than the document's now. */
  readonly isStale: boolean;
}
/** Why there is no picture, or not all of it. */
export interface Trouble {
  readonly message: string;
  /** Step whose run would help; `null` where none does. */
  readonly run: string | null;
  /** Nothing has gone wrong: there is nothing to show yet. */
  readonly isEmpty: boolean;
}
export interface Loaded {
  readonly picture: Picture | null;
  readonly trouble: Trouble | null;
}

/**
 * Fetches what is drawn of an output at frame t, all of it before it answers: outlines never lie on another frame.
 * Layers that fail are left out, and `trouble` says why.
 *
 * @throws AbortError alone.
 */
export async function loadPicture(
  buffer: FrameBuffer,
  layers: Layers,
  t: number,
  signal: AbortSignal,
): Promise<Loaded> {
  const troubles: Trouble[] = [];
  const note = (trouble: Trouble): null => {
    troubles.push(trouble);
    return null;
  };
  const frame = async (output: OutputRef | null) => {
    if (!output) return null;
    try {
      const header = await buffer.header(output);
      if (!header) return note({ message: emptyMessage(output), run: null, isEmpty: true });
      if (header.size.t === 0) return note({ message: `${output.step} has no frames`, run: null, isEmpty: true });
      return await buffer.frame(output, Math.min(t, header.size.t - 1), signal);
    } catch (error) {
      signal.throwIfAborted();
      if (isAbort(error)) throw error;
      return note({ message: messageOf(error), run: output.step, isEmpty: false });
    }
  };
  const value = async (output: OutputRef | null, isNeeded: boolean) => {
    if (!output) return null;
    try {
      const found = await buffer.value(output);
      if (!found && isNeeded) {
        note({ message: `${output.step} has no result yet: run it first`, run: output.step, isEmpty: true });
      }
      return found;
    } catch (error) {
      signal.throwIfAborted();
      return note({ message: messageOf(error), run: output.step, isEmpty: false });
    }
  };
  const isMain = (output: OutputRef | null): boolean => output === layers.output;
  const [movie, labels, spots, tracks, transform, ...offsets] = await Promise.all([
    frame(layers.movie),
    frame(layers.labels),
    frame(layers.spots),
    value(layers.tracks, isMain(layers.tracks) || layers.drawTracks),
    value(layers.transform, true),
    ...layers.offsets.map(({ transform: one }) => value(one, layers.drawTracks)),
  ]);
  signal.throwIfAborted();
  const header = movie?.header ?? labels?.header ?? spots?.header ?? null;
  const trouble = troubles.find(({ isEmpty }) => !isEmpty) ?? troubles[0] ?? null;
  if (!header) return { picture: null, trouble };
  const moved = layers.offsets.map(({ sign }, place) =>
    shiftOf(offsets[place]?.value as Transform | undefined, t, sign),
  );
  const features = layers.features && !tracks ? await buffer.frame(layers.features, t, signal).catch(() => null) : null;
  signal.throwIfAborted();
  const picture: Picture = {
    layers,
    t,
    header,
    movieHeader: movie?.kind === 'Movie' ? movie.header : null,
    movie: movie?.kind === 'Movie' ? movie.channels : null,
    labels: labels?.kind === 'Labels' && (!movie || sameSize(header, labels.header)) ? labels.labels : null,
    spots: spots?.kind === 'Spots' ? spots.spots : null,
    features: features?.kind === 'Spots' ? features.spots : null,
    tracks: tracks ? trackIndex(tracks.value as Tracks) : null,
    transform: transform ? (transform.value as Transform) : null,
    offset: [moved.reduce((sum, [x]) => sum + x, 0), moved.reduce((sum, [, y]) => sum + y, 0)],
    isStale: [layers.drawTracks ? tracks : null, transform, ...offsets].some((one) => one?.isStale === true),
  };
  return { picture, trouble };
}

export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

const emptyMessage = ({ step }: OutputRef): string =>
  `${step} has nothing to show yet: connect its inputs, and choose a file where a movie is opened`;

function sameSize(a: LabelsHeader, b: LabelsHeader): boolean {
  return a.size.x === b.size.x && a.size.y === b.size.y;
}

function shiftOf(transform: Transform | undefined, t: number, sign: 1 | -1): readonly [number, number] {
  return [sign * (transform?.dx[t] ?? 0), sign * (transform?.dy[t] ?? 0)];
}
