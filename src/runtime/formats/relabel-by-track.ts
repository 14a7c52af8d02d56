import type { Frame } from '../data/frame.ts';
import type { Tracks } from '../data/tracks.ts';
import { lineageOfTracks } from './ctc.ts';

/** Ids of the nodes of tracks seen before: the same tracks come with every frame. */
const known = new WeakMap<Tracks, Uint32Array>();

/**
 * A label image in which each object has the number of its track, as `lineageOfTracks` numbers them.
 *
 * @param labels  depth × height × width; not modified.
 * @param tracks  made from these labels.
 * @param t       the frame.
 * @returns       16-bit labels; objects without a track are 0.
 * @throws RangeError where a node has no object in the image (other tracks than of these labels), two nodes share one,
 *         or a number is above 65535.
 * @cost          O(pixels + nodes of the frame); of the first frame, O(nodes + edges).
 */
export function relabelByTrack({ data }: Frame<Uint32Array>, tracks: Tracks, t: number): Uint16Array {
  const ids = known.get(tracks) ?? lineageOfTracks(tracks).idOfNode;
  known.set(tracks, ids);
  const idOf = new Map<number, number>();
  for (let node = firstOf(tracks.frame, t); tracks.frame[node] === t; node++) {
    const label = tracks.label[node]!;
    const id = ids[node]!;
    if (label === 0)
      throw new RangeError(`a track node in frame ${t} comes from no label image: track objects of labels`);
    if (idOf.has(label)) throw new RangeError(`two track nodes in frame ${t} have label ${label}`);
    if (id > 65_535) throw new RangeError(`there are more than 65535 tracks, which this format can't hold`);
    idOf.set(label, id);
  }
  const out = new Uint16Array(data.length);
  const seen = new Set<number>();
  let before = 0;
  let now = 0;
  for (let p = 0; p < data.length; p++) {
    const label = data[p]!;
    if (label !== before) {
      before = label;
      now = label === 0 ? 0 : (idOf.get(label) ?? 0);
      if (now !== 0) seen.add(label);
    }
    out[p] = now;
  }
  for (const label of idOf.keys()) {
    if (seen.has(label)) continue;
    throw new RangeError(
      `label ${label} of a track is not in the label image of frame ${t}: connect the labels that the tracks were made from`,
    );
  }
  return out;
}

/** Place of the first node of frame t or later; frames ascend. */
function firstOf(frame: Uint32Array, t: number): number {
  let low = 0;
  let high = frame.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frame[middle]! < t) low = middle + 1;
    else high = middle;
  }
  return low;
}
