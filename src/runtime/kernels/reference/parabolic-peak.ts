import type { Frame } from '../../data/frame.ts';

const moves = 10;
const tolerance = 0.01;

/**
 * Top of the parabola through a peak and its neighbours, with its mixed terms; where the top is more than half a pixel away
 * the fit moves on to the next pixel, up to ten times.
 *
 * @param frame  response; not modified.
 * @param index  pixel of the peak.
 * @param out    x, y, z; z in planes. The pixel itself where the fit doesn't settle, comes to the outermost pixels, or meets
 *               NaN.
 * @cost         O(1)
 * @source       Brown, Lowe (2002), doi:10.5244/C.16.23, as ImgLib2's SubpixelLocalization has it with TrackMate's settings:
 *               10 moves, half a pixel and 0.01 px more after each.
 */
export function parabolicPeak(frame: Frame<Float32Array>, index: number, out: Float64Array): void {
  const { width, height, depth, data } = frame;
  const size = width * height;
  let x = index % width;
  let y = Math.floor(index / width) % height;
  let z = Math.floor(index / size);
  out[0] = x;
  out[1] = y;
  out[2] = z;
  const isDeep = depth > 1;
  const offset = new Float64Array(3);
  for (let move = 0; move < moves; move++) {
    if (x < 1 || y < 1 || x > width - 2 || y > height - 2 || (isDeep && (z < 1 || z > depth - 2))) return;
    const at = z * size + y * width + x;
    if (isDeep) topOfSolid(data, at, width, size, offset);
    else topOfPlane(data, at, width, offset);
    const [dx = 0, dy = 0, dz = 0] = offset;
    const limit = 0.5 + move * tolerance;
    const far = Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz));
    if (!(far < Number.POSITIVE_INFINITY)) return;
    if (far <= limit) {
      out[0] = x + dx;
      out[1] = y + dy;
      out[2] = z + dz;
      return;
    }
    if (Math.abs(dx) > limit) x += Math.sign(dx);
    if (Math.abs(dy) > limit) y += Math.sign(dy);
    if (Math.abs(dz) > limit) z += Math.sign(dz);
  }
}

/** Offset of the top of the parabola in x and y; 0 where it has none. */
function topOfPlane(data: Float32Array, at: number, width: number, offset: Float64Array): void {
  const centre = data[at]!;
  const gx = (data[at + 1]! - data[at - 1]!) / 2;
  const gy = (data[at + width]! - data[at - width]!) / 2;
  const xx = data[at + 1]! - 2 * centre + data[at - 1]!;
  const yy = data[at + width]! - 2 * centre + data[at - width]!;
  const xy = mixed(data, at, 1, width);
  const determinant = xx * yy - xy * xy;
  offset[0] = determinant === 0 ? 0 : (xy * gy - yy * gx) / determinant;
  offset[1] = determinant === 0 ? 0 : (xy * gx - xx * gy) / determinant;
  offset[2] = 0;
}

function topOfSolid(data: Float32Array, at: number, width: number, size: number, offset: Float64Array): void {
  const centre = data[at]!;
  const gx = (data[at + 1]! - data[at - 1]!) / 2;
  const gy = (data[at + width]! - data[at - width]!) / 2;
  const gz = (data[at + size]! - data[at - size]!) / 2;
  const xx = data[at + 1]! - 2 * centre + data[at - 1]!;
  const yy = data[at + width]! - 2 * centre + data[at - width]!;
  const zz = data[at + size]! - 2 * centre + data[at - size]!;
  const xy = mixed(data, at, 1, width);
  const xz = mixed(data, at, 1, size);
  const yz = mixed(data, at, width, size);
  // Cofactors of the symmetric matrix.
  const a = yy * zz - yz * yz;
  const b = xz * yz - xy * zz;
  const c = xy * yz - xz * yy;
  const d = xx * zz - xz * xz;
  const e = xy * xz - xx * yz;
  const f = xx * yy - xy * xy;
  const determinant = xx * a + xy * b + xz * c;
  offset[0] = determinant === 0 ? 0 : -(a * gx + b * gy + c * gz) / determinant;
  offset[1] = determinant === 0 ? 0 : -(b * gx + d * gy + e * gz) / determinant;
  offset[2] = determinant === 0 ? 0 : -(c * gx + e * gy + f * gz) / determinant;
}

/** Mixed second derivative along two steps. */
function mixed(data: Float32Array, at: number, one: number, other: number): number {
  return (data[at + one + other]! - data[at - one + other]! - data[at + one - other]! + data[at - one - other]!) / 4;
}
