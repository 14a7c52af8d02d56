import { reflectIndex } from './line.as';
import { medianRows3, medianRows5, medianRows7, medianRows9 } from './median-networks.as';
import { take } from './memory.as';

/** Median of the size × size square, size 3, 5, 7 or 9; pixels of the given kind in and out, no NaN among them. */
export function median(src: usize, kind: i32, dst: usize, width: i32, height: i32, size: i32): void {
  if (kind == 0) medianOf<u8>(src, dst, width, height, size);
  else if (kind == 1) medianOf<u16>(src, dst, width, height, size);
  else medianOf<f32>(src, dst, width, height, size);
}

function medianOf<T>(src: usize, dst: usize, width: i32, height: i32, size: i32): void {
  const reach = size >> 1;
  const bytes = <usize>width * sizeof<T>();
  const padded = <usize>(width + 2 * reach) * sizeof<T>();
  const pitch = (padded + 79) & ~15;
  const plane = mirrorRows<T>(src, width, height, reach, pitch);
  const rows = take(<usize>(size + 1) * sizeof<usize>());
  const scratch = take(<usize>(7 * (size - 1)) * pitch);
  const out0 = take(pitch);
  const out1 = take(pitch);
  for (let y = 0; y < height; y += 2) {
    for (let k = 0; k <= size; k++) {
      store<usize>(rows + <usize>k * sizeof<usize>(), plane + <usize>reflectIndex(y + k - reach, height) * pitch);
    }
    if (size == 3) medianRows3<T>(rows, scratch, pitch, padded, bytes, out0, out1);
    else if (size == 5) medianRows5<T>(rows, scratch, pitch, padded, bytes, out0, out1);
    else if (size == 7) medianRows7<T>(rows, scratch, pitch, padded, bytes, out0, out1);
    else medianRows9<T>(rows, scratch, pitch, padded, bytes, out0, out1);
    memory.copy(dst + <usize>y * bytes, out0, bytes);
    if (y + 1 < height) memory.copy(dst + <usize>(y + 1) * bytes, out1, bytes);
  }
}

/** The rows, each mirrored at its ends by `reach` pixels, `pitch` bytes apart. */
function mirrorRows<T>(src: usize, width: i32, height: i32, reach: i32, pitch: usize): usize {
  const plane = take(<usize>height * pitch);
  const bytes = <usize>width * sizeof<T>();
  for (let y = 0; y < height; y++) {
    const from = src + <usize>y * bytes;
    const to = plane + <usize>y * pitch;
    memory.copy(to + <usize>reach * sizeof<T>(), from, bytes);
    for (let k = 1; k <= reach; k++) {
      store<T>(to + <usize>(reach - k) * sizeof<T>(), load<T>(from + <usize>reflectIndex(-k, width) * sizeof<T>()));
      const behind = width - 1 + k;
      store<T>(to + <usize>(reach + behind) * sizeof<T>(), load<T>(from + <usize>reflectIndex(behind, width) * sizeof<T>()));
    }
  }
  return plane;
}

/** Ranks are counted in steps of one, 64 and 4,096. */
function count(counts: usize, sums: usize, sumsOfSums: usize, rank: u32, change: i32): void {
  const a = counts + (<usize>rank << 2);
  const b = sums + (<usize>(rank >> 6) << 2);
  const c = sumsOfSums + (<usize>(rank >> 12) << 2);
  store<i32>(a, load<i32>(a) + change);
  store<i32>(b, load<i32>(b) + change);
  store<i32>(c, load<i32>(c) + change);
}

/** Index of the first counter at which `left` is used up; what is left of it stands in `rest`. */
let rest: i32 = 0;
function descend(counters: usize, from: i32, left: i32): i32 {
  let i = from;
  for (;;) {
    const n = load<i32>(counters + (<usize>i << 2));
    if (n > left) break;
    left -= n;
    i++;
  }
  rest = left;
  return i;
}

/** For any odd size: the rank (0 … number - 1, uint32) of the median of each square, from the ranks of all pixels. */
export function medianRanks(ranks: usize, dst: usize, width: i32, height: i32, size: i32, number: i32): void {
  const reach = size >> 1;
  const counts = take(<usize>(number + 64) << 2);
  const sums = take(<usize>((number >> 6) + 64) << 2);
  const sumsOfSums = take(<usize>((number >> 12) + 1) << 2);
  const rows = take(<usize>size * sizeof<usize>());
  memory.fill(counts, 0, <usize>(number + 64) << 2);
  memory.fill(sums, 0, <usize>((number >> 6) + 64) << 2);
  memory.fill(sumsOfSums, 0, <usize>((number >> 12) + 1) << 2);
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < size; k++) {
      store<usize>(rows + <usize>k * sizeof<usize>(), ranks + (<usize>(reflectIndex(y + k - reach, height) * width) << 2));
    }
    // Columns enter up to the last one of the last square, and leave up to that too, so that every row starts empty.
    for (let x = -2 * reach; x < width + size; x++) {
      const entering = <usize>reflectIndex(x + reach, width) << 2;
      const leaving = <usize>reflectIndex(x - reach - 1, width) << 2;
      for (let k = 0; k < size; k++) {
        const row = load<usize>(rows + <usize>k * sizeof<usize>());
        if (x < width) count(counts, sums, sumsOfSums, load<u32>(row + entering), 1);
        if (x > 0) count(counts, sums, sumsOfSums, load<u32>(row + leaving), -1);
      }
      if (x < 0 || x >= width) continue;
      const block = descend(sumsOfSums, 0, (size * size) >> 1);
      const group = descend(sums, block << 6, rest);
      store<u32>(dst + (<usize>(y * width + x) << 2), <u32>descend(counts, group << 6, rest));
    }
  }
}
