import { clampIndex } from './line.as';
import { take } from './memory.as';

/**
 * Symmetric separable filter, edges repeated: weights of the centre, of its neighbours, ... (reach + 1 of them, at most one
 * more than the line is long). Adds `offset` to the result.
 */
export function blurPlane(
  src: usize, dst: usize, width: i32, height: i32,
  across: usize, reachX: i32, down: usize, reachY: i32, offset: f32,
): void {
  const line = take((<usize>(width + 2 * reachX) << 2) + 64);
  const body = line + (<usize>reachX << 2);
  const rows = take(<usize>(2 * reachY + 2) * sizeof<usize>());
  const stride = <usize>width << 2;
  for (let y = 0; y < height; y++) {
    for (let k = 1; k <= reachY; k++) {
      const pair = rows + (<usize>k << 1) * sizeof<usize>();
      store<usize>(pair, src + <usize>clampIndex(y - k, height) * stride);
      store<usize>(pair, src + <usize>clampIndex(y + k, height) * stride, sizeof<usize>());
    }
    blurDown(src + <usize>y * stride, rows, body, width, down, reachY);
    repeatEnds(line, width, reachX);
    blurAcross(body, dst + <usize>y * stride, width, across, reachX, offset);
  }
}

/** The first and last of `width` floats at line + reach repeated outwards. */
function repeatEnds(line: usize, width: i32, reach: i32): void {
  const body = line + (<usize>reach << 2);
  const end = body + (<usize>width << 2);
  const first = load<f32>(body);
  const last = load<f32>(end - 4);
  for (let k = 0; k < reach; k++) store<f32>(line + (<usize>k << 2), first);
  for (let k = 0; k < reach + 16; k++) store<f32>(end + (<usize>k << 2), last);
}

/** Sixteen columns at a time. */
export function blurDown(centre: usize, rows: usize, to: usize, width: i32, weights: usize, reach: i32): void {
  const w0 = v128.load32_splat(weights);
  let x: usize = 0;
  const end = <usize>width << 2;
  const last = rows + (<usize>(reach + 1) << 1) * sizeof<usize>();
  for (; x < end; x += 64) {
    let a = f32x4.mul(w0, v128.load(centre + x));
    let b = f32x4.mul(w0, v128.load(centre + x, 16));
    let c = f32x4.mul(w0, v128.load(centre + x, 32));
    let d = f32x4.mul(w0, v128.load(centre + x, 48));
    let weight = weights;
    for (let pair = rows + 2 * sizeof<usize>(); pair < last; pair += 2 * sizeof<usize>()) {
      weight += 4;
      const w = v128.load32_splat(weight);
      const up = load<usize>(pair) + x;
      const low = load<usize>(pair, sizeof<usize>()) + x;
      a = f32x4.add(a, f32x4.mul(w, f32x4.add(v128.load(up), v128.load(low))));
      b = f32x4.add(b, f32x4.mul(w, f32x4.add(v128.load(up, 16), v128.load(low, 16))));
      c = f32x4.add(c, f32x4.mul(w, f32x4.add(v128.load(up, 32), v128.load(low, 32))));
      d = f32x4.add(d, f32x4.mul(w, f32x4.add(v128.load(up, 48), v128.load(low, 48))));
    }
    v128.store(to + x, a);
    v128.store(to + x, b, 16);
    v128.store(to + x, c, 32);
    v128.store(to + x, d, 48);
  }
}

function blurAcross(body: usize, to: usize, width: i32, weights: usize, reach: i32, offset: f32): void {
  const w0 = v128.load32_splat(weights);
  const base = f32x4.splat(offset);
  const end = <usize>width << 2;
  const far = <usize>reach << 2;
  for (let x: usize = 0; x < end; x += 64) {
    const at = body + x;
    let a = f32x4.mul(w0, v128.load(at));
    let b = f32x4.mul(w0, v128.load(at, 16));
    let c = f32x4.mul(w0, v128.load(at, 32));
    let d = f32x4.mul(w0, v128.load(at, 48));
    for (let k: usize = 4; k <= far; k += 4) {
      const w = v128.load32_splat(weights + k);
      const left = at - k;
      const right = at + k;
      a = f32x4.add(a, f32x4.mul(w, f32x4.add(v128.load(left), v128.load(right))));
      b = f32x4.add(b, f32x4.mul(w, f32x4.add(v128.load(left, 16), v128.load(right, 16))));
      c = f32x4.add(c, f32x4.mul(w, f32x4.add(v128.load(left, 32), v128.load(right, 32))));
      d = f32x4.add(d, f32x4.mul(w, f32x4.add(v128.load(left, 48), v128.load(right, 48))));
    }
    v128.store(to + x, f32x4.add(a, base));
    v128.store(to + x, f32x4.add(b, base), 16);
    v128.store(to + x, f32x4.add(c, base), 32);
    v128.store(to + x, f32x4.add(d, base), 48);
  }
}
