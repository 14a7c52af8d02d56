import { portableExp, portableLog } from './portable-math.ts';

/** y = amplitude · exp(-t / tau) + offset. */
export interface ExponentialFit {
  readonly amplitude: number;
  /** In the unit of t; NaN where the values do not change. */
  readonly tau: number;
  readonly offset: number;
  /** Standard errors of the three; NaN for three values, which every curve fits. */
  readonly errors: { readonly amplitude: number; readonly tau: number; readonly offset: number };
  /** Share of the variance that the curve explains; NaN where there is none. */
  readonly rSquared: number;
}
interface Linear {
  readonly amplitude: number;
  readonly offset: number;
  readonly squares: number;
}

/**
 * Least-squares fit of an exponential that decays to an offset.
 *
 * For a given tau the best amplitude and offset follow from a straight line, so only tau is searched: on a grid over all
 * that the times can show, then by golden section, then by Newton's method. There is no starting value to get wrong.
 *
 * @param t  times, in any order.
 * @param y  values; those that are not finite are left out.
 * @returns  null for fewer than three values at different times. tau lies between a fifth of the least distance of two
 *           times and a hundred times their range; at the upper end the curve is a straight line.
 * @cost     O(length), some 300 passes.
 * @source   scipy.optimize.curve_fit, scipy 1.10: parameters equal to 1e-6, errors to 1e-4, relatively.
 *           Variable projection: Golub & Pereyra 1973, doi:10.1137/0710036.
 */
export function fitExponential(t: ArrayLike<number>, y: ArrayLike<number>): ExponentialFit | null {
  const points: { readonly t: number; readonly y: number }[] = [];
  for (let i = 0; i < y.length; i++)
    if (Number.isFinite(y[i]) && Number.isFinite(t[i])) points.push({ t: t[i]!, y: y[i]! });
  points.sort((a, b) => a.t - b.t);
  const steps = points.map((point, i) => point.t - (points[i - 1]?.t ?? point.t)).filter((step) => step > 0);
  if (points.length < 3 || steps.length < 2) return null;
  const start = points[0]!.t;
  const times = Float64Array.from(points, (point) => point.t - start);
  const values = Float64Array.from(points, (point) => point.y);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  if (!(variance > 1e-24 * mean * mean * values.length)) return constant(mean);
  const range = times[times.length - 1]!;
  const rate = bestRate(times, values, 1 / (100 * range), 5 / Math.min(...steps));
  const { amplitude, offset, squares } = lineAt(times, values, rate);
  const atZero = amplitude * portableExp(rate * start);
  const errors = standardErrors(times, amplitude, rate, squares, start);
  return { amplitude: atZero, tau: 1 / rate, offset, errors, rSquared: 1 - squares / variance };
}

/** Value of the curve at a time. */
export const exponentialAt = ({ amplitude, tau, offset }: ExponentialFit, t: number): number =>
  amplitude === 0 ? offset : amplitude * portableExp(-t / tau) + offset;

const constant = (offset: number): ExponentialFit => ({
  amplitude: 0,
  tau: Number.NaN,
  offset,
  errors: { amplitude: Number.NaN, tau: Number.NaN, offset: Number.NaN },
  rSquared: Number.NaN,
});

function bestRate(t: Float64Array, y: Float64Array, slowest: number, fastest: number): number {
  const cost = (logRate: number) => lineAt(t, y, portableExp(logRate)).squares;
  const low = portableLog(slowest);
  const high = portableLog(fastest);
  const points = 120;
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i <= points; i++) {
    const squares = cost(low + ((high - low) * i) / points);
    if (squares < least) {
      least = squares;
      best = i;
    }
  }
  const step = (high - low) / points;
  const rate = portableExp(
    goldenSection(cost, Math.max(low, low + (best - 1) * step), Math.min(high, low + (best + 1) * step)),
  );
  return polished(t, y, rate, slowest, fastest);
}

