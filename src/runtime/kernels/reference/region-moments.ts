import { portableAtan2 } from './portable-trig.ts';
import type { RegionCrop } from './region-crop.ts';

/**
 * Raw moments of an object: sums of row^p · column^q over its pixels, counted from the corner of its box.
 *
 * @param crop  the object.
 * @param raw   10 sums with powers (row, column) 00, 01, 02, 03, 10, 11, 12, 20, 21, 30; overwritten. Exact while they stay below 2^53.
 * @cost        O(box)
 * @source      skimage.measure.moments 0.19.3
 */
export function regionMoments(crop: RegionCrop, raw: Float64Array): void {
  const { height, stride, mask, first, last, filled } = crop;
  raw.fill(0);
  for (let y = 0; y < height; y++) {
    const s0 = filled[y]!;
    if (s0 === 0) continue;
    const begin = first[y]!;
    const end = last[y]!;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    if (end - begin + 1 === s0) {
      // A row without gaps, as nearly all are: sums of powers from 0 to end, less those to begin - 1.
      const above = (end * (end + 1)) / 2;
      const below = (begin * (begin - 1)) / 2;
      s1 = above - below;
      s2 = (above * (2 * end + 1) - below * (2 * begin - 1)) / 3;
      s3 = above * above - below * below;
    } else {
      const row = (y + 1) * stride + 1;
      for (let x = begin; x <= end; x++) {
        if (mask[row + x] === 0) continue;
        const square = x * x;
        s1 += x;
        s2 += square;
        s3 += square * x;
      }
    }
    const y2 = y * y;
    raw[0]! += s0;
    raw[1]! += s1;
    raw[2]! += s2;
    raw[3]! += s3;
    raw[4]! += y * s0;
    raw[5]! += y * s1;
    raw[6]! += y * s2;
    raw[7]! += y2 * s0;
    raw[8]! += y2 * s1;
    raw[9]! += y2 * y * s0;
  }
}

/**
 * Central moments from raw ones, in the same order.
 *
 * @param raw      as `regionMoments` gives them, area above 0.
 * @param central  overwritten; the first orders are exactly 0.
 * @source         Definition. Second orders are formed from whole numbers before dividing, so that symmetric objects
 *                 have exactly equal or zero moments.
 */
export function centralMoments(raw: Float64Array, central: Float64Array): void {
  const m00 = raw[0]!;
  const m01 = raw[1]!;
  const m02 = raw[2]!;
  const m10 = raw[4]!;
  const m11 = raw[5]!;
  const m20 = raw[7]!;
  const x = m01 / m00;
  const y = m10 / m00;
  central[0] = m00;
  central[1] = 0;
  central[2] = (m00 * m02 - m01 * m01) / m00;
  central[3] = raw[3]! - 3 * x * m02 + 2 * x * x * m01;
  central[4] = 0;
  central[5] = (m00 * m11 - m01 * m10) / m00;
  central[6] = raw[6]! - y * m02 - 2 * x * m11 + 2 * x * x * m10;
  central[7] = (m00 * m20 - m10 * m10) / m00;
  central[8] = raw[8]! - x * m20 - 2 * y * m11 + 2 * y * y * m01;
  central[9] = raw[9]! - 3 * y * m20 + 2 * y * y * m10;
}

/**
 * The ellipse with the object's second moments.
 *
 * @param central  central moments.
 * @param out      major axis, minor axis (px, full lengths), eccentricity, orientation; overwritten. Orientation is the
 *                 angle in rad, -π/2 … π/2, from the row axis (downwards) to the major axis, counter-clockwise as the
 *                 image is seen; π/4 where there is no longer axis.
 * @source         skimage.measure.regionprops 0.19.3, but for the sign at exactly ±π/4, which it has the wrong way round
 *                 (mended in its later versions)
 */
export function momentEllipse(central: Float64Array, out: Float64Array): void {
  const area = central[0]!;
  const a = central[2]! / area;
  const b = -central[5]! / area;
  const c = central[7]! / area;
  const half = (a - c) / 2;
  const root = Math.sqrt(half * half + b * b);
  const large = Math.max(0, (a + c) / 2 + root);
  const small = Math.max(0, (a + c) / 2 - root);
  out[0] = 4 * Math.sqrt(large);
  out[1] = 4 * Math.sqrt(small);
  out[2] = large === 0 ? 0 : Math.sqrt(1 - small / large);
  out[3] = a === c && b === 0 ? Math.PI / 4 : 0.5 * portableAtan2(-2 * b, c - a);
}

/**
 * Hu's seven moment invariants.
 *
 * @param central  central moments.
 * @param out      7 numbers; overwritten.
 * @source         doi:10.1109/TIT.1962.1057692; skimage.measure.moments_hu 0.19.3 on the normalised moments
 */
export function huMoments(central: Float64Array, out: Float64Array): void {
  const second = central[0]! * central[0]!;
  const third = second * Math.sqrt(central[0]!);
  const n02 = central[2]! / second;
  const n11 = central[5]! / second;
  const n20 = central[7]! / second;
  const n03 = central[3]! / third;
  const n12 = central[6]! / third;
  const n21 = central[8]! / third;
  const n30 = central[9]! / third;
  const p = n30 + n12;
  const q = n21 + n03;
  const u = n30 - 3 * n12;
  const v = 3 * n21 - n03;
  const pp = p * p;
  const qq = q * q;
  out[0] = n20 + n02;
  out[1] = (n20 - n02) * (n20 - n02) + 4 * n11 * n11;
  out[2] = u * u + v * v;
  out[3] = pp + qq;
  out[4] = u * p * (pp - 3 * qq) + v * q * (3 * pp - qq);
  out[5] = (n20 - n02) * (pp - qq) + 4 * n11 * p * q;
  out[6] = v * p * (pp - 3 * qq) - u * q * (3 * pp - qq);
}
