import type { Pixels, Plane } from '../../data/frame.ts';

/**
 * Threshold of each pixel from the mean m and the standard deviation s of a square around it: m · (1 + k · (s / range - 1)).
 *
 * @param plane   not modified; NaN and infinite pixels are left out of mean and deviation.
 * @param window  width of the square in px, odd, 3 or more; the plane is mirrored about its edge pixels.
 * @param k       weight of the deviation, usually 0.2 to 0.5.
 * @param range   the deviation that counts as full contrast, above 0: half the grey range in Sauvola's paper.
 * @returns       a new plane of thresholds, NaN where no pixel of the square is finite.
 * @throws RangeError on an even or too small window, or a range that is not above 0.
 * @cost          O(pixels)
 * @source        skimage.filters.threshold_sauvola 0.19.3 (range = 1 for float images): differs by at most 1e-5 relative.
 *                Sauvola & Pietikäinen 2000, doi:10.1016/S0031-3203(99)00055-2
 */
export function sauvolaThreshold(plane: Plane<Pixels>, window: number, k: number, range: number): Plane<Float32Array> {
  const { width, height, data } = plane;
  if (!Number.isInteger(window) || window < 3 || window % 2 === 0) {
    throw new RangeError(`window is ${window} px, expected an odd number from 3`);
  }
  if (!(range > 0)) throw new RangeError(`range is ${range} grey values, expected above 0`);
  const reach = window >> 1;
  const columns = mirrorIndex(width, reach);
  const rows = mirrorIndex(height, reach);
  const counts = new Float64Array(columns.length);
  const sums = new Float64Array(columns.length);
  const squares = new Float64Array(columns.length);
  const out = new Float32Array(data.length);
  for (let i = 0; i < window; i++) addRow(data, rows[i]! * width, columns, 1, counts, sums, squares);
  for (let y = 0; y < height; y++) {
    if (y > 0) {
      addRow(data, rows[y + window - 1]! * width, columns, 1, counts, sums, squares);
      addRow(data, rows[y - 1]! * width, columns, -1, counts, sums, squares);
    }
    let count = 0;
    let sum = 0;
    let square = 0;
    for (let i = 0; i < window - 1; i++) {
      count += counts[i]!;
      sum += sums[i]!;
      square += squares[i]!;
    }
    for (let x = 0; x < width; x++) {
      count += counts[x + window - 1]!;
      sum += sums[x + window - 1]!;
      square += squares[x + window - 1]!;
      const mean = sum / count;
      const deviation = Math.sqrt(Math.max(0, square / count - mean * mean));
      out[y * width + x] = mean * (1 + k * (deviation / range - 1));
      count -= counts[x]!;
      sum -= sums[x]!;
      square -= squares[x]!;
    }
  }
  return { width, height, data: out };
}

function addRow(
  data: Pixels,
  start: number,
  columns: Int32Array,
  sign: number,
  counts: Float64Array,
  sums: Float64Array,
  squares: Float64Array,
): void {
  for (let i = 0; i < columns.length; i++) {
    const v = data[start + columns[i]!]!;
    if (!Number.isFinite(v)) continue;
    counts[i] = counts[i]! + sign;
    sums[i] = sums[i]! + sign * v;
    squares[i] = squares[i]! + sign * v * v;
  }
}

/** Indices of a row of n mirrored about its first and last pixel, `reach` beyond both ends. */
function mirrorIndex(n: number, reach: number): Int32Array {
  return Int32Array.from({ length: n + 2 * reach }, (_, i) => {
    let k = i - reach;
    while (k < 0 || k >= n) k = n === 1 ? 0 : k < 0 ? -k : 2 * n - 2 - k;
    return k;
  });
}
