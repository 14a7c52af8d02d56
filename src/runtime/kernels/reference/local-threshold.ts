import type { Pixels, Plane } from '../../data/frame.ts';
import { gaussianWeights } from './gaussian.ts';

/**
 * Threshold of each pixel: the Gaussian-weighted mean of its neighbourhood less an offset.
 *
 * @param plane   not modified; a NaN pixel makes its whole neighbourhood NaN, which nothing is above.
 * @param block   width of the neighbourhood in px, 3 or more; sigma is (block - 1) / 6, cut at 4 sigma, edges mirrored.
 * @param offset  grey values taken off.
 * @returns       a new plane of thresholds.
 * @throws RangeError where block is under 3.
 * @cost          O(pixels · block)
 * @source        skimage.filters.threshold_local(method="gaussian") 0.19.3: differs by at most 1e-6 relative.
 */
export function localThreshold(plane: Plane<Pixels>, block: number, offset: number): Plane<Float32Array> {
  if (!(block >= 3)) throw new RangeError(`block is ${block} px, expected 3 or more`);
  const { width, height, data } = plane;
  const weights = gaussianWeights((block - 1) / 6, Number.POSITIVE_INFINITY);
  const reach = weights.length - 1;
  const rows = new Float64Array(data.length);
  const columns = Int32Array.from({ length: width + 2 * reach }, (_, i) => mirrored(i - reach, width));
  const row = new Float64Array(columns.length);
  for (let y = 0; y < height; y++) {
    for (let i = 0; i < columns.length; i++) row[i] = data[y * width + columns[i]!]!;
    for (let x = 0; x < width; x++) {
      let sum = weights[0]! * row[x + reach]!;
      for (let k = 1; k <= reach; k++) sum += weights[k]! * (row[x + reach - k]! + row[x + reach + k]!);
      rows[y * width + x] = sum;
    }
  }
  const sums = new Float64Array(width);
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) sums[x] = weights[0]! * rows[y * width + x]!;
    for (let k = 1; k <= reach; k++) {
      const above = mirrored(y - k, height) * width;
      const below = mirrored(y + k, height) * width;
      const weight = weights[k]!;
      for (let x = 0; x < width; x++) sums[x] = sums[x]! + weight * (rows[above + x]! + rows[below + x]!);
    }
    for (let x = 0; x < width; x++) out[y * width + x] = sums[x]! - offset;
  }
  return { width, height, data: out };
}

/** Index that i falls on when the edge pixel is repeated once and the row then runs backwards. */
function mirrored(i: number, n: number): number {
  let k = i;
  while (k < 0 || k >= n) k = k < 0 ? -k - 1 : 2 * n - 1 - k;
  return k;
}