/** Position of the least value between two positions around it, to 1e-7. */
function goldenSection(cost: (x: number) => number, from: number, to: number): number {
  const part = (Math.sqrt(5) - 1) / 2;
  let low = from;
  let high = to;
  let left = high - part * (high - low);
  let right = low + part * (high - low);
  let costLeft = cost(left);
  let costRight = cost(right);
  while (high - low > 1e-7) {
    if (costLeft <= costRight) {
      high = right;
      right = left;
      costRight = costLeft;
      left = high - part * (high - low);
      costLeft = cost(left);
    } else {
      low = left;
      left = right;
      costLeft = costRight;
      right = low + part * (high - low);
      costRight = cost(right);
    }
  }
  return (low + high) / 2;
}

/** Golden section ends where rounding hides the slope; Newton's method with all three parameters goes on from there. */
function polished(t: Float64Array, y: Float64Array, first: number, slowest: number, fastest: number): number {
  let rate = first;
  for (let round = 0; round < 4; round++) {
    const { amplitude, offset } = lineAt(t, y, rate);
    const normal = new Float64Array(9);
    const right = new Float64Array(3);
    for (let i = 0; i < t.length; i++) {
      const e = portableExp(-rate * t[i]!);
      const slopes = [e, -amplitude * t[i]! * e, 1];
      const rest = y[i]! - amplitude * e - offset;
      for (let a = 0; a < 3; a++) {
        right[a]! += slopes[a]! * rest;
        for (let b = 0; b < 3; b++) normal[3 * a + b]! += slopes[a]! * slopes[b]!;
      }
    }
    const inverse = inverseOf(normal);
    if (!inverse) break;
    const step = inverse[3]! * right[0]! + inverse[4]! * right[1]! + inverse[5]! * right[2]!;
    if (!(Math.abs(step) < 0.01 * rate)) break;
    rate = Math.min(fastest, Math.max(slowest, rate + step));
  }
  return rate;
}

/** Best amplitude and offset for a rate, and the sum of squares that they leave. */
function lineAt(t: Float64Array, y: Float64Array, rate: number): Linear {
  const n = t.length;
  let sumE = 0;
  let sumY = 0;
  for (let i = 0; i < n; i++) {
    sumE += portableExp(-rate * t[i]!);
    sumY += y[i]!;
  }
  const meanE = sumE / n;
  const meanY = sumY / n;
  let ee = 0;
  let ey = 0;
  for (let i = 0; i < n; i++) {
    const e = portableExp(-rate * t[i]!) - meanE;
    ee += e * e;
    ey += e * (y[i]! - meanY);
  }
  const amplitude = ee > 0 ? ey / ee : 0;
  const offset = meanY - amplitude * meanE;
  let squares = 0;
  for (let i = 0; i < n; i++) squares += (y[i]! - amplitude * portableExp(-rate * t[i]!) - offset) ** 2;
  return { amplitude, offset, squares };
}

/** From the curvature of the sum of squares; the amplitude is that at time 0, `start` before the first value. */
function standardErrors(
  t: Float64Array,
  amplitude: number,
  rate: number,
  squares: number,
  start: number,
): ExponentialFit['errors'] {
  const normal = new Float64Array(9);
  const growth = portableExp(rate * start);
  for (let i = 0; i < t.length; i++) {
    const e = portableExp(-rate * t[i]!);
    const slopes = [e / growth, amplitude * e * (t[i]! + start) * rate * rate, 1];
    for (let a = 0; a < 3; a++) for (let b = 0; b < 3; b++) normal[3 * a + b]! += slopes[a]! * slopes[b]!;
  }
  const inverse = inverseOf(normal);
  const variance = t.length > 3 && inverse ? squares / (t.length - 3) : Number.NaN;
  const error = (i: number) => Math.sqrt(variance * (inverse?.[4 * i] ?? Number.NaN));
  return { amplitude: error(0), tau: error(1), offset: error(2) };
}

/** Inverse of a symmetric 3 × 3 matrix; null where it has none. */
function inverseOf(m: Float64Array): Float64Array | null {
  const [a, b, c, , d, e, , , f] = m as unknown as readonly [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const x = d * f - e * e;
  const y = c * e - b * f;
  const z = b * e - c * d;
  const determinant = a * x + b * y + c * z;
  if (!(Math.abs(determinant) > 1e-14 * Math.abs(a * d * f))) return null;
  return Float64Array.of(x, y, z, y, a * f - c * c, b * c - a * e, z, b * c - a * e, a * d - b * b).map(
    (value) => value / determinant,
  );
}
