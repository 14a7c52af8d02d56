import type { Pixels, Plane } from '../../data/frame.ts';
import { checkPlane } from './plane-size.ts';
import { rankOrder } from './rank-order.ts';

/** Largest side of the square, px. */
export const maxMedianSize = 255;

/** @throws RangeError where size is not odd, 1 to 255 px. */
export function checkMedianSize(size: number): void {
  if (Number.isInteger(size) && size >= 1 && size <= maxMedianSize && size % 2 === 1) return;
  throw new RangeError(`size is ${size} px, expected an odd whole number, 1 to ${maxMedianSize} px`);
}

/** Index of a pixel beyond the ends of a line of n, mirrored at its outer edges: c b a | a b c | c b a. */
export function reflectIndex(i: number, n: number): number {
  const period = 2 * n;
  const k = ((i % period) + period) % period;
  return k < n ? k : period - 1 - k;
}

/**
 * Median of the square around each pixel, edges mirrored (c b a | a b c).
 *
 * @param plane  height × width; not modified. A NaN in the square gives NaN; infinite pixels are ordered as numbers.
 * @param size   side of the square in px, odd, 1 to 255: the number of values is odd, so the median is one of them.
 * @returns      a new plane of the same dtype.
 * @throws RangeError where size is out of range.
 * @cost         O(pixels · size)
 * @source       scipy.ndimage.median_filter(size, mode='reflect'), scipy 1.10: equal.
 */
export function median(plane: Plane<Pixels>, size: number): Plane<Pixels> {
  checkPlane(plane);
  checkMedianSize(size);
  const { width, height, data } = plane;
  const out = data.slice();
  if (size === 1 || data.length === 0) return { width, height, data: out };
  const { ranks, values } = rankPixels(data);
  const count = values.length;
  const window = new RankedWindow(count);
  const nanRank = Number.isNaN(values[count - 1]!) ? count - 1 : count;
  const reach = size >> 1;
  const columns = new Int32Array(width + 2 * reach);
  for (let i = 0; i < columns.length; i++) columns[i] = reflectIndex(i - reach, width);
  const rows = new Int32Array(size);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < size; k++) rows[k] = reflectIndex(y - reach + k, height) * width;
    for (let i = 0; i < size; i++) window.addColumn(ranks, rows, columns[i]!, 1);
    for (let x = 0; x < width; x++) {
      if (x > 0) {
        window.addColumn(ranks, rows, columns[x - 1]!, -1);
        window.addColumn(ranks, rows, columns[x + 2 * reach]!, 1);
      }
      out[y * width + x] = window.countOf(nanRank) > 0 ? Number.NaN : values[window.select((size * size) >> 1)]!;
    }
    for (let i = 0; i < size; i++) window.addColumn(ranks, rows, columns[width - 1 + i]!, -1);
  }
  return { width, height, data: out };
}

/** The rank of each pixel (equal pixels share one, NaN has the last), and the value of each rank. */
export function rankPixels(data: Pixels): { readonly ranks: Uint32Array; readonly values: Pixels } {
  const all = new Uint32Array(data.length);
  for (let i = 0; i < all.length; i++) all[i] = i;
  const { ranks, count } = rankOrder(data, all);
  const values = data.slice(0, count);
  for (let i = 0; i < data.length; i++) values[ranks[i]!] = data[i]!;
  return { ranks, values };
}

/** How often each rank occurs in the window, with sums over 64 and over 4,096 ranks, so that selecting skips what is empty. */
class RankedWindow {
  readonly #counts: Uint32Array;
  readonly #sums: Uint32Array;
  readonly #sumsOfSums: Uint32Array;
  constructor(ranks: number) {
    this.#counts = new Uint32Array(ranks + 1);
    this.#sums = new Uint32Array((ranks >> 6) + 1);
    this.#sumsOfSums = new Uint32Array((ranks >> 12) + 1);
  }
  addColumn(ranks: Uint32Array, rows: Int32Array, column: number, change: number): void {
    for (let k = 0; k < rows.length; k++) {
      const rank = ranks[rows[k]! + column]!;
      this.#counts[rank] = this.#counts[rank]! + change;
      this.#sums[rank >> 6] = this.#sums[rank >> 6]! + change;
      this.#sumsOfSums[rank >> 12] = this.#sumsOfSums[rank >> 12]! + change;
    }
  }
  countOf(rank: number): number {
    return this.#counts[rank]!;
  }
  /** The rank of the value with exactly `below` others before it. */
  select(below: number): number {
    let left = below;
    let block = 0;
    for (; this.#sumsOfSums[block]! <= left; block++) left -= this.#sumsOfSums[block]!;
    let group = block << 6;
    for (; this.#sums[group]! <= left; group++) left -= this.#sums[group]!;
    let rank = group << 6;
    for (; this.#counts[rank]! <= left; rank++) left -= this.#counts[rank]!;
    return rank;
  }
}
