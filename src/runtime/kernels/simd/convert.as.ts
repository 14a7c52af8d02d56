import { take } from './memory.as';

/** Kinds of pixel: 0 uint8, 1 uint16, 2 float32. */
export type Kind = i32;

/** Value of pixel i. */
export function pixel(src: usize, kind: Kind, i: i32): f32 {
  if (kind == 0) return <f32>load<u8>(src + i);
  if (kind == 1) return <f32>load<u16>(src + (<usize>i << 1));
  return load<f32>(src + (<usize>i << 2));
}

/** The plane as float32 less `offset`, in memory of its own. */
export function toFloats(src: usize, kind: Kind, n: i32, offset: f32): usize {
  const dst = take(<usize>n << 2);
  const shift = f32x4.splat(offset);
  let to = dst;
  const end = dst + (<usize>n << 2);
  if (kind == 0) {
    for (; to < end; to += 16, src += 4) {
      const wide = i32x4.extend_low_i16x8_u(i16x8.extend_low_i8x16_u(v128.load32_zero(src)));
      v128.store(to, f32x4.sub(f32x4.convert_i32x4_s(wide), shift));
    }
  } else if (kind == 1) {
    for (; to < end; to += 16, src += 8) {
      const wide = i32x4.extend_low_i16x8_u(v128.load64_zero(src));
      v128.store(to, f32x4.sub(f32x4.convert_i32x4_s(wide), shift));
    }
  } else {
    for (; to < end; to += 16, src += 16) v128.store(to, f32x4.sub(v128.load(src), shift));
  }
  return dst;
}

/** Whether any of n floats is NaN or infinite: x - x is 0 for all others. */
export function hasHoles(src: usize, n: i32): bool {
  let bad = i32x4.splat(0);
  const whole = n & ~3;
  const zero = f32x4.splat(0);
  for (let i = 0; i < whole; i += 4) {
    const v = v128.load(src + (<usize>i << 2));
    bad = v128.or(bad, f32x4.ne(f32x4.sub(v, v), zero));
  }
  if (v128.any_true(bad)) return true;
  for (let i = whole; i < n; i++) {
    const v = load<f32>(src + (<usize>i << 2));
    if (v - v != 0) return true;
  }
  return false;
}

/** Whether any of n floats is NaN: only NaN differs from itself. */
export function hasNaN(src: usize, n: i32): bool {
  let bad = i32x4.splat(0);
  const whole = n & ~3;
  for (let i = 0; i < whole; i += 4) {
    const v = v128.load(src + (<usize>i << 2));
    bad = v128.or(bad, f32x4.ne(v, v));
  }
  if (v128.any_true(bad)) return true;
  for (let i = whole; i < n; i++) {
    const v = load<f32>(src + (<usize>i << 2));
    if (v != v) return true;
  }
  return false;
}
