/** Points sorted into square cells; places are positions in the sorted order. */
export interface PointGrid {
  readonly cell: number;
  readonly left: number;
  readonly top: number;
  readonly columns: number;
  readonly rows: number;
  /** Cell c = row · columns + column owns places `cellStart[c]` up to `cellStart[c + 1]`. */
  readonly cellStart: Int32Array;
  /** Index of the point at each place. */
  readonly order: Int32Array;
  /** Coordinates by place. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/**
 * Sorts points into a uniform grid, so that all points within `reach` of a place lie in 3 × 3 cells around it.
 *
 * The order depends on the points alone, not on the order they come in: by cell, then y, x, z (equal points keep their
 * order).
 *
 * @param points  coordinates of one length, any unit; a point with a NaN or infinite coordinate is left out.
 * @param members indices of the points to sort in; all where left out.
 * @param reach   search radius in the same unit, above 0. Cells are this wide, or wider where points are sparse: there
 *                are never more than about two cells a point.
 * @throws RangeError if reach is not above 0.
 * @cost O(points) time and memory while few points share a cell.
 */
export function pointGrid(
  points: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array },
  reach: number,
  members?: Int32Array,
): PointGrid {
  if (!(reach > 0)) throw new RangeError(`the search radius is ${reach}, expected a number above 0`);
  const all = points.x.length;
  const given = members ? members.length : all;
  const kept = new Int32Array(given);
  let count = 0;
  let left = Number.POSITIVE_INFINITY;
  let right = Number.NEGATIVE_INFINITY;
  let top = Number.POSITIVE_INFINITY;
  let bottom = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < given; k++) {
    const i = members ? members[k]! : k;
    const x = points.x[i]!;
    const y = points.y[i]!;
    if (!Number.isFinite(x + y + points.z[i]!)) continue;
    kept[count++] = i;
    if (x < left) left = x;
    if (x > right) right = x;
    if (y < top) top = y;
    if (y > bottom) bottom = y;
  }
  if (count === 0) left = right = top = bottom = 0;
  // A hair wider than the radius: rounding must not put a neighbour two cells away.
  const cell = Math.max(
    reach * (1 + 1e-9),
    Math.sqrt(((right - left) * (bottom - top)) / (2 * count + 1)),
    extentFloor(right - left, bottom - top, count),
  );
  const columns = Math.floor((right - left) / cell) + 1;
  const rows = Math.floor((bottom - top) / cell) + 1;
  return fill(points, kept.subarray(0, count), { cell, left, top, columns, rows });
}

/** Keeps a long thin field from having more than about two cells a point. */
const extentFloor = (width: number, height: number, count: number) => Math.max(width, height) / (2 * count + 1);

function fill(
  points: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array },
  kept: Int32Array,
  frame: {
    readonly cell: number;
    readonly left: number;
    readonly top: number;
    readonly columns: number;
    readonly rows: number;
  },
): PointGrid {
  const count = kept.length;
  const { cell, left, top, columns, rows } = frame;
  const cellStart = new Int32Array(columns * rows + 1);
  const cellOf = new Int32Array(count);
  for (let k = 0; k < count; k++) {
    const i = kept[k]!;
    const c = Math.floor((points.y[i]! - top) / cell) * columns + Math.floor((points.x[i]! - left) / cell);
    cellOf[k] = c;
    cellStart[c + 1] = cellStart[c + 1]! + 1;
  }
  for (let c = 0; c < columns * rows; c++) cellStart[c + 1] = cellStart[c + 1]! + cellStart[c]!;
  const x = new Float64Array(count);
  const y = new Float64Array(count);
  const z = new Float64Array(count);
  const order = new Int32Array(count);
  const filled = new Int32Array(columns * rows);
  for (let k = 0; k < count; k++) {
    const i = kept[k]!;
    const c = cellOf[k]!;
    const px = points.x[i]!;
    const py = points.y[i]!;
    const pz = points.z[i]!;
    const first = cellStart[c]!;
    let place = first + filled[c]!;
    filled[c] = filled[c]! + 1;
    while (place > first && after(y[place - 1]!, x[place - 1]!, z[place - 1]!, py, px, pz)) {
      x[place] = x[place - 1]!;
      y[place] = y[place - 1]!;
      z[place] = z[place - 1]!;
      order[place] = order[place - 1]!;
      place--;
    }
    x[place] = px;
    y[place] = py;
    z[place] = pz;
    order[place] = i;
  }
  return { cell, left, top, columns, rows, cellStart, order, x, y, z };
}

const after = (y0: number, x0: number, z0: number, y1: number, x1: number, z1: number) =>
  y0 > y1 || (y0 === y1 && (x0 > x1 || (x0 === x1 && z0 > z1)));

/**
 * The places of a grid within a radius of a position, in the order of the grid.
 *
 * @param out  receives the places; as long as there are points is always enough.
 * @returns    how many there are; points at exactly the radius count.
 * @cost O(points in the cells that the circle touches).
 */
export function placesWithin(
  grid: PointGrid,
  x: number,
  y: number,
  z: number,
  radius: number,
  out: Int32Array,
): number {
  const x0 = Math.max(0, Math.floor((x - radius - grid.left) / grid.cell));
  const x1 = Math.min(grid.columns - 1, Math.floor((x + radius - grid.left) / grid.cell));
  const y0 = Math.max(0, Math.floor((y - radius - grid.top) / grid.cell));
  const y1 = Math.min(grid.rows - 1, Math.floor((y + radius - grid.top) / grid.cell));
  if (x0 > x1) return 0;
  const limit = radius * radius;
  let count = 0;
  for (let row = y0; row <= y1; row++) {
    const stop = grid.cellStart[row * grid.columns + x1 + 1]!;
    for (let at = grid.cellStart[row * grid.columns + x0]!; at < stop; at++) {
      const dx = grid.x[at]! - x;
      const dy = grid.y[at]! - y;
      const dz = grid.z[at]! - z;
      if (dx * dx + dy * dy + dz * dz <= limit) out[count++] = at;
    }
  }
  return count;
}
