import { orderedBits } from './sort-floats.ts';
import { borrow, giveBack } from './work-memory.ts';

/**
 * Ranks of values: equal values share a rank, greater ones have a greater rank, from 0 without gaps.
 *
 * @param values   finite or infinite numbers; -0 equals 0. NaN ranks above everything.
 * @param indices  which of them to rank.
 * @returns        `ranks[i]` for `values[indices[i]]`, and how many there are.
 * @cost           Float32Array and integers: O(n), three counting passes; Float64Array: O(n log n).
 */
export function rankOrder(
  values: Float32Array | Float64Array | Uint8Array | Uint16Array,
  indices: Uint32Array,
): { readonly ranks: Uint32Array; readonly count: number } {
  return values instanceof Float64Array ? rankBySearch(values, indices) : rankByDigits(values, indices);
}

function rankBySearch(values: Float64Array, indices: Uint32Array): { ranks: Uint32Array; count: number } {
  const sorted = Float64Array.from(indices, (i) => values[i]! + 0).sort();
  let count = 0;
  for (let i = 0; i < sorted.length; i++) {
    const v = sorted[i]!;
    if (count === 0 || !Object.is(v, sorted[count - 1])) {
      sorted[count++] = v;
    }
  }
  const ranks = new Uint32Array(indices.length);
  for (let i = 0; i < indices.length; i++) {
    const v = values[indices[i]!]!;
    let from = 0;
    let to = count - 1;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (sorted[middle]! < v || (Number.isNaN(v) && !Number.isNaN(sorted[middle]!))) from = middle + 1;
      else to = middle;
    }
    ranks[i] = from;
  }
  return { ranks, count };
}

/** Radix sort of the bits, 11 at a time, turned so that their order is the order of the numbers. */
function rankByDigits(
  values: Float32Array | Uint8Array | Uint16Array,
  indices: Uint32Array,
): { ranks: Uint32Array; count: number } {
  const n = indices.length;
  const numbers = borrow(Float32Array, n);
  for (let i = 0; i < n; i++) {
    const v = values[indices[i]!]! + 0; // -0 becomes 0
    numbers[i] = Number.isNaN(v) ? Number.NaN : v; // one of the many NaNs
  }
  const keys = new Uint32Array(numbers.buffer, 0, n);
  for (let i = 0; i < n; i++) {
    keys[i] = orderedBits(keys[i]!);
  }
  let order = borrow(Uint32Array, n);
  let next = borrow(Uint32Array, n);
  for (let i = 0; i < n; i++) order[i] = i;
  const starts = new Uint32Array(2048);
  for (let shift = 0; shift < 33; shift += 11) {
    starts.fill(0);
    for (let i = 0; i < n; i++) starts[(keys[i]! >>> shift) & 2047]!++;
    let sum = 0;
    for (let digit = 0; digit < 2048; digit++) {
      const size = starts[digit]!;
      starts[digit] = sum;
      sum += size;
    }
    for (let i = 0; i < n; i++) {
      const item = order[i]!;
      const digit = (keys[item]! >>> shift) & 2047;
      next[starts[digit]!] = item;
      starts[digit] = starts[digit]! + 1;
    }
    [order, next] = [next, order];
  }
  let count = 0;
  for (let i = 0; i < n; i++) {
    if (i === 0 || keys[order[i]!] !== keys[order[i - 1]!]) count++;
    next[order[i]!] = count - 1;
  }
  giveBack(numbers, order);
  return { ranks: next, count };
}
