import type { SparseCosts } from './assign-sparse.ts';
import type { PointGrid } from './point-grid.ts';

/** Above this many pairs between two frames (some 600 MB) the distance is a mistake, not a search radius. */
const mostPairs = 50_000_000;

const tooManyPairs = (distance: number) =>
  new RangeError(
    `within a distance of ${distance} px there are more than ${mostPairs} pairs between two frames: link within a shorter distance`,
  );

/** The pairs of two grids that are near enough; rows and columns are places in `source` and `target`. */
export interface Candidates extends SparseCosts {
  readonly count: number;
}

/**
 * The pairs of points of two grids whose linking cost lies below the square of the largest distance.
 *
 * The cost is the squared distance times the square of a penalty of at least 1:
 * 1 + Σ weight · 1.5 · |a - b| / |(a + b) / 2| over the penalised features; a NaN feature adds nothing, and where the
 * two sum to 0 it adds nothing if both are 0.
 *
 * @param source, target  grids whose cells are at least `maxDistance` wide (`pointGrid(points, maxDistance)`).
 * @param maxDistance     above 0, in the unit of the coordinates; a pair at exactly this distance is not linked.
 * @param penalties       features by point index (not by place); none where left out.
 * @returns               rows in the order of the source's places, entries in the order of the target's cells.
 * @throws RangeError if the target's cells are narrower than maxDistance, or there are more than 50 million pairs.
 * @cost O(points + pairs) time.
 * @source TrackMate 8: FeaturePenaltyCostFunction and Spot.normalizeDiffTo (formulas).
 */
export function linkCandidates(
  source: PointGrid,
  target: PointGrid,
  maxDistance: number,
  penalties: readonly Penalty[] = [],
): Candidates {
  if (target.cell < maxDistance) {
    throw new RangeError(`grid cells are ${target.cell} wide, expected at least the largest distance, ${maxDistance}`);
  }
  const rows = source.order.length;
  const rowStart = new Int32Array(rows + 1);
  let column = new Int32Array(2 * rows + 16);
  let cost = new Float64Array(column.length);
  let count = 0;
  const limit = maxDistance * maxDistance;
  const { cell, left, top, columns, cellStart, x, y, z } = target;
  const lastColumn = columns - 1;
  const lastRow = target.rows - 1;
  for (let row = 0; row < rows; row++) {
    const px = source.x[row]!;
    const py = source.y[row]!;
    const pz = source.z[row]!;
    const cx = Math.floor((px - left) / cell);
    const cy = Math.floor((py - top) / cell);
    const x0 = cx > 1 ? cx - 1 : 0;
    const x1 = cx < lastColumn ? cx + 1 : lastColumn;
    const y1 = cy < lastRow ? cy + 1 : lastRow;
    if (x0 <= x1) {
      for (let r = cy > 1 ? cy - 1 : 0; r <= y1; r++) {
        const stop = cellStart[r * columns + x1 + 1]!;
        for (let at = cellStart[r * columns + x0]!; at < stop; at++) {
          const dx = x[at]! - px;
          const dy = y[at]! - py;
          const dz = z[at]! - pz;
          let c = dx * dx + dy * dy + dz * dz;
          if (c >= limit) continue;
          if (penalties.length > 0) {
            c *= penaltyOf(penalties, source.order[row]!, target.order[at]!);
            if (c >= limit) continue;
          }
          if (count === column.length) {
            if (count >= mostPairs) throw tooManyPairs(maxDistance);
            column = grown(column, new Int32Array(2 * count));
            cost = grown(cost, new Float64Array(2 * count));
          }
          column[count] = at;
          cost[count++] = c;
        }
      }
    }
    rowStart[row + 1] = count;
  }
  return { columns: target.order.length, rowStart, column, cost: cost.subarray(0, count), count };
}

/** A feature whose difference makes a link dearer; its values by point index. */
export interface Penalty {
  readonly weight: number;
  readonly values: Float64Array;
}

/** What the features multiply the squared distance of points `a` and `b` by: the square of the penalty factor. */
export function penaltyOf(penalties: readonly Penalty[], a: number, b: number): number {
  let factor = 1;
  for (let k = 0; k < penalties.length; k++) {
    const one = penalties[k]!;
    const from = one.values[a]!;
    const to = one.values[b]!;
    if (from === -to) continue;
    const difference = Math.abs((from - to) / ((from + to) / 2));
    if (!Number.isNaN(difference)) factor += one.weight * 1.5 * difference;
  }
  return factor * factor;
}

function grown<A extends Int32Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}
