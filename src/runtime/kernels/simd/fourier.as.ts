import { pixel, toFloats } from './convert.as';
import { clampIndex } from './line.as';
import { take } from './memory.as';
import { addRows, transpose } from './transpose.as';

/**
 * Moves lines by a phase ramp, along y and then along x. Each axis has a table at `axisY`, `axisX`:
 * int32 period (0: a whole shift), base, first, end, then, for a period, 2 · period floats: cos and sin of 2πk / period
 * for k < period / 2 and the ramp (re, im) in bit-reversed order, already divided by the period: 2 · period floats;
 * then for each of the period - n samples behind the line: int32 ending, int32 starting, float weight.
 */
export function shiftByPhase(
  src: usize, kind: i32, dst: usize, width: i32, height: i32, axisX: usize, axisY: usize,
): void {
  const offset = pixel(src, kind, 0);
  const plane = toFloats(src, kind, width * height, offset);
  const across = <usize>((width + 3) & ~3) << 2;
  const down = <usize>((height + 3) & ~3) << 2;
  const upright = take(across * <usize>((height + 3) & ~3));
  const lying = take(down * <usize>((width + 3) & ~3));
  const lyingToo = take(down * <usize>((width + 3) & ~3));
  moveRows(plane, <usize>width << 2, upright, across, width, height, axisY);
  transpose(upright, across, lying, down, width, height);
  moveRows(lying, down, lyingToo, down, height, width, axisX);
  transpose(lyingToo, down, upright, across, height, width);
  addRows(upright, across, dst, width, height, offset);
}

/** `count` rows of `length` floats; up to three floats more are written to each. */
function moveRows(
  src: usize, srcStride: usize, dst: usize, dstStride: usize, length: i32, count: i32, axis: usize,
): void {
  const period = load<i32>(axis);
  const base = load<i32>(axis, 4);
  const first = load<i32>(axis, 8);
  const end = load<i32>(axis, 12);
  const bytes = <usize>length << 2;
  for (let y = 0; y < count; y++) {
    const row = y < first ? 0 : y >= end ? count - 1 : period == 0 ? y + base : -1;
    if (row >= 0) memory.copy(dst + <usize>y * dstStride, src + <usize>row * srcStride, bytes);
  }
  if (period == 0 || first >= end) return;
  const twiddles = axis + 16;
  const ramp = twiddles + (<usize>period << 2);
  const behind = ramp + (<usize>period << 3);
  const work = take(<usize>period << 5);
  for (let x = 0; x < length; ) {
    // Eight columns as four complex ones; at the end four real ones, so that nothing from beyond the row gets in.
    const both = x + 8 <= length;
    gather(src + (<usize>x << 2), srcStride, count, period, behind, work, both);
    forward(work, period, twiddles);
    turn(work, period, ramp);
    backward(work, period, twiddles);
    for (let y = first; y < end; y++) {
      const from = work + (<usize>(y + base) << 5);
      const to = dst + <usize>y * dstStride + (<usize>x << 2);
      v128.store(to, v128.load(from));
      if (both) v128.store(to, v128.load(from, 16), 16);
    }
    x += both ? 8 : 4;
  }
}

function gather(src: usize, stride: usize, count: i32, period: i32, behind: usize, work: usize, both: bool): void {
  const nothing = f32x4.splat(0);
  for (let y = 0; y < count; y++) {
    const from = src + <usize>y * stride;
    const to = work + (<usize>y << 5);
    v128.store(to, v128.load(from));
    v128.store(to, both ? v128.load(from, 16) : nothing, 16);
  }
  for (let i = 0; i < period - count; i++) {
    const entry = behind + <usize>i * 12;
    const ending = work + (<usize>clampIndex(load<i32>(entry), count) << 5);
    const starting = work + (<usize>clampIndex(load<i32>(entry, 4), count) << 5);
    const weight = v128.load32_splat(entry, 8);
    const to = work + (<usize>(count + i) << 5);
    const a = v128.load(ending);
    const b = v128.load(ending, 16);
    v128.store(to, f32x4.add(a, f32x4.mul(weight, f32x4.sub(v128.load(starting), a))));
    v128.store(to, f32x4.add(b, f32x4.mul(weight, f32x4.sub(v128.load(starting, 16), b))), 16);
  }
}

/** Decimation in frequency: natural order in, bit-reversed order out. */
function forward(work: usize, period: i32, twiddles: usize): void {
  for (let half = period >> 1, step = 1; half > 0; half >>= 1, step <<= 1) {
    const apart = <usize>half << 5;
    for (let start = 0; start < period; start += 2 * half) {
      let a = work + (<usize>start << 5);
      for (let j = 0; j < half; j++, a += 32) {
        const w = twiddles + (<usize>(j * step) << 3);
        const cos = v128.load32_splat(w);
        const sin = v128.load32_splat(w, 4);
        const b = a + apart;
        const ar = v128.load(a);
        const ai = v128.load(a, 16);
        const br = v128.load(b);
        const bi = v128.load(b, 16);
        v128.store(a, f32x4.add(ar, br));
        v128.store(a, f32x4.add(ai, bi), 16);
        const dr = f32x4.sub(ar, br);
        const di = f32x4.sub(ai, bi);
        v128.store(b, f32x4.add(f32x4.mul(dr, cos), f32x4.mul(di, sin)));
        v128.store(b, f32x4.sub(f32x4.mul(di, cos), f32x4.mul(dr, sin)), 16);
      }
    }
  }
}

/** Decimation in time with the conjugate factors: bit-reversed order in, natural order out. */
function backward(work: usize, period: i32, twiddles: usize): void {
  for (let half = 1, step = period >> 1; half < period; half <<= 1, step >>= 1) {
    const apart = <usize>half << 5;
    for (let start = 0; start < period; start += 2 * half) {
      let a = work + (<usize>start << 5);
      for (let j = 0; j < half; j++, a += 32) {
        const w = twiddles + (<usize>(j * step) << 3);
        const cos = v128.load32_splat(w);
        const sin = v128.load32_splat(w, 4);
        const b = a + apart;
        const br = v128.load(b);
        const bi = v128.load(b, 16);
        const tr = f32x4.sub(f32x4.mul(br, cos), f32x4.mul(bi, sin));
        const ti = f32x4.add(f32x4.mul(bi, cos), f32x4.mul(br, sin));
        const ar = v128.load(a);
        const ai = v128.load(a, 16);
        v128.store(a, f32x4.add(ar, tr));
        v128.store(a, f32x4.add(ai, ti), 16);
        v128.store(b, f32x4.sub(ar, tr));
        v128.store(b, f32x4.sub(ai, ti), 16);
      }
    }
  }
}

function turn(work: usize, period: i32, ramp: usize): void {
  for (let k = 0; k < period; k++) {
    const at = work + (<usize>k << 5);
    const cos = v128.load32_splat(ramp + (<usize>k << 3));
    const sin = v128.load32_splat(ramp + (<usize>k << 3), 4);
    const re = v128.load(at);
    const im = v128.load(at, 16);
    v128.store(at, f32x4.sub(f32x4.mul(re, cos), f32x4.mul(im, sin)));
    v128.store(at, f32x4.add(f32x4.mul(im, cos), f32x4.mul(re, sin)), 16);
  }
}
