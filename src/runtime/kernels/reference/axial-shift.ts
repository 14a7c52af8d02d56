import type { Plane } from '../../data/frame.ts';

/**
 * How many planes the content of a volume has moved along z, by two of its views from the side.
 *
 * For each whole shift the rows that overlap are compared by their correlation coefficient, so that what enters at the
 * first or leaves at the last plane does not hold the result; a parabola through the best three gives the part of a plane.
 *
 * @param reference  depth rows of one width, one row a plane; not modified.
 * @param moving     the same of the other volume.
 * @param dx         px that the content has moved along x in between.
 * @returns          planes, within half of the depth; what is in row z of the reference is in row z + dz. 0 where nothing
 *                   correlates, as in constant views, and for less than three planes.
 * @throws RangeError where the views differ in size.
 * @cost             O(width · depth²)
 */
export function axialShift(reference: Plane<Float32Array>, moving: Plane<Float32Array>, dx: number): number {
  const { width, height: depth } = reference;
  if (moving.width !== width || moving.height !== depth) {
    throw new RangeError(
      `a view of ${width} × ${depth} can't be compared with one of ${moving.width} × ${moving.height}`,
    );
  }
  if (depth < 3) return 0;
  const aligned = movedRows(moving, -dx, 0);
  const reach = depth >> 1;
  const similar = new Float64Array(2 * reach + 1);
  let best = -1;
  for (let k = 0; k < similar.length; k++) {
    similar[k] = overlapCorrelation(reference, aligned, k - reach);
    if (similar[k]! > (best < 0 ? 0 : similar[best]!)) best = k;
  }
  if (best < 0) return 0;
  if (best === 0 || best === similar.length - 1) return best - reach;
  const before = similar[best - 1]!;
  const after = similar[best + 1]!;
  const bend = before - 2 * similar[best]! + after;
  return best - reach + (bend < 0 ? (before - after) / (2 * bend) : 0);
}

/**
 * The content of a view moved by (dx, dz), linearly interpolated; NaN where it would come from outside.
 *
 * @param view  rows of one width; not modified.
 */
export function movedRows(view: Plane<Float32Array>, dx: number, dz: number): Plane<Float32Array> {
  const { width, height, data } = view;
  const out = new Float32Array(data.length).fill(Number.NaN);
  const stepX = Math.floor(-dx);
  const partX = -dx - stepX;
  const stepZ = Math.floor(-dz);
  const partZ = -dz - stepZ;
  // A whole shift needs no second row or column, which may lie outside.
  const right = partX > 0 ? 1 : 0;
  const below = partZ > 0 ? 1 : 0;
  for (let z = Math.max(0, -stepZ); z < Math.min(height, height - stepZ - below); z++) {
    for (let x = Math.max(0, -stepX); x < Math.min(width, width - stepX - right); x++) {
      const at = (z + stepZ) * width + x + stepX;
      const top = data[at]! + (data[at + right]! - data[at]!) * partX;
      const next = at + below * width;
      const bottom = data[next]! + (data[next + right]! - data[next]!) * partX;
      out[z * width + x] = top + (bottom - top) * partZ;
    }
  }
  return { width, height, data: out };
}

/** Correlation coefficient of a(x, z) and b(x, z + dz) where both are numbers; 0 where either is constant. */
function overlapCorrelation(a: Plane<Float32Array>, b: Plane<Float32Array>, dz: number): number {
  const { width, height } = a;
  let n = 0;
  let sumA = 0;
  let sumB = 0;
  let sumAA = 0;
  let sumBB = 0;
  let sumAB = 0;
  for (let z = Math.max(0, -dz); z < Math.min(height, height - dz); z++) {
    for (let x = 0; x < width; x++) {
      const p = a.data[z * width + x]!;
      const q = b.data[(z + dz) * width + x]!;
      if (p - p !== 0 || q - q !== 0) continue;
      n++;
      sumA += p;
      sumB += q;
      sumAA += p * p;
      sumBB += q * q;
      sumAB += p * q;
    }
  }
  const spread = (sumAA - (sumA * sumA) / n) * (sumBB - (sumB * sumB) / n);
  return n > 1 && spread > 1e-12 * sumAA * sumBB ? (sumAB - (sumA * sumB) / n) / Math.sqrt(spread) : 0;
}
