import { pixel, toFloats } from './convert.as';
import { mirrorIndex } from './line.as';
import { take } from './memory.as';

/**
 * Out(i) of a line is the sum of taps[k] · in(i + base + k) for first ≤ i < end, mirrored about the end pixels; before that
 * it is the first pixel, from there on the last. The same along x and then y. The source must be finite.
 */
export function shiftByTaps(
  src: usize, kind: i32, dst: usize, width: i32, height: i32,
  tapsX: usize, countX: i32, baseX: i32, firstX: i32, endX: i32,
  tapsY: usize, countY: i32, baseY: i32, firstY: i32, endY: i32,
): void {
  const offset = pixel(src, kind, 0);
  const plane = toFloats(src, kind, width * height, offset);
  // The line holds pixels -before … width + after - 1.
  const before = max(0, -(firstX + baseX));
  const after = max(0, endX - 1 + baseX + countX - width);
  const line = take((<usize>(before + width + after) << 2) + 64);
  const body = line + (<usize>before << 2);
  const rows = take(<usize>countY * sizeof<usize>());
  const stride = <usize>width << 2;
  for (let y = 0; y < height; y++) {
    const out = dst + <usize>y * stride;
    if (y < firstY || y >= endY) {
      memory.copy(body, plane + <usize>(y < firstY ? 0 : height - 1) * stride, stride);
    } else {
      for (let k = 0; k < countY; k++) {
        store<usize>(rows + <usize>k * sizeof<usize>(), plane + <usize>mirrorIndex(y + baseY + k, height) * stride);
      }
      weighRows(rows, tapsY, countY, body, width);
    }
    const first = load<f32>(body);
    const last = load<f32>(body + stride - 4);
    for (let k = 1; k <= before; k++) store<f32>(body - (<usize>k << 2), load<f32>(body + (<usize>mirrorIndex(-k, width) << 2)));
    for (let k = width; k < width + after; k++) {
      store<f32>(body + (<usize>k << 2), load<f32>(body + (<usize>mirrorIndex(k, width) << 2)));
    }
    weighAlong(body + (<usize>(firstX + baseX) << 2), tapsX, countX, out + (<usize>firstX << 2), endX - firstX, offset);
    for (let x = 0; x < firstX; x++) store<f32>(out + (<usize>x << 2), first + offset);
    for (let x = endX; x < width; x++) store<f32>(out + (<usize>x << 2), last + offset);
  }
}

/** Sum of taps[k] · row k, sixteen columns at a time. */
function weighRows(rows: usize, taps: usize, count: i32, to: usize, width: i32): void {
  const end = <usize>width << 2;
  for (let x: usize = 0; x < end; x += 64) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let k = 0; k < count; k++) {
      const w = v128.load32_splat(taps + (<usize>k << 2));
      const at = load<usize>(rows + <usize>k * sizeof<usize>()) + x;
      a = f32x4.add(a, f32x4.mul(w, v128.load(at)));
      b = f32x4.add(b, f32x4.mul(w, v128.load(at, 16)));
      c = f32x4.add(c, f32x4.mul(w, v128.load(at, 32)));
      d = f32x4.add(d, f32x4.mul(w, v128.load(at, 48)));
    }
    v128.store(to + x, a);
    v128.store(to + x, b, 16);
    v128.store(to + x, c, 32);
    v128.store(to + x, d, 48);
  }
}

/** Sum of taps[k] · pixel i + k; up to fifteen pixels more are written. */
function weighAlong(from: usize, taps: usize, count: i32, to: usize, n: i32, offset: f32): void {
  const base = f32x4.splat(offset);
  const end = <usize>n << 2;
  const all = <usize>count << 2;
  for (let x: usize = 0; x < end; x += 64) {
    let a = f32x4.splat(0);
    let b = a;
    let c = a;
    let d = a;
    for (let k: usize = 0; k < all; k += 4) {
      const w = v128.load32_splat(taps + k);
      const at = from + x + k;
      a = f32x4.add(a, f32x4.mul(w, v128.load(at)));
      b = f32x4.add(b, f32x4.mul(w, v128.load(at, 16)));
      c = f32x4.add(c, f32x4.mul(w, v128.load(at, 32)));
      d = f32x4.add(d, f32x4.mul(w, v128.load(at, 48)));
    }
    v128.store(to + x, f32x4.add(a, base));
    v128.store(to + x, f32x4.add(b, base), 16);
    v128.store(to + x, f32x4.add(c, base), 32);
    v128.store(to + x, f32x4.add(d, base), 48);
  }
}
