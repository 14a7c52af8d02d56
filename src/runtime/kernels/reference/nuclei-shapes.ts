import { activityOf, type Nucleus, stageOf } from './nuclei-world.ts';
import { Random } from './random.ts';

/**
 * What is drawn of one nucleus in one frame, one row of numbers; positions in px of the camera, z in planes.
 * The outline is an ellipse bent by its third and fourth harmonic: q(u, v) = u² + v² + w² - bend(u, v) is 1 on it, where
 * u and v run along the axes and w along z, in units of the semi-axes.
 */
export const row = {
  x: 0,
  y: 1,
  z: 2,
  axisX: 3,
  axisY: 4,
  semiLong: 5,
  semiShort: 6,
  brightness: 7,
  activity: 8,
  cycle: 9,
  id: 10,
  label: 11,
};
export const rowLength = 12;

/** What stays the same of a nucleus all its life: harmonics, nucleoli, where its texture begins. */
export const look = { cos3: 0, sin3: 1, cos4: 2, sin4: 3, textureX: 4, textureY: 5, nucleoli: 6, first: 7 };
/** Per nucleolus: u, v, 1 / radius², depth; four of them at most. */
export const nucleolusLength = 4;
export const lookLength = 7 + 4 * nucleolusLength;

/** Farthest q = 1 lies from the centre, in semi-axes: the harmonics are bounded. */
export const bulge = 1.15;
/** Axial semi-axis in planes per px of radius: nuclei 2.5 planes thick to each side at rest. */
const flatness = 0.3;

/** Writes the row of `cell`, whose shift on the camera is (dx, dy), at `offset`. */
export function writeRow(
  rows: Float64Array,
  offset: number,
  cell: Nucleus,
  dx: number,
  dy: number,
  division: boolean,
): void {
  const stage = stageOf(cell, division);
  const radius = cell.radius * stage.radius;
  const stretch = Math.sqrt(cell.elongation * stage.elongation);
  rows[offset + row.x] = cell.x + dx;
  rows[offset + row.y] = cell.y + dy;
  rows[offset + row.z] = cell.z;
  rows[offset + row.axisX] = cell.axisX;
  rows[offset + row.axisY] = cell.axisY;
  rows[offset + row.semiLong] = radius * stretch;
  rows[offset + row.semiShort] = radius / stretch;
  rows[offset + row.brightness] = cell.brightness * stage.brightness;
  rows[offset + row.activity] = activityOf(cell);
  rows[offset + row.cycle] = Math.min(cell.age / cell.cycle, 1);
  rows[offset + row.id] = cell.id;
  rows[offset + row.label] = 0;
}

/** The looks of nuclei 0 … count - 1; each depends on seed and id only. */
export function looksOf(seed: number, count: number): Float64Array {
  const looks = new Float64Array(count * lookLength);
  for (let id = 0; id < count; id++) writeLook(looks, id * lookLength, new Random(seed, 3, id));
  return looks;
}

function writeLook(looks: Float64Array, at: number, random: Random): void {
  for (const harmonic of [look.cos3, look.sin3, look.cos4, look.sin4]) {
    looks[at + harmonic] = Math.min(Math.max(0.04 * random.normal(), -0.06), 0.06);
  }
  looks[at + look.textureX] = random.between(0, 64);
  looks[at + look.textureY] = random.between(0, 64);
  const count = 2 + ((random.bits() >>> 8) % 3);
  looks[at + look.nucleoli] = count;
  for (let k = 0; k < count; k++) {
    const first = at + look.first + k * nucleolusLength;
    const radius = random.between(0.22, 0.36);
    looks[first] = random.between(-0.5, 0.5);
    looks[first + 1] = random.between(-0.5, 0.5);
    looks[first + 2] = 1 / (radius * radius);
    looks[first + 3] = random.between(0.3, 0.6);
  }
}

/** Where and how large a nucleus is in one plane: u = dx · ux + dy · uy, v = dx · vx + dy · vy, q = u² + v² + w2 - bend. */
export interface Place {
  readonly cx: number;
  readonly cy: number;
  readonly ux: number;
  readonly uy: number;
  readonly vx: number;
  readonly vy: number;
  /** Square of the distance along z, in axial semi-axes; 0 in a movie of one plane. */
  readonly w2: number;
  /** Geometric mean of the semi-axes, px. */
  readonly radius: number;
  /** Half the extent of the ellipse along x and y, px. */
  readonly halfX: number;
  readonly halfY: number;
}

