import { assignSparse } from './assign-sparse.ts';
import type { FrameOverlaps } from './frame-overlaps.ts';
import { type Edges, sortedEdges } from './link-by-lap.ts';
import { linkCandidates } from './link-candidates.ts';
import { type PointGrid, pointGrid } from './point-grid.ts';

export interface OverlapOptions {
  /** Least intersection over union, 0 … 1; a pair at exactly this value is not linked. */
  readonly minIoU: number;
  /** Two objects that lie with at least this part of their area in one of the frame before are its daughters; `null`: TrackMate's rule only. */
  readonly divisionCover: number | null;
  /** Objects that lie with at least this part of their area in one of the next frame merge into it; `null`: none do. */
  readonly mergeCover: number | null;
  /** Joins ends to later starts whose centroids are near; maxFrameGap as in the LAP tracker. */
  readonly gapClosing: { readonly maxDistance: number; readonly maxFrameGap: number } | null;
}

/**
 * Links the objects of successive frames by the pixels that they share.
 *
 * Each object is linked to the object of the frame before with which its intersection over union is largest, if that is
 * above `minIoU`; of equals to the first. Several objects may have the same origin: TrackMate's rule, under which a large
 * overlap of both daughters is a division too. Beyond it:
 * - divisions: the two objects that share most pixels with one mother, each with `divisionCover` of its area inside her,
 *   are her daughters, whatever their IoU.
 * - merges: an object that nothing comes from and that lies with `mergeCover` of its area in an object of the next frame
 *   is linked to that, if the object's own origin does so as well or it has none and two or more lie in it.
 * - gaps: ends are assigned to starts at least one frame later by squared distance of centroids.
 *
 * @param frames  overlaps of each frame with the one before.
 * @returns       edges between objects numbered through all frames, in the order of their frames' labels.
 * @throws RangeError if minIoU or a cover is outside 0 … 1, or a distance or gap is not above 0.
 * @cost O(objects + pairs).
 * @source TrackMate 8: OverlapTracker.
 */
export function linkByOverlap(frames: readonly FrameOverlaps[], options: OverlapOptions): Edges {
  check(options);
  const start = new Int32Array(frames.length + 1);
  frames.forEach(({ objects }, t) => {
    start[t + 1] = start[t]! + objects.labels.length;
  });
  const links: Links = { source: [], target: [], outgoing: new Uint8Array(start.at(-1) ?? 0) };
  for (let t = 1; t < frames.length; t++) linkPair(frames[t]!, start[t - 1]!, start[t]!, options, links);
  if (options.gapClosing) closeGaps(frames, start, options.gapClosing, links);
  return sortedEdges(Uint32Array.from(links.source), Uint32Array.from(links.target));
}

interface Links {
  readonly source: number[];
  readonly target: number[];
  /** 1 where something comes from the object. */
  readonly outgoing: Uint8Array;
}

function check({ minIoU, divisionCover, mergeCover, gapClosing }: OverlapOptions): void {
  for (const fraction of [minIoU, divisionCover ?? 0, mergeCover ?? 0]) {
    if (!(fraction >= 0 && fraction <= 1)) throw new RangeError(`an overlap is ${fraction}, expected 0 to 1`);
  }
  if (gapClosing && !(gapClosing.maxDistance > 0 && gapClosing.maxFrameGap >= 1)) {
    throw new RangeError(
      `gap closing over ${gapClosing.maxDistance} px and ${gapClosing.maxFrameGap} frames: both must be above 0`,
    );
  }
}

function linkPair(frame: FrameOverlaps, base: number, targetBase: number, options: OverlapOptions, links: Links): void {
  const origin = bestOrigins(frame, options.minIoU);
  if (options.divisionCover !== null) addDaughters(frame, options.divisionCover, origin);
  const add = (from: number, to: number) => {
    links.source.push(base + from);
    links.target.push(targetBase + to);
    links.outgoing[base + from] = 1;
  };
  origin.forEach((from, to) => {
    if (from >= 0) add(from, to);
  });
  if (options.mergeCover !== null) {
    for (const [from, to] of findMerges(frame, options.mergeCover, origin)) add(from, to);
  }
}

