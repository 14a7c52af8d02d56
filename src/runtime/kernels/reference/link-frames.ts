import { assignSparse } from './assign-sparse.ts';
import { linkCandidates, type Penalty } from './link-candidates.ts';
import { type PointGrid, pointGrid } from './point-grid.ts';

/** Detections of all frames in one list, sorted by frame; positions in px (z too). */
export interface LinkPoints {
  readonly frame: Uint32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/**
 * Detections with at most one link forwards and one backwards each.
 * Nodes are numbered by frame, then by the order of the frame's grid, so that nothing depends on the order the
 * detections came in.
 */
export interface Chains {
  readonly grids: readonly PointGrid[];
  /** Frame t owns nodes `start[t]` up to `start[t + 1]`. */
  readonly start: Int32Array;
  readonly frame: Int32Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
  /** Index in the points that the node was made from. */
  readonly point: Int32Array;
  /** Next and previous node, -1 where there is none. */
  readonly next: Int32Array;
  readonly previous: Int32Array;
}

export interface FrameLinking {
  /** px, above 0. */
  readonly maxDistance: number;
  /** Price of a lone detection against the dearest link of the two frames, above 0; TrackMate: 1.05. */
  readonly alternativeCostFactor: number;
  readonly penalties: readonly Penalty[];
}

/**
 * Links each frame to the next so that the links cost least together, appearing and disappearing included.
 *
 * Links only go from frame t to t + 1: over a frame without detections there are none. Points with a coordinate that is
 * not finite are left out.
 *
 * @param points  sorted by frame.
 * @param frames  number of frames, above every `points.frame`.
 * @returns       new chains.
 * @throws RangeError if maxDistance or the factor is not above 0, or points are not sorted by frame.
 * @cost O(points + pairs within maxDistance): about 3 million points a second at 10,000 a frame and 1.3 pairs a point.
 * @source doi:10.1038/nmeth.1237 as in TrackMate 8 (SparseLAPFrameToFrameTracker): squared distances; a lone end costs
 *         the factor times the dearest candidate of the frame pair, two lone ends as much as one lone pair of them.
 */
export function linkFrames(points: LinkPoints, frames: number, options: FrameLinking): Chains {
  const { maxDistance, alternativeCostFactor, penalties } = options;
  if (!(alternativeCostFactor > 0)) {
    throw new RangeError(`the alternative cost factor is ${alternativeCostFactor}, expected a number above 0`);
  }
  const chains = unlinked(points, frames, maxDistance);
  for (let t = 1; t < frames; t++) {
    const source = chains.grids[t - 1]!;
    const target = chains.grids[t]!;
    if (source.order.length === 0 || target.order.length === 0) continue;
    const candidates = linkCandidates(source, target, maxDistance, penalties);
    let dearest = 0;
    for (let e = 0; e < candidates.count; e++) dearest = Math.max(dearest, candidates.cost[e]!);
    // Where all candidates cost 0 any price above 0 links them all.
    const price = (dearest > 0 ? dearest * alternativeCostFactor : 1) / 2;
    const columnOf = assignSparse(candidates, price, price);
    const base = chains.start[t - 1]!;
    const targetBase = chains.start[t]!;
    for (let row = 0; row < columnOf.length; row++) {
      const column = columnOf[row]!;
      if (column < 0) continue;
      chains.next[base + row] = targetBase + column;
      chains.previous[targetBase + column] = base + row;
    }
  }
  return chains;
}

function unlinked(points: LinkPoints, frames: number, reach: number): Chains {
  const count = points.frame.length;
  const grids: PointGrid[] = [];
  const start = new Int32Array(frames + 1);
  let at = 0;
  for (let t = 0; t < frames; t++) {
    const first = at;
    while (at < count && points.frame[at] === t) at++;
    const members = new Int32Array(at - first);
    for (let k = 0; k < members.length; k++) members[k] = first + k;
    const grid = pointGrid(points, reach, members);
    grids.push(grid);
    start[t + 1] = start[t]! + grid.order.length;
  }
  if (at < count) {
    throw new RangeError(
      `point ${at} is in frame ${points.frame[at]}, expected frames from 0 to ${frames - 1}, sorted: sort the points by frame`,
    );
  }
  const nodes = start[frames]!;
  const chains = {
    grids,
    start,
    frame: new Int32Array(nodes),
    x: new Float64Array(nodes),
    y: new Float64Array(nodes),
    z: new Float64Array(nodes),
    point: new Int32Array(nodes),
    next: new Int32Array(nodes).fill(-1),
    previous: new Int32Array(nodes).fill(-1),
  };
  for (let t = 0; t < frames; t++) {
    const grid = grids[t]!;
    chains.frame.fill(t, start[t]!, start[t + 1]!);
    chains.x.set(grid.x, start[t]!);
    chains.y.set(grid.y, start[t]!);
    chains.z.set(grid.z, start[t]!);
    chains.point.set(grid.order, start[t]!);
  }
  return chains;
}
