import { type Lineage, type LineageRow, lineageOf } from '../../data/lineage.ts';
import { trackletsOf } from '../../data/tracklets.ts';
import type { Tracks } from '../../data/tracks.ts';

/** Ids that last of the objects of label images, and their lineage. */
export interface LabelLineage {
  /** Parallel to the labels of each frame. */
  readonly ids: readonly Uint32Array[];
  readonly lineage: Lineage;
}

/**
 * Joins label images to the tracks of the same objects.
 *
 * Label values may be the tracks' own label column, or the numbers of tracklets that a relabelled image carries; which
 * of them is found by what lies at the nodes' positions. Where the label column lasts (successive nodes of one label are
 * always linked) its values are the ids and say where a track ends, as in the Cell Tracking Challenge; else tracklets
 * do. Either way a track with a gap goes on under a new id whose parent is the old one. Objects without a node get ids
 * of their own.
 *
 * @param tracks   nodes and edges.
 * @param valueAt  for each node the label value at its position, 0 where that is unknown or background.
 * @param labels   the label values of each frame.
 * @throws RangeError where less than half of the nodes have an object: these tracks aren't of these labels.
 * @cost           O(nodes + edges + objects)
 */
export function labelLineage(tracks: Tracks, valueAt: Uint32Array, labels: readonly Uint32Array[]): LabelLineage {
  const cut = trackletsOf(tracks, true).ofNode;
  const nameOf = bestCandidate([tracks.label, cut, trackletsOf(tracks, false).ofNode], tracks, valueAt, labels);
  const idOf = nameOf === tracks.label && labelsLast(tracks) ? cutAtGaps(tracks) : cut;
  const rows = rowsOf(tracks, idOf);
  let next = idOf.reduce((most, id) => Math.max(most, id), 0) + 1;
  const byFrame = labels.map(() => new Map<number, number>());
  for (let node = 0; node < idOf.length; node++) byFrame[tracks.frame[node]!]?.set(nameOf[node]!, idOf[node]!);
  const ids = labels.map((frame, t) =>
    frame.map((label) => {
      const id = byFrame[t]!.get(label);
      if (id !== undefined) return id;
      rows.push({ id: next, begin: t, end: t, parent: 0 });
      return next++;
    }),
  );
  return { ids, lineage: lineageOf(rows) };
}

/** The candidate that names most of the objects at the nodes' positions; of equals the one seen most, then the first. */
function bestCandidate(
  candidates: readonly Uint32Array[],
  tracks: Tracks,
  valueAt: Uint32Array,
  labels: readonly Uint32Array[],
): Uint32Array {
  const present = labels.map((frame) => new Set(frame));
  let best = tracks.label;
  let mostHits = -1;
  let mostSeen = -1;
  for (const candidate of candidates) {
    let hits = 0;
    let seen = 0;
    for (let node = 0; node < candidate.length; node++) {
      if (candidate[node] === 0) continue;
      if (candidate[node] === valueAt[node]) hits++;
      if (present[tracks.frame[node]!]?.has(candidate[node]!)) seen++;
    }
    if (hits < mostHits || (hits === mostHits && seen <= mostSeen)) continue;
    best = candidate;
    mostHits = hits;
    mostSeen = seen;
  }
  const within = tracks.frame.reduce((count, t) => (t < present.length ? count + 1 : count), 0);
  if (2 * mostSeen < within) {
    throw new RangeError(
      `only ${mostSeen} of ${within} track nodes have an object in the labels: connect the tracks that were made from these labels`,
    );
  }
  return best;
}

/** Whether successive nodes of one label are always linked. */
function labelsLast({ label, edges }: Tracks): boolean {
  const linked = new Uint8Array(label.length);
  for (let e = 0; e < edges.source.length; e++) {
    if (label[edges.source[e]!] === label[edges.target[e]!]) linked[edges.target[e]!] = 1;
  }
  const seen = new Set<number>();
  for (let node = 0; node < label.length; node++) {
    if (seen.has(label[node]!) && linked[node] === 0) return false;
    seen.add(label[node]!);
  }
  return true;
}

/** The label column, with a new id wherever a label comes back after missing frames. */
function cutAtGaps({ frame, label }: Tracks): Uint32Array {
  let next = label.reduce((most, one) => Math.max(most, one), 0) + 1;
  const current = new Map<number, { id: number; frame: number }>();
  return label.map((one, node) => {
    const t = frame[node]!;
    const before = current.get(one);
    const id = before === undefined ? one : t - before.frame > 1 ? next++ : before.id;
    current.set(one, { id, frame: t });
    return id;
  });
}

/** A row for each id; its parent is the id from which an edge enters its first node. */
function rowsOf({ frame, edges }: Tracks, idOf: Uint32Array): LineageRow[] {
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  for (let node = 0; node < idOf.length; node++) {
    if (!first.has(idOf[node]!)) first.set(idOf[node]!, node);
    last.set(idOf[node]!, node);
  }
  const parent = new Map<number, number>();
  for (let e = 0; e < edges.source.length; e++) {
    const from = idOf[edges.source[e]!]!;
    const to = idOf[edges.target[e]!]!;
    if (from !== to && first.get(to) === edges.target[e] && !parent.has(to)) parent.set(to, from);
  }
  return Array.from(first, ([id, node]) => ({
    id,
    begin: frame[node]!,
    end: frame[last.get(id)!]!,
    parent: parent.get(id) ?? 0,
  }));
}

/**
 * The label value at the position of each node of one frame, in the order of the nodes.
 *
 * @param labels  depth × height × width.
 * @param t       the frame.
 * @returns       0 where the position is unknown or outside.
 */
export function labelsAtNodes(
  labels: { readonly width: number; readonly height: number; readonly depth: number; readonly data: Uint32Array },
  tracks: Tracks,
  t: number,
): Uint32Array {
  const begin = firstAtLeast(tracks.frame, t);
  const end = firstAtLeast(tracks.frame, t + 1);
  const { width, height, depth, data } = labels;
  return Uint32Array.from({ length: end - begin }, (_, k) => {
    const x = Math.round(tracks.x[begin + k]!);
    const y = Math.round(tracks.y[begin + k]!);
    const z = Math.round(tracks.z[begin + k]!);
    const inside = x >= 0 && x < width && y >= 0 && y < height && z >= 0 && z < depth;
    return inside ? data[(z * height + y) * width + x]! : 0;
  });
}

function firstAtLeast(sorted: Uint32Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < value) low = middle + 1;
    else high = middle;
  }
  return low;
}
