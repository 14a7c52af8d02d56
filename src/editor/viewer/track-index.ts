import { type Tracklets, trackletsOf } from '../../runtime/data/tracklets.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import type { Rings, Tails } from './gl/side.ts';
import { idColour } from './id-colour.ts';

/** Tracks ready to be drawn and clicked. */
export interface TrackIndex {
  readonly tracks: Tracks;
  readonly tracklets: Tracklets;
  /** Nodes of frame t are `firstOf[t]` … `firstOf[t + 1] - 1`. */
  readonly firstOf: Uint32Array;
  readonly ends: Float32Array;
  readonly times: Float32Array;
}
const known = new WeakMap<Tracks, TrackIndex>();

/** @cost O(nodes + edges), once for each value. */
export function trackIndex(tracks: Tracks): TrackIndex {
  const found = known.get(tracks);
  if (found) return found;
  const { frame, x, y, edges, size } = tracks;
  const frames = Math.max(size.t, (frame.at(-1) ?? 0) + 1);
  const firstOf = new Uint32Array(frames + 1);
  for (const t of frame) firstOf[t + 1] = (firstOf[t + 1] ?? 0) + 1;
  for (let t = 0; t < frames; t++) firstOf[t + 1] = (firstOf[t + 1] ?? 0) + (firstOf[t] ?? 0);
  const links = edges.source.length;
  const ends = new Float32Array(links * 4);
  const times = new Float32Array(links * 2);
  for (let e = 0; e < links; e++) {
    const [from, to] = [edges.source[e] ?? 0, edges.target[e] ?? 0];
    ends[e * 4] = x[from] ?? 0;
    ends[e * 4 + 1] = y[from] ?? 0;
    ends[e * 4 + 2] = x[to] ?? 0;
    ends[e * 4 + 3] = y[to] ?? 0;
    times[e * 2] = frame[from] ?? 0;
    times[e * 2 + 1] = frame[to] ?? 0;
  }
  const index: TrackIndex = { tracks, tracklets: trackletsOf(tracks), firstOf, ends, times };
  known.set(tracks, index);
  return index;
}

export interface TrackTint {
  readonly by: 'track' | 'lineage';
  readonly selected: ReadonlySet<number>;
  readonly onlySelected: boolean;
}
const dim = 51;
const plain = 128;

/** Colour and state of one track, as the shaders take it. */
export function tintOf(
  { tracklets }: TrackIndex,
  track: number,
  { by, selected, onlySelected }: TrackTint,
  out: Uint8Array,
  at: number,
): void {
  const [red, green, blue] = idColour(by === 'track' ? track : (tracklets.lineage[track - 1] ?? track));
  out[at] = red * 255;
  out[at + 1] = green * 255;
  out[at + 2] = blue * 255;
  const isChosen = selected.has(track);
  out[at + 3] = isChosen ? 255 : onlySelected ? 0 : selected.size > 0 ? dim : plain;
}

/** All links; which are seen at a frame is left to the shader. A link to a daughter has the daughter's colour. */
export function tailsOf(index: TrackIndex, tint: TrackTint): Tails {
  const { ends, times, tracks, tracklets } = index;
  const colours = new Uint8Array(times.length * 2);
  for (let e = 0; e < times.length / 2; e++) {
    tintOf(index, tracklets.ofNode[tracks.edges.target[e] ?? 0] ?? 0, tint, colours, e * 4);
  }
  return { ends, times, tint: colours };
}

/** The detections of frame t as dots. */
export function headsOf(index: TrackIndex, t: number, tint: TrackTint): Rings {
  const { tracks, tracklets } = index;
  const [from, to] = nodesAt(index, t);
  const circle = new Float32Array((to - from) * 3);
  const colours = new Uint8Array((to - from) * 4);
  for (let node = from; node < to; node++) {
    const at = node - from;
    circle[at * 3] = tracks.x[node] ?? 0;
    circle[at * 3 + 1] = tracks.y[node] ?? 0;
    tintOf(index, tracklets.ofNode[node] ?? 0, tint, colours, at * 4);
  }
  return { circle, tint: colours };
}

export const nodesAt = ({ firstOf }: TrackIndex, t: number): readonly [number, number] => [
  firstOf[t] ?? 0,
  firstOf[t + 1] ?? firstOf[t] ?? 0,
];

/** The node of frame t nearest to a place, within `reach` px; -1 where there is none. */
export function nearestNode(index: TrackIndex, t: number, x: number, y: number, reach: number): number {
  const [from, to] = nodesAt(index, t);
  let best = -1;
  let least = reach;
  for (let node = from; node < to; node++) {
    const distance = Math.hypot((index.tracks.x[node] ?? 0) - x, (index.tracks.y[node] ?? 0) - y);
    if (distance <= least) {
      least = distance;
      best = node;
    }
  }
  return best;
}
