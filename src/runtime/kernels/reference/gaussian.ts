import type { Pixels, Plane } from '../../data/frame.ts';
import { fillHoles, hasHoles, spreadHoles, windowsAround } from './holes.ts';
import { checkPlane } from './plane-size.ts';
import { portableExp } from './portable-math.ts';

/** Largest standard deviation, px. */
export const maxSigma = 1000;

/** @throws RangeError where sigma is not above 0 and at most 1000 px. */
export function checkSigma(sigma: number): void {
  if (sigma > 0 && sigma <= maxSigma) return;
  throw new RangeError(`sigma is ${sigma} px, expected above 0 and at most ${maxSigma} px`);
}

/** Pixels on each side of the centre that the Gaussian takes in: 4 sigma, rounded. */
export const gaussianRadius = (sigma: number): number => Math.floor(4 * sigma + 0.5);

/**
 * Half of a sampled Gaussian whose sum over both sides is 1: weights of the centre, of its neighbours, ...
 *
 * @param sigma  standard deviation in px, above 0.
 * @param reach  px; weights further out are added to the outermost one, which changes nothing on a line of at most
 *               `reach` pixels with its ends repeated.
 */
export function gaussianWeights(sigma: number, reach: number): Float64Array {
  const radius = gaussianRadius(sigma);
  const weights = new Float64Array(radius + 1);
  let total = 0;
  for (let k = radius; k >= 0; k--) {
    weights[k] = portableExp((-0.5 * k * k) / (sigma * sigma));
    total += k === 0 ? weights[k]! : 2 * weights[k]!;
  }
  for (let k = 0; k <= radius; k++) weights[k] = weights[k]! / total;
  if (radius <= reach) return weights;
  const folded = weights.slice(0, reach + 1);
  for (let k = radius; k > reach; k--) folded[reach] = folded[reach]! + weights[k]!;
  return folded;
}

/**
 * Gaussian blur of one plane, edge pixels repeated outwards.
 *
 * @param plane  height × width; not modified. A pixel within 4 sigma (along x and y) of a NaN or infinite one becomes NaN.
 * @param sigma  standard deviation in px, above 0, at most 1000.
 * @returns      a new plane; weights are cut at 4 sigma and sum to 1, so a constant plane stays as it is.
 * @throws RangeError where sigma is out of range.
 * @cost         O(pixels · sigma)
 * @source       scipy.ndimage.gaussian_filter(mode='nearest', truncate=4), scipy 1.10: equal to the last digit of float32.
 */
export function gaussian(plane: Plane<Pixels>, sigma: number): Plane<Float32Array> {
  checkPlane(plane);
  checkSigma(sigma);
  if (!hasHoles(plane.data)) return blur(plane, sigma);
  const { filled, holes } = fillHoles(plane);
  const out = blur(filled, sigma);
  const radius = gaussianRadius(sigma);
  spreadHoles(out, holes, windowsAround(plane.width, radius), windowsAround(plane.height, radius));
  return out;
}

function blur(plane: Plane<Pixels>, sigma: number): Plane<Float32Array> {
  const { width, height } = plane;
  const data = new Float32Array(plane.data);
  const out = new Float32Array(data.length);
  const down = gaussianWeights(sigma, height);
  const across = gaussianWeights(sigma, width);
  const reach = across.length - 1;
  const line = new Float64Array(width + 2 * reach);
  for (let y = 0; y < height; y++) {
    blurColumns(data, width, height, y, down, line, reach);
    line.fill(line[reach]!, 0, reach);
    line.fill(line[reach + width - 1]!, reach + width);
    blurLine(line, across, out, y * width, width);
  }
  return { width, height, data: out };
}

/** Row y of the plane blurred along y, to `line` from `start` on. */
function blurColumns(
  data: Float32Array,
  width: number,
  height: number,
  y: number,
  weights: Float64Array,
  line: Float64Array,
  start: number,
): void {
  const centre = weights[0]!;
  const row = y * width;
  for (let x = 0; x < width; x++) line[start + x] = centre * data[row + x]!;
  for (let k = 1; k < weights.length; k++) {
    const weight = weights[k]!;
    const above = Math.max(y - k, 0) * width;
    const below = Math.min(y + k, height - 1) * width;
    for (let x = 0; x < width; x++) line[start + x] = line[start + x]! + weight * (data[above + x]! + data[below + x]!);
  }
}

function blurLine(line: Float64Array, weights: Float64Array, out: Float32Array, row: number, width: number): void {
  const reach = weights.length - 1;
  for (let x = 0; x < width; x++) {
    const at = x + reach;
    let sum = weights[0]! * line[at]!;
    for (let k = 1; k <= reach; k++) sum += weights[k]! * (line[at - k]! + line[at + k]!);
    out[row + x] = sum;
  }
}
