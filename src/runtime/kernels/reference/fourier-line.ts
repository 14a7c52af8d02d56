import { reflectIndex } from './median.ts';

/** Samples of one period of a line of n pixels: a power of two, with room for a soft passage from its end to its start. */
export function fourierPeriod(n: number): number {
  let period = 2;
  while (period < n + 2 * Math.min(n, 32)) period *= 2;
  return period;
}

/**
 * Where sample i of the period comes from: the line itself, and behind it the line mirrored at its end, passing smoothly
 * (3t² - 2t³) into the line mirrored at its start. So shifting by a phase sees no jump between the two ends.
 */
export interface Continuation {
  /** Index of the pixel mirrored at the end, for samples n, n + 1, ... */
  readonly ending: Int32Array;
  readonly starting: Int32Array;
  /** Weight of `starting`, 0 to 1. */
  readonly weight: Float64Array;
}

/** @param n  length of the line, at least 1 px. */
export function continuation(n: number, period: number): Continuation {
  const length = period - n;
  const ending = new Int32Array(length);
  const starting = new Int32Array(length);
  const weight = new Float64Array(length);
  for (let i = 0; i < length; i++) {
    ending[i] = reflectIndex(n + i, n);
    starting[i] = reflectIndex(i - length, n);
    const t = (i + 0.5) / length;
    weight[i] = t * t * (3 - 2 * t);
  }
  return { ending, starting, weight };
}