/** For each object the place of its origin in the frame before, -1 for none. */
function bestOrigins(frame: FrameOverlaps, minIoU: number): Int32Array {
  const { previous, current, shared, size, previousSize } = frame;
  const origin = new Int32Array(size.length).fill(-1);
  const best = new Float64Array(size.length).fill(minIoU);
  for (let k = 0; k < shared.length; k++) {
    const to = current[k]!;
    const iou = shared[k]! / (previousSize[previous[k]!]! + size[to]! - shared[k]!);
    if (iou <= best[to]!) continue;
    best[to] = iou;
    origin[to] = previous[k]!;
  }
  return origin;
}

/** Gives two objects that both lie mostly in one of the frame before that origin. */
function addDaughters({ previous, current, shared, size }: FrameOverlaps, cover: number, origin: Int32Array): void {
  for (let from = 0; from < shared.length; ) {
    let to = from;
    let first = -1;
    let second = -1;
    for (; to < shared.length && previous[to] === previous[from]; to++) {
      if (shared[to]! < cover * size[current[to]!]!) continue;
      if (first < 0 || shared[to]! > shared[first]!) {
        second = first;
        first = to;
      } else if (second < 0 || shared[to]! > shared[second]!) second = to;
    }
    if (second >= 0) {
      for (const daughter of [current[first]!, current[second]!]) {
        if (origin[daughter]! < 0) origin[daughter] = previous[from]!;
      }
    }
    from = to;
  }
}

function findMerges(frame: FrameOverlaps, cover: number, origin: Int32Array): (readonly [number, number])[] {
  const { previous, current, shared, previousSize, size } = frame;
  const used = new Uint8Array(previousSize.length);
  for (const from of origin) if (from >= 0) used[from] = 1;
  const inside = new Uint32Array(size.length);
  const originInside = new Uint8Array(size.length);
  for (let k = 0; k < shared.length; k++) {
    if (shared[k]! < cover * previousSize[previous[k]!]!) continue;
    const to = current[k]!;
    if (origin[to] === previous[k]) originInside[to] = 1;
    else if (used[previous[k]!] === 0) inside[to] = inside[to]! + 1;
  }
  const merges: [number, number][] = [];
  for (let k = 0; k < shared.length; k++) {
    const to = current[k]!;
    if (used[previous[k]!] === 1 || shared[k]! < cover * previousSize[previous[k]!]!) continue;
    const joins = origin[to]! >= 0 ? originInside[to] === 1 : inside[to]! > 1;
    if (joins) merges.push([previous[k]!, to]);
  }
  return merges;
}

/** Assigns ends to starts over one frame more at a time, nearest frames first. */
function closeGaps(
  frames: readonly FrameOverlaps[],
  start: Int32Array,
  { maxDistance, maxFrameGap }: { readonly maxDistance: number; readonly maxFrameGap: number },
  links: Links,
): void {
  const incoming = new Uint8Array(links.outgoing.length);
  for (const to of links.target) incoming[to] = 1;
  const limit = (maxDistance * maxDistance) / 2;
  const gridOf = (t: number, taken: Uint8Array): PointGrid => {
    const free = Array.from(frames[t]!.objects.labels.keys()).filter((k) => taken[start[t]! + k] === 0);
    return pointGrid(frames[t]!.objects, maxDistance, Int32Array.from(free));
  };
  for (let gap = 1; gap <= Math.min(maxFrameGap, frames.length - 1); gap++) {
    for (let t = gap; t < frames.length; t++) {
      const ends = gridOf(t - gap, links.outgoing);
      const starts = gridOf(t, incoming);
      assignSparse(linkCandidates(ends, starts, maxDistance), limit, limit).forEach((column, row) => {
        if (column < 0) return;
        const from = start[t - gap]! + ends.order[row]!;
        const to = start[t]! + starts.order[column]!;
        links.source.push(from);
        links.target.push(to);
        links.outgoing[from] = 1;
        incoming[to] = 1;
      });
    }
  }
}
