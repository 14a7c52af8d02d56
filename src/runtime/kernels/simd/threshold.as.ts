/** Writes n bytes: 1 where the pixel is above the level, a number of the pixels' own kind (0 … 255, 0 … 65535, float32). */
export function threshold(src: usize, kind: i32, dst: usize, n: i32, level: f32): void {
  const one = i8x16.splat(1);
  const end = dst + <usize>n;
  if (kind == 0) {
    const bound = i8x16.splat(<i8>(<u8>level));
    for (; dst < end; dst += 16, src += 16) v128.store(dst, v128.and(v128.gt<u8>(v128.load(src), bound), one));
  } else if (kind == 1) {
    const bound = i16x8.splat(<i16>(<u16>level));
    for (; dst < end; dst += 16, src += 32) {
      const a = v128.gt<u16>(v128.load(src), bound);
      const b = v128.gt<u16>(v128.load(src, 16), bound);
      v128.store(dst, v128.and(i8x16.narrow_i16x8_s(a, b), one));
    }
  } else {
    const bound = f32x4.splat(level);
    for (; dst < end; dst += 16, src += 64) {
      const a = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(src), bound), f32x4.gt(v128.load(src, 16), bound));
      const b = i16x8.narrow_i32x4_s(f32x4.gt(v128.load(src, 32), bound), f32x4.gt(v128.load(src, 48), bound));
      v128.store(dst, v128.and(i8x16.narrow_i16x8_s(a, b), one));
    }
  }
}
