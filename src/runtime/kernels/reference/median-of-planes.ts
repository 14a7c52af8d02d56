import type { Pixels, Plane } from '../../data/frame.ts';

/**
 * Median of each pixel over several planes.
 *
 * @param planes  at least one, all of one size; not modified. A NaN in any of them gives NaN.
 * @returns       a new plane; of an even number of values the mean of the middle two.
 * @throws RangeError without planes.
 * @cost          O(pixels · n log n)
 * @source        Definition (numpy.median over axis 0).
 */
export function medianOfPlanes(planes: readonly Plane<Pixels>[]): Plane<Float32Array> {
  const first = planes[0];
  if (!first) throw new RangeError('the median of 0 planes is not defined, expected at least 1');
  const n = planes.length;
  const out = new Float32Array(first.data.length);
  const column = new Float64Array(n);
  const low = (n - 1) >> 1;
  const high = n >> 1;
  for (let i = 0; i < out.length; i++) {
    for (let k = 0; k < n; k++) column[k] = planes[k]!.data[i]!;
    column.sort(); // NaN sorts last
    out[i] = Number.isNaN(column[n - 1]!) ? Number.NaN : (column[low]! + column[high]!) / 2;
  }
  return { width: first.width, height: first.height, data: out };
}
