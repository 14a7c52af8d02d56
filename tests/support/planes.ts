import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';

/** A plane from rows of numbers. */
export function planeOf(rows: readonly (readonly number[])[]): Plane<Float32Array> {
  return { width: rows[0]?.length ?? 0, height: rows.length, data: Float32Array.from(rows.flat()) };
}

/** The pixels of a plane as rows of numbers. */
export function rowsOf({ width, height, data }: Plane<Pixels>): number[][] {
  return Array.from({ length: height }, (_, y) => Array.from(data.subarray(y * width, (y + 1) * width)));
}

/** Largest difference of two planes of one size; Infinity where only one is NaN. `border` pixels at each side are left out. */
export function largestDifference(a: Plane<Pixels>, b: Plane<Pixels>, border = 0): number {
  if (a.width !== b.width || a.height !== b.height || a.data.length !== b.data.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let y = border; y < a.height - border; y++) {
    for (let x = border; x < a.width - border; x++) {
      const p = a.data[y * a.width + x] ?? Number.NaN;
      const q = b.data[y * a.width + x] ?? Number.NaN;
      if (Number.isNaN(p) !== Number.isNaN(q)) return Number.POSITIVE_INFINITY;
      if (p !== q && !Number.isNaN(p)) largest = Math.max(largest, Math.abs(p - q));
    }
  }
  return largest;
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}
