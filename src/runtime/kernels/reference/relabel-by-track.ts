import type { Frame } from '../../data/frame.ts';
import type { Tracks } from '../../data/tracks.ts';

/**
 * One label frame with every object's value replaced by an id of its node.
 *
 * A node finds its object by its label; one without label (0) takes the object under its rounded position. Where two nodes
 * have the same object, the first gives its id.
 *
 * @param frame   labels, 0 is background; not modified.
 * @param t       its frame number.
 * @param ids     id of each node, above 0.
 * @param others  added to the label of an object without node; `null` removes such objects (0).
 * @returns       a new frame.
 * @cost O(pixels + log nodes + nodes of the frame).
 */
export function relabelByTrack(
  frame: Frame<Uint32Array>,
  t: number,
  tracks: Tracks,
  ids: Uint32Array,
  others: number | null,
): Frame<Uint32Array> {
  const { width, height, depth, data } = frame;
  const idOf = new Map<number, number>([[0, 0]]);
  for (let node = firstNode(tracks.frame, t); node < tracks.frame.length && tracks.frame[node] === t; node++) {
    const label = tracks.label[node]! || labelAt(frame, tracks.x[node]!, tracks.y[node]!, tracks.z[node]!);
    if (label !== 0 && !idOf.has(label)) idOf.set(label, ids[node]!);
  }
  const out = new Uint32Array(data.length);
  let label = 0;
  let id = 0;
  for (let p = 0; p < data.length; p++) {
    const value = data[p]!;
    if (value !== label) {
      label = value;
      id = idOf.get(value) ?? (others === null ? 0 : value + others);
    }
    out[p] = id;
  }
  return { width, height, depth, data: out };
}

function labelAt({ width, height, depth, data }: Frame<Uint32Array>, x: number, y: number, z: number): number {
  const px = Math.round(x);
  const py = Math.round(y);
  const pz = Math.round(z);
  const inside = px >= 0 && py >= 0 && pz >= 0 && px < width && py < height && pz < depth;
  return inside ? data[(pz * height + py) * width + px]! : 0;
}

/** The first node of frame t or later, nodes being sorted by frame. */
function firstNode(frame: Uint32Array, t: number): number {
  let low = 0;
  let high = frame.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (frame[middle]! < t) low = middle + 1;
    else high = middle;
  }
  return low;
}
