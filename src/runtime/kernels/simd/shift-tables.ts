import { splinePole, splineWeights } from '../reference/cubic-spline.ts';
import { continuation, fourierPeriod } from '../reference/fourier-line.ts';
import { portableCosSin } from '../reference/portable-trig.ts';
import type { AxisShift } from '../reference/shift-axis.ts';

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

/** The table that shiftByPhase of fourier.as.ts reads for one axis of n pixels. */
export function phaseTable(n: number, { base, fraction, first, end }: AxisShift): Uint8Array {
  if (fraction === 0) return new Uint8Array(Int32Array.of(0, base, first, end).buffer);
  const period = fourierPeriod(n);
  const bytes = new ArrayBuffer(16 + 12 * period + 12 * (period - n));
  new Int32Array(bytes, 0, 4).set([period, base, first, end]);
  const twiddles = new Float32Array(bytes, 16, period);
  for (let k = 0; k < period / 2; k++) {
    const [cos, sin] = portableCosSin(k / period);
    twiddles[2 * k] = cos;
    twiddles[2 * k + 1] = sin;
  }
  const ramp = new Float32Array(bytes, 16 + 4 * period, 2 * period);
  for (let k = 0, reversed = 0; k < period; k++) {
    const [cos, sin] = portableCosSin((fraction * (k < period / 2 ? k : k - period)) / period);
    ramp[2 * reversed] = cos / period;
    ramp[2 * reversed + 1] = k === period / 2 ? 0 : sin / period;
    let bit = period >> 1;
    for (; reversed & bit; bit >>= 1) reversed ^= bit;
    reversed ^= bit;
  }
  const behind = new DataView(bytes, 16 + 12 * period);
  const { ending, starting, weight } = continuation(n, period);
  for (let i = 0; i < weight.length; i++) {
    behind.setInt32(12 * i, ending[i]!, true);
    behind.setInt32(12 * i + 4, starting[i]!, true);
    behind.setFloat32(12 * i + 8, weight[i]!, true);
  }
  return new Uint8Array(bytes);
}