export function placeOf(rows: Float64Array, at: number, z: number, planes: number): Place {
  const long = rows[at + row.semiLong]!;
  const short = rows[at + row.semiShort]!;
  const ax = rows[at + row.axisX]!;
  const ay = rows[at + row.axisY]!;
  const radius = Math.sqrt(long * short);
  const w = planes > 1 ? (z - rows[at + row.z]!) / (flatness * radius) : 0;
  return {
    cx: rows[at + row.x]!,
    cy: rows[at + row.y]!,
    ux: ax / long,
    uy: ay / long,
    vx: -ay / short,
    vy: ax / short,
    w2: w * w,
    radius,
    halfX: Math.sqrt(long * long * ax * ax + short * short * ay * ay),
    halfY: Math.sqrt(long * long * ay * ay + short * short * ax * ax),
  };
}

/** How far the harmonics bend the outline at (u, v); they fade outside, where the soft edge is drawn. */
export function bend(u: number, v: number, cos3: number, sin3: number, cos4: number, sin4: number): number {
  const uu = u * u;
  const vv = v * v;
  const plain = uu + vv;
  const third = cos3 * u * (uu - 3 * vv) + sin3 * v * (3 * uu - vv);
  const fourth = cos4 * (uu * uu - 6 * uu * vv + vv * vv) + sin4 * 4 * u * v * (uu - vv);
  const full = third + fourth;
  return plain <= bulge * bulge ? full : (full * bulge * bulge * bulge * bulge) / (plain * plain);
}

/** Who owns each pixel of a plane: the row index of the nucleus deepest inside whose outline it lies, -1 where none. */
export interface Owners {
  readonly owner: Int32Array;
  /** q of that nucleus there; 1 where none. */
  readonly depth: Float32Array;
}

/**
 * Finds the owner of each pixel of plane z.
 *
 * @param rows     rows of one frame, `rowLength` numbers each.
 * @param planes   planes of the movie; with 1 nuclei are flat.
 * @param out      width · height each; overwritten. On equal q the earlier row wins.
 * @cost           about 4 ns per pixel of the nuclei's boxes.
 */
export function findOwners(
  rows: Float64Array,
  looks: Float64Array,
  width: number,
  height: number,
  z: number,
  planes: number,
  out: Owners,
): void {
  const { owner, depth } = out;
  owner.fill(-1);
  depth.fill(1);
  const count = rows.length / rowLength;
  for (let k = 0; k < count; k++) {
    const at = k * rowLength;
    const { cx, cy, ux, uy, vx, vy, w2 } = placeOf(rows, at, z, planes);
    const farthest = bulge * bulge - w2;
    if (farthest <= 0) continue;
    const its = rows[at + row.id]! * lookLength;
    const cos3 = looks[its + look.cos3]!;
    const sin3 = looks[its + look.sin3]!;
    const cos4 = looks[its + look.cos4]!;
    const sin4 = looks[its + look.sin4]!;
    // u² + v² = xx dx² + 2 xy dx dy + yy dy²: each line of the ellipse has one stretch of pixels.
    const xx = ux * ux + vx * vx;
    const xy = ux * uy + vx * vy;
    const yy = uy * uy + vy * vy;
    const half = Math.sqrt(farthest / (yy - (xy * xy) / xx));
    const y0 = Math.max(Math.ceil(cy - half), 0);
    const y1 = Math.min(Math.floor(cy + half), height - 1);
    for (let y = y0; y <= y1; y++) {
      const dy = y - cy;
      const middle = (-xy * dy) / xx;
      const reach = Math.sqrt(Math.max(middle * middle + (farthest - yy * dy * dy) / xx, 0));
      const x1 = Math.min(Math.floor(cx + middle + reach), width - 1);
      for (let x = Math.max(Math.ceil(cx + middle - reach), 0); x <= x1; x++) {
        const dx = x - cx;
        const u = dx * ux + dy * uy;
        const v = dx * vx + dy * vy;
        const q = u * u + v * v + w2 - bend(u, v, cos3, sin3, cos4, sin4);
        const i = y * width + x;
        if (q < depth[i]!) {
          depth[i] = q;
          owner[i] = k;
        }
      }
    }
  }
}
