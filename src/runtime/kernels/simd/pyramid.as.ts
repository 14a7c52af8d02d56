import { blurDown } from './convolve.as';
import { clampIndex } from './line.as';
import { take } from './memory.as';
import { addRows, transpose } from './transpose.as';

/**
 * Blur by a wide Gaussian along x and y, edges repeated. Along each: halve the number of rows `levels` times (1 4 6 4 1),
 * blur the few by `weights`, double them again as a cubic spline does, and add `pedestal` times the plain sum over the
 * 2 × radius + 1 rows. The pedestal is the Gaussian's height where it is cut, so what is halved has no step that the
 * coarse rows could not follow.
 */
export function blurWide(
  src: usize, dst: usize, width: i32, height: i32,
  levels: i32, weights: usize, reach: i32, radius: i32, pedestal: f32, offset: f32,
): void {
  const across = <usize>((width + 3) & ~3);
  const down = <usize>((height + 3) & ~3);
  const upright = take((across * down) << 2);
  const lying = take((across * down) << 2);
  const lyingToo = take((across * down) << 2);
  blurRows(src, <usize>width << 2, upright, across << 2, width, height, levels, weights, reach, radius, pedestal);
  transpose(upright, across << 2, lying, down << 2, width, height);
  blurRows(lying, down << 2, lyingToo, down << 2, height, width, levels, weights, reach, radius, pedestal);
  transpose(lyingToo, down << 2, upright, across << 2, height, width);
  addRows(upright, across << 2, dst, width, height, offset);
}

/** Along y only; `count` rows of `length` floats. */
function blurRows(
  src: usize, srcStride: usize, dst: usize, dstStride: usize, length: i32, count: i32,
  levels: i32, weights: usize, reach: i32, radius: i32, pedestal: f32,
): void {
  const pitch = (<usize>length * 4 + 127) & ~63;
  let first = 0;
  let last = count - 1;
  let rows = src;
  let stride = srcStride;
  for (let level = 0; level < levels; level++) {
    const low = (first - 2) >> 1;
    const high = (last + 3) >> 1;
    const halved = take(<usize>(high - low + 1) * pitch);
    for (let k = low; k <= high; k++) halve(rows, stride, first, last, k, halved + <usize>(k - low) * pitch, pitch);
    rows = halved;
    stride = pitch;
    first = low;
    last = high;
  }
  // The coarse rows that the doubling below asks for.
  let from = 0;
  let to = count - 1;
  for (let level = 0; level < levels; level++) {
    from = (from >> 1) - 1;
    to = (to >> 1) + 1;
  }
  let fine = blurCoarse(rows, stride, first, last, from, to, weights, reach, pitch);
  for (let level = levels - 1; level > 0; level--) {
    let low = 0;
    let high = count - 1;
    for (let k = 0; k < level; k++) {
      low = (low >> 1) - 1;
      high = (high >> 1) + 1;
    }
    const wanted = take(<usize>(high - low + 1) * pitch);
    for (let y = low; y <= high; y++) doubled(fine, pitch, from, y, wanted + <usize>(y - low) * pitch, pitch);
    fine = wanted;
    from = low;
  }
  addBoxes(src, srcStride, dst, dstStride, length, count, fine, pitch, from, radius, pedestal);
}

/** Row k of the coarse rows: 1 4 6 4 1 around row 2k, the first and last row repeated. */
function halve(rows: usize, stride: usize, first: i32, last: i32, k: i32, to: usize, bytes: usize): void {
  const n = last - first + 1;
  const at = 2 * k - first;
  const a = rows + <usize>clampIndex(at - 2, n) * stride;
  const b = rows + <usize>clampIndex(at - 1, n) * stride;
  const c = rows + <usize>clampIndex(at, n) * stride;
  const d = rows + <usize>clampIndex(at + 1, n) * stride;
  const e = rows + <usize>clampIndex(at + 2, n) * stride;
  const w0 = f32x4.splat(0.375);
  const w1 = f32x4.splat(0.25);
  const w2 = f32x4.splat(0.0625);
  for (let x: usize = 0; x < bytes - 64; x += 16) {
    const outer = f32x4.mul(w2, f32x4.add(v128.load(a + x), v128.load(e + x)));
    const inner = f32x4.mul(w1, f32x4.add(v128.load(b + x), v128.load(d + x)));
    v128.store(to + x, f32x4.add(f32x4.add(outer, inner), f32x4.mul(w0, v128.load(c + x))));
  }
}

