import { gaussianRadius, gaussianWeights } from '../reference/gaussian.ts';
import { portableExp } from '../reference/portable-math.ts';

/** From this sigma on a blur by halving is both fast and within 1.5e-5 of the range of the pixels. */
export const wideSigma = 12.5;

export interface WideWeights {
  /** How often the rows are halved. */
  readonly levels: number;
  /** Weights between coarse rows: of the centre, of its neighbours, ... */
  readonly weights: Float64Array;
  readonly radius: number;
  /** Height of the Gaussian where it is cut; added as a plain sum over 2 × radius + 1 rows. */
  readonly pedestal: number;
}

/**
 * Weights for `blurWide`: the coarse blur that, between halving and doubling, comes nearest to the Gaussian less its
 * pedestal in the sense of least squares.
 *
 * @param sigma  px, at least `wideSigma`; a coarse pixel is 1/6.25 to 1/12.5 of it.
 * @cost         O(sigma), some 0.1 ms for sigma 50: worth keeping between frames.
 */
export function wideWeights(sigma: number): WideWeights {
  const levels = Math.floor(Math.log2(sigma / 6.25));
  const step = 2 ** levels;
  const radius = gaussianRadius(sigma);
  const half = gaussianWeights(sigma, radius);
  const edge = radius + 0.5;
  const pedestal = half[0]! * portableExp((-0.5 * edge * edge) / (sigma * sigma));
  const passes = halvingAndDoubling(levels);
  const reach = Math.ceil(radius / step);
  const margin = reach * step + (passes.length >> 1);
  const target = new Float64Array(2 * margin + 1);
  for (let k = -radius; k <= radius; k++) target[margin + k] = half[Math.abs(k)]! - pedestal;
  const coarse = leastSquares(target, passes, step, reach);
  const wanted = 1 - pedestal * (2 * radius + 1);
  let sum = 0;
  for (const weight of coarse) sum += weight;
  const weights = coarse.slice(reach);
  for (let k = 0; k <= reach; k++) weights[k] = (weights[k]! * wanted) / sum;
  return { levels, weights, radius, pedestal };
}

/** The filter that halving and doubling amount to together, on the fine rows; its sum is 1. */
function halvingAndDoubling(levels: number): Float64Array {
  let filter: Float64Array = Float64Array.of(1);
  for (let level = 0; level < levels; level++) {
    const spread = new Float64Array(4 * 2 ** level + 1);
    [1, 4, 6, 4, 1].forEach((weight, i) => {
      spread[i * 2 ** level] = weight / 16;
    });
    filter = convolve(convolve(filter, spread), spread);
  }
  return filter;
}

function convolve(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length - 1);
  for (let i = 0; i < a.length; i++) {
    for (let k = 0; k < b.length; k++) out[i + k] = out[i + k]! + a[i]! * b[k]!;
  }
  return out;
}

/** Landweber's iteration; the frequencies that matter pass both filters nearly unchanged, so it ends quickly. */
function leastSquares(target: Float64Array, passes: Float64Array, step: number, reach: number): Float64Array {
  const coarse = new Float64Array(2 * reach + 1);
  const residual = target.slice();
  for (let round = 0; round < 24; round++) {
    for (let j = 0; j < coarse.length; j++) {
      let sum = 0;
      for (let k = 0; k < passes.length; k++) sum += passes[k]! * residual[j * step + k]!;
      coarse[j] = coarse[j]! + step * sum;
    }
    residual.set(target);
    for (let j = 0; j < coarse.length; j++) {
      for (let k = 0; k < passes.length; k++) {
        residual[j * step + k] = residual[j * step + k]! - coarse[j]! * passes[k]!;
      }
    }
  }
  return coarse;
}
