import { borrow, giveBack } from './work-memory.ts';

/**
 * Grows labels into the background by a distance, without changing or joining them.
 *
 * @param labels    height × width, 0 is background; not modified.
 * @param distance  px, Euclidean, 0 or more; Infinity gives every pixel the label nearest to it.
 * @returns         new labels; a pixel equally far from several takes the one with the lowest x, then the lowest y.
 * @throws RangeError where the distance is negative or not a number, or the sizes do not agree.
 * @cost            O(pixels) for any distance.
 * @source          skimage.segmentation.expand_labels 0.19.3: equal.
 */
export function expandLabels(labels: Uint32Array, width: number, height: number, distance: number): Uint32Array {
  if (!(distance >= 0)) throw new RangeError(`distance is ${distance} px, expected 0 or more`);
  if (labels.length !== width * height) {
    throw new RangeError(`${labels.length} labels do not fill ${height} × ${width} pixels`);
  }
  const nearestRow = nearestInColumns(labels, width, height);
  const out = borrow(Uint32Array, labels.length);
  out.set(labels);
  const limit = distance * distance + 1e-9;
  const at = new Int32Array(width);
  const heights = new Float64Array(width);
  const from = new Float64Array(width + 1);
  for (let y = 0; y < height; y++) {
    const n = envelopeOfRow(nearestRow, y, width, at, heights, from);
    if (n === 0) continue;
    let k = 0;
    for (let x = 0; x < width; x++) {
      while (k + 1 < n && from[k + 1]! < x) k++;
      const dx = x - at[k]!;
      if (dx * dx + heights[k]! <= limit)
        out[y * width + x] = labels[nearestRow[y * width + at[k]!]! * width + at[k]!]!;
    }
  }
  giveBack(nearestRow);
  return out;
}

/** Row of the nearest labelled pixel of the same column, the upper of two; -1 where the column has none. */
function nearestInColumns(labels: Uint32Array, width: number, height: number): Int32Array {
  const rows = borrow(Int32Array, labels.length).fill(-1);
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] !== 0) rows[i] = Math.floor(i / width);
    else if (i >= width) rows[i] = rows[i - width]!;
  }
  for (let y = height - 2; y >= 0; y--) {
    for (let x = 0; x < width; x++) {
      const i = y * width + x;
      const below = rows[i + width]!;
      if (below >= 0 && (rows[i] === -1 || below - y < y - rows[i]!)) rows[i] = below;
    }
  }
  return rows;
}

/** Lower envelope of the parabolas over the pixels of a row, each as high as its column's squared distance. */
function envelopeOfRow(
  nearestRow: Int32Array,
  y: number,
  width: number,
  at: Int32Array,
  heights: Float64Array,
  from: Float64Array,
): number {
  let n = 0;
  for (let q = 0; q < width; q++) {
    const row = nearestRow[y * width + q]!;
    if (row < 0) continue;
    const height = (row - y) * (row - y);
    let meets = Number.NEGATIVE_INFINITY;
    while (n > 0) {
      const p = at[n - 1]!;
      meets = (height + q * q - heights[n - 1]! - p * p) / (2 * (q - p));
      if (meets > from[n - 1]!) break;
      n--;
      meets = Number.NEGATIVE_INFINITY;
    }
    at[n] = q;
    heights[n] = height;
    from[n] = meets;
    n++;
  }
  return n;
}
