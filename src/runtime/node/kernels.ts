import type { Pixels, Plane } from '../data/frame.ts';

export type Backend = 'reference' | 'simd' | 'gpu';

/**
 * The kernels that exist in several forms; `kernels/reference` says what each means, `tests/contracts/kernels` holds the
 * others to it. Methods with one form only are plain functions in `kernels/reference`.
 * Inputs are never written to. Every method rejects with RangeError on parameters outside its stated range, and on planes
 * that its form has no memory for. Holes, pixels that are NaN or infinite, stay holes no wider than stated there.
 */
export interface Kernels {
  readonly backend: Backend;
  /** Gaussian blur, edges repeated outwards, cut at 4 sigma; sigma above 0, at most 1000 px. */
  gaussian(plane: Plane<Pixels>, sigma: number): Promise<Plane<Float32Array>>;
  /** Median of the size × size square (odd, at most 255), edges mirrored (b a | a b); the dtype is kept; NaN in it gives NaN. */
  median(plane: Plane<Pixels>, size: number): Promise<Plane<Pixels>>;
  /** Content moved by (dx, dy) px: out(x, y) = in(x - dx, y - dy). Whole shifts copy pixels. */
  shift(plane: Plane<Pixels>, dx: number, dy: number, options: ShiftOptions): Promise<Plane<Float32Array>>;
  /** 1 where the pixel is above `level` (infinite ones are allowed), else 0; NaN gives 0. */
  threshold(plane: Plane<Pixels>, level: number): Promise<Plane<Uint8Array>>;
  /** The smooth background under the objects, to be subtracted by the caller; radius above 0, at most 1000 px. */
  background(plane: Plane<Pixels>, method: BackgroundMethod, radius: number): Promise<Plane<Float32Array>>;
}
export interface ShiftOptions {
  readonly interpolation: 'bilinear' | 'cubic' | 'fourier';
  /** What lies outside the plane: a value, or `extend` (the nearest edge pixel). */
  readonly outside: number | 'extend';
}
export type BackgroundMethod = 'rolling ball' | 'gaussian' | 'top-hat';