function blurCoarse(
  rows: usize, stride: usize, first: i32, last: i32, from: i32, to: i32, weights: usize, reach: i32, pitch: usize,
): usize {
  const out = take(<usize>(to - from + 1) * pitch);
  const pairs = take(<usize>(2 * reach + 2) * sizeof<usize>());
  const n = last - first + 1;
  const length = <i32>((pitch - 64) >> 2);
  for (let y = from; y <= to; y++) {
    for (let k = 1; k <= reach; k++) {
      const pair = pairs + (<usize>k << 1) * sizeof<usize>();
      store<usize>(pair, rows + <usize>clampIndex(y - k - first, n) * stride);
      store<usize>(pair, rows + <usize>clampIndex(y + k - first, n) * stride, sizeof<usize>());
    }
    blurDown(rows + <usize>clampIndex(y - first, n) * stride, pairs, out + <usize>(y - from) * pitch, length, weights, reach);
  }
  return out;
}

/** Row y of twice as many rows: 1 6 1 between the coarse rows around an even one, their mean at an odd one. */
function doubled(coarse: usize, pitch: usize, from: i32, y: i32, to: usize, bytes: usize): void {
  const b = coarse + <usize>((y >> 1) - from) * pitch;
  const c = b + pitch;
  if (y & 1) {
    const half = f32x4.splat(0.5);
    for (let x: usize = 0; x < bytes - 64; x += 16) {
      v128.store(to + x, f32x4.mul(half, f32x4.add(v128.load(b + x), v128.load(c + x))));
    }
  } else {
    const a = b - pitch;
    const inner = f32x4.splat(0.75);
    const outer = f32x4.splat(0.125);
    for (let x: usize = 0; x < bytes - 64; x += 16) {
      const sum = f32x4.mul(outer, f32x4.add(v128.load(a + x), v128.load(c + x)));
      v128.store(to + x, f32x4.add(sum, f32x4.mul(inner, v128.load(b + x))));
    }
  }
}

/** Doubles for the last time and adds the running sum over 2 × radius + 1 rows, times `pedestal`. */
function addBoxes(
  src: usize, srcStride: usize, dst: usize, dstStride: usize, length: i32, count: i32,
  coarse: usize, pitch: usize, from: i32, radius: i32, pedestal: f32,
): void {
  const sums = take(pitch);
  const line = take(pitch);
  const bytes = (<usize>length * 4 + 15) & ~15;
  const near = radius < count ? radius : count;
  const beyond = f32x4.splat(<f32>(radius - near));
  const repeated = f32x4.splat(<f32>(radius + 1));
  const lastRow = src + <usize>(count - 1) * srcStride;
  for (let x: usize = 0; x < bytes; x += 16) {
    let sum = f32x4.add(f32x4.mul(repeated, v128.load(src + x)), f32x4.mul(beyond, v128.load(lastRow + x)));
    for (let k = 1; k <= near; k++) {
      sum = f32x4.add(sum, v128.load(src + <usize>clampIndex(k, count) * srcStride + x));
    }
    v128.store(sums + x, sum);
  }
  const height = f32x4.splat(pedestal);
  for (let y = 0; y < count; y++) {
    const out = dst + <usize>y * dstStride;
    doubled(coarse, pitch, from, y, line, pitch);
    const entering = src + <usize>clampIndex(y + 1 + radius, count) * srcStride;
    const leaving = src + <usize>clampIndex(y - radius, count) * srcStride;
    for (let x: usize = 0; x < bytes; x += 16) {
      const sum = v128.load(sums + x);
      v128.store(out + x, f32x4.add(v128.load(line + x), f32x4.mul(height, sum)));
      v128.store(sums + x, f32x4.add(sum, f32x4.sub(v128.load(entering + x), v128.load(leaving + x))));
    }
  }
}
