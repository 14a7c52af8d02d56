/**
 * dst(x, y) = src(y, x), four by four: up to three more rows and columns are read and written, so rows of src must be
 * readable up to the next multiple of four, and dst must have room for as many.
 */
export function transpose(src: usize, srcStride: usize, dst: usize, dstStride: usize, width: i32, height: i32): void {
  for (let y = 0; y < height; y += 4) {
    const from = src + <usize>y * srcStride;
    const to = dst + (<usize>y << 2);
    for (let x = 0; x < width; x += 4) {
      const at = from + (<usize>x << 2);
      const a = v128.load(at);
      const b = v128.load(at + srcStride);
      const c = v128.load(at + 2 * srcStride);
      const d = v128.load(at + 3 * srcStride);
      const ab01 = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
      const ab23 = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
      const cd01 = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
      const cd23 = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
      const out = to + <usize>x * dstStride;
      v128.store(out, v128.shuffle<f32>(ab01, cd01, 0, 1, 4, 5));
      v128.store(out + dstStride, v128.shuffle<f32>(ab01, cd01, 2, 3, 6, 7));
      v128.store(out + 2 * dstStride, v128.shuffle<f32>(ab23, cd23, 0, 1, 4, 5));
      v128.store(out + 3 * dstStride, v128.shuffle<f32>(ab23, cd23, 2, 3, 6, 7));
    }
  }
}

/** Copies rows between strides, adding `offset`; writes no pixel beyond the last. */
export function addRows(src: usize, srcStride: usize, dst: usize, width: i32, height: i32, offset: f32): void {
  const shift = f32x4.splat(offset);
  const bytes = <usize>width << 2;
  for (let y = 0; y < height; y++) {
    const from = src + <usize>y * srcStride;
    const to = dst + <usize>y * bytes;
    for (let x: usize = 0; x < bytes; x += 16) v128.store(to + x, f32x4.add(v128.load(from + x), shift));
  }
}
