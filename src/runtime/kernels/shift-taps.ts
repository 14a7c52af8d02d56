import { splinePole, splineWeights } from './reference/cubic-spline.ts';
import { portableCosSin } from './reference/portable-trig.ts';
import type { AxisShift } from './reference/shift-axis.ts';

/** Out(i) = Σ taps[k] · in(i + base + k). */
export interface Taps {
  readonly taps: Float64Array;
  readonly base: number;
}

/** Pixels on each side after which the spline's prefilter is below 1e-7 of its centre. */
const splineReach = 12;

/** One filter for prefilter and spline together, on a line mirrored about its end pixels. */
export function shiftTaps({ base, fraction }: AxisShift, interpolation: 'bilinear' | 'cubic'): Taps {
  if (fraction === 0) return { taps: Float64Array.of(1), base };
  if (interpolation === 'bilinear') return { taps: Float64Array.of(1 - fraction, fraction), base };
  const weights = splineWeights(fraction);
  const taps = new Float64Array(2 * splineReach + 4);
  let sum = 0;
  for (let k = 0; k < taps.length; k++) {
    for (let j = 0; j < 4; j++) {
      const distance = Math.abs(k - splineReach - j);
      if (distance <= splineReach) taps[k] = taps[k]! + weights[j]! * power(splinePole, distance);
    }
    sum += taps[k]!;
  }
  for (let k = 0; k < taps.length; k++) taps[k] = taps[k]! / sum;
  return { taps, base: base - splineReach - 1 };
}

function power(base: number, exponent: number): number {
  let product = 1;
  for (let i = 0; i < exponent; i++) product *= base;
  return product;
}

/** The weights by which sample m of the period moves to position `fraction` after sample 0, m = 0 … period - 1. */
export function fourierTaps(period: number, fraction: number): Float64Array {
  const taps = new Float64Array(period);
  const [, sine] = portableCosSin(fraction / 2); // sin(π · fraction)
  for (let m = 0; m < period; m++) {
    // Distance from the sample to the position, m samples before it.
    const [cos, sin] = portableCosSin((m + fraction) / (2 * period));
    taps[m] = ((m % 2 === 0 ? sine : -sine) * cos) / (period * sin);
  }
  return taps;
}
