import { localPolynomial } from './local-polynomial.ts';
import { middleOf } from './middle-of.ts';
import { portableExp } from './portable-math.ts';

export const smoothings = ['moving average', 'median', 'Savitzky–Golay', 'Gaussian'] as const;
export interface Smoothing {
  readonly method: (typeof smoothings)[number];
  /** Width in time steps, odd; not used by the Gaussian. */
  readonly window: number;
  /** Degree of the Savitzky–Golay polynomial, below `window`. */
  readonly order: number;
  /** Standard deviation of the Gaussian in time steps, above 0; cut at 4 sigma. */
  readonly sigma: number;
}

/**
 * A time series with its noise smoothed out; gaps and missing values are left out, not filled.
 *
 * @param times   in time steps, ascending, finite; steps may be missing or uneven.
 * @param values  one a time; NaN is a missing value: it stays NaN and no neighbour sees it.
 * @returns       a new array. Windows are windows of time: what is not there is not counted. At the ends average, median and
 *                Gaussian use the part of the window that there is; Savitzky–Golay fits the first (last) whole window.
 *                With fewer values than `order` + 1 in a window the degree is what they allow.
 * @throws RangeError if the window is even or below 1, the order negative or not below the window, or sigma not above 0.
 * @cost          O(n · values in a window · order)
 * @source        On even steps scipy.signal.savgol_filter(mode='interp') 1.10: within 1e-12.
 */
export function smoothSeries(times: Float64Array, values: Float64Array, smoothing: Smoothing): Float64Array {
  const { method, window, order, sigma } = smoothing;
  if (method === 'Gaussian') {
    if (!(sigma > 0)) throw new RangeError(`sigma is ${sigma} time steps, expected above 0`);
  } else if (!(window >= 1 && window % 2 === 1)) {
    throw new RangeError(`the window is ${window} time steps, expected an odd number from 1`);
  }
  if (method === 'Savitzky–Golay' && !(order >= 0 && order < window)) {
    throw new RangeError(`the order is ${order}, expected 0 to ${window - 1}: below the window`);
  }
  const out = new Float64Array(values.length).fill(Number.NaN);
  const { x, y, at } = present(times, values);
  const half = method === 'Gaussian' ? 4 * sigma : (window - 1) / 2;
  const scratch = new Float64Array(x.length);
  for (let i = 0; i < x.length; i++) {
    const centre = method === 'Savitzky–Golay' ? wholeWindow(x, x[i]!, half) : x[i]!;
    const from = firstFrom(x, centre - half - 0.5);
    const to = firstFrom(x, centre + half + 0.5);
    out[at[i]!] =
      method === 'moving average'
        ? meanOf(y, from, to)
        : method === 'median'
          ? medianOf(y, from, to, scratch)
          : method === 'Gaussian'
            ? gaussianOf(x, y, from, to, x[i]!, sigma)
            : localPolynomial(x, y, from, to, order, x[i]!);
  }
  return out;
}

/** The values that are not missing, with the places they came from. */
export function present(times: Float64Array, values: Float64Array) {
  const at: number[] = [];
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i]!)) at.push(i);
  return { x: Float64Array.from(at, (i) => times[i]!), y: Float64Array.from(at, (i) => values[i]!), at };
}

/** Centre of the window around `t`, moved inwards at the ends. */
function wholeWindow(x: Float64Array, t: number, half: number): number {
  const first = x[0]! + half;
  const last = x[x.length - 1]! - half;
  return first > last ? (first + last) / 2 : Math.min(Math.max(t, first), last);
}

/** Index of the first time at or after `t`. */
function firstFrom(x: Float64Array, t: number): number {
  let low = 0;
  let high = x.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (x[middle]! < t) low = middle + 1;
    else high = middle;
  }
  return low;
}

function meanOf(y: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let k = from; k < to; k++) sum += y[k]!;
  return sum / (to - from);
}

function medianOf(y: Float64Array, from: number, to: number, scratch: Float64Array): number {
  for (let k = from; k < to; k++) scratch[k - from] = y[k]!;
  return middleOf(scratch, to - from);
}

function gaussianOf(x: Float64Array, y: Float64Array, from: number, to: number, t: number, sigma: number): number {
  let sum = 0;
  let weights = 0;
  for (let k = from; k < to; k++) {
    const away = (x[k]! - t) / sigma;
    const weight = portableExp(-0.5 * away * away);
    sum += weight * y[k]!;
    weights += weight;
  }
  return sum / weights;
}
