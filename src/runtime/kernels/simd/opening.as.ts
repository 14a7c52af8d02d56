import { toFloats } from './convert.as';
import { take } from './memory.as';

const none = <f32>Infinity;

/**
 * Grey opening by a disk: the lowest pixel of the disk, then of those the highest. `halves`: for dy = 0 … reach the half
 * width (int32) of the disk's row, at most `pad`. Holes don't count; NaN where there is nothing else.
 */
export function opening(
  src: usize, kind: i32, dst: usize, width: i32, height: i32, halves: usize, reach: i32, pad: i32,
): void {
  const floats = toFloats(src, kind, width * height, 0);
  const stride = ((<usize>(width + 2 * pad) << 2) + 79) & ~15;
  let levels = 1;
  while (1 << levels <= 2 * pad + 1) levels++;
  const planes = take(stride * <usize>height * <usize>levels);
  const out = take((<usize>width << 2) + 64);
  const bytes = <usize>width << 2;
  const infinity = f32x4.splat(none);
  for (let y = 0; y < height; y++) padRow(floats + <usize>y * bytes, planes + <usize>y * stride, stride, width, pad);
  for (let round = 0; round < 2; round++) {
    doubleSpans(planes, stride, height, levels);
    for (let y = 0; y < height; y++) {
      lowestOfDisk(planes, stride, width, height, y, halves, reach, pad, out);
      // The second round works on the negated values: the highest is the lowest there. Nothing stays Infinity.
      for (let x: usize = 0; x < bytes; x += 16) {
        const v = v128.load(out + x);
        v128.store(out + x, v128.bitselect(infinity, f32x4.neg(v), f32x4.eq(v, infinity)));
      }
      memory.copy(dst + <usize>y * bytes, out, bytes);
    }
    if (round == 0) {
      for (let y = 0; y < height; y++) padRow(dst + <usize>y * bytes, planes + <usize>y * stride, stride, width, pad);
    }
  }
  for (let i = 0; i < width * height; i++) {
    const at = dst + (<usize>i << 2);
    if (load<f32>(at) == none) store<f32>(at, f32.NaN);
  }
}

/** One row with `pad` times Infinity before and at least as many behind, holes as Infinity. */
function padRow(from: usize, to: usize, stride: usize, width: i32, pad: i32): void {
  const infinity = f32x4.splat(none);
  const zero = f32x4.splat(0);
  for (let x: usize = 0; x < stride; x += 16) v128.store(to + x, infinity);
  const body = to + (<usize>pad << 2);
  let x = 0;
  for (; x + 4 <= width; x += 4) {
    const v = v128.load(from + (<usize>x << 2));
    v128.store(body + (<usize>x << 2), v128.bitselect(v, infinity, f32x4.eq(f32x4.sub(v, v), zero)));
  }
  for (; x < width; x++) {
    const v = load<f32>(from + (<usize>x << 2));
    if (v - v == 0) store<f32>(body + (<usize>x << 2), v);
  }
}

/** Plane k holds the lowest of 2^k pixels from each one on. */
function doubleSpans(planes: usize, stride: usize, height: i32, levels: i32): void {
  const infinity = f32x4.splat(none);
  for (let level = 1; level < levels; level++) {
    const apart = <usize>1 << (level + 1);
    for (let y = 0; y < height; y++) {
      const from = planes + stride * <usize>((level - 1) * height + y);
      const to = planes + stride * <usize>(level * height + y);
      let x: usize = 0;
      for (; x + apart + 16 <= stride; x += 16) v128.store(to + x, v128.pmin<f32>(v128.load(from + x), v128.load(from + x + apart)));
      for (; x < stride; x += 16) v128.store(to + x, infinity);
    }
  }
}

/** Lowest of the disk around each pixel of row y: a row of the disk is two overlapping spans. */
function lowestOfDisk(
  planes: usize, stride: usize, width: i32, height: i32, y: i32, halves: usize, reach: i32, pad: i32, out: usize,
): void {
  const end = <usize>width << 2;
  const infinity = f32x4.splat(none);
  for (let x: usize = 0; x < end; x += 64) {
    let a = infinity;
    let b = infinity;
    let c = infinity;
    let d = infinity;
    for (let row = max(0, y - reach); row <= min(height - 1, y + reach); row++) {
      const half = load<i32>(halves + (<usize>abs(row - y) << 2));
      const level = 31 - clz(2 * half + 1);
      const plane = planes + stride * <usize>(level * height + row) + x;
      const left = plane + (<usize>(pad - half) << 2);
      const right = plane + (<usize>(pad + half + 1 - (1 << level)) << 2);
      a = v128.pmin<f32>(a, v128.pmin<f32>(v128.load(left), v128.load(right)));
      b = v128.pmin<f32>(b, v128.pmin<f32>(v128.load(left, 16), v128.load(right, 16)));
      c = v128.pmin<f32>(c, v128.pmin<f32>(v128.load(left, 32), v128.load(right, 32)));
      d = v128.pmin<f32>(d, v128.pmin<f32>(v128.load(left, 48), v128.load(right, 48)));
    }
    v128.store(out + x, a);
    v128.store(out + x, b, 16);
    v128.store(out + x, c, 32);
    v128.store(out + x, d, 48);
  }
}
