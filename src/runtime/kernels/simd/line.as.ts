/** Index of a pixel beyond the ends of a line of n: the nearest one. */
@inline
export function clampIndex(i: i32, n: i32): i32 {
  return i < 0 ? 0 : i >= n ? n - 1 : i;
}

/** Index of a pixel beyond the ends of a line of n, mirrored about the end pixels: c b | a b c | b a. */
export function mirrorIndex(i: i32, n: i32): i32 {
  if (n == 1) return 0;
  const period = 2 * n - 2;
  let k = i % period;
  if (k < 0) k += period;
  return k < n ? k : period - k;
}

/** Index of a pixel beyond the ends of a line of n, mirrored at the outer edges of the end pixels: b a | a b c | c b. */
export function reflectIndex(i: i32, n: i32): i32 {
  const period = 2 * n;
  let k = i % period;
  if (k < 0) k += period;
  return k < n ? k : period - 1 - k;
}
