import type { Frame, Pixels } from '../../data/frame.ts';
import type { Kernels } from '../../node/kernels.ts';
import { blurFrame } from './blur-frame.ts';
import { gaussianWeights } from './gaussian.ts';
import { laplacian } from './laplacian.ts';

/**
 * Response of the Laplacian of Gaussian to bright spots, on TrackMate's scale.
 *
 * @param frame   not modified; NaN spreads over its neighbourhood.
 * @param radius  of the spots, px; the filter's sigma is radius / √2 in a plane, radius / √3 in a volume.
 * @param zRatio  planes are this many px apart.
 * @returns       a new frame: -2 · ∇²(blurred) in a plane, -(2π)^1.5 σz / π · ∇²(blurred) in a volume. A Gaussian spot of
 *                that sigma and height A answers A / σ² in a plane; a constant frame answers 0.
 * @cost          that of `kernels.gaussian` and O(pixels)
 * @source        TrackMate 7's LoG kernel (radius tuned, factor 1 / πσ²); it cuts the kernel and mirrors the edges, here
 *                they are repeated.
 */
export async function logResponse(
  frame: Frame<Pixels>,
  radius: number,
  zRatio: number,
  kernels: Kernels,
): Promise<Frame<Float32Array>> {
  const isDeep = frame.depth > 1;
  const sigma = spotSigma(radius, frame.depth);
  const sigmaZ = sigma / zRatio;
  const factor = isDeep ? -((2 * Math.PI * Math.sqrt(2 * Math.PI)) / Math.PI) * sigmaZ : -2;
  return laplacian(await blurred(frame, sigma, sigmaZ, kernels), factor);
}

/**
 * Response of the difference of two Gaussians, sigmas 0.9 and 1.1 times that of `logResponse`.
 *
 * @returns  a new frame: narrow minus wide blur. Sigmas are those of the spots, so that the blur leaves out the 0.5 px that a
 *           pixel blurs by itself; the narrow one is at least 1 px. A constant frame answers 0.
 * @cost     that of two `kernels.gaussian`
 * @source   TrackMate 7's DoG detector with ImgLib2's sigmas; it cuts Gaussians at 3 sigma and mirrors the edges.
 */
export async function dogResponse(
  frame: Frame<Pixels>,
  radius: number,
  zRatio: number,
  kernels: Kernels,
): Promise<Frame<Float32Array>> {
  const sigma = spotSigma(radius, frame.depth);
  const narrow = { sigma: dogSigma(sigma, 0.9), sigmaZ: dogSigma(sigma / zRatio, 0.9) };
  const wide = { sigma: dogSigma(sigma, 1.1), sigmaZ: dogSigma(sigma / zRatio, 1.1) };
  return differenceOfGaussians(frame, narrow, wide, kernels);
}

/** Standard deviations of a blur: px in the plane, planes along z (not used for one plane). */
export interface Blur {
  readonly sigma: number;
  readonly sigmaZ: number;
}

/**
 * Frame blurred narrowly minus frame blurred widely, edges repeated outwards.
 *
 * @source skimage.filters.difference_of_gaussians 0.19.3: equal within 1e-6 of the range.
 */
export async function differenceOfGaussians(
  frame: Frame<Pixels>,
  narrow: Blur,
  wide: Blur,
  kernels: Kernels,
): Promise<Frame<Float32Array>> {
  const more = await blurred(frame, wide.sigma, wide.sigmaZ, kernels);
  const less = await blurred(frame, narrow.sigma, narrow.sigmaZ, kernels);
  const data = new Float32Array(less.data.length);
  for (let i = 0; i < data.length; i++) data[i] = less.data[i]! - more.data[i]!;
  return { ...less, data };
}

/** Sigma of a filter tuned to spots of this radius, px. */
export const spotSigma = (radius: number, depth: number): number => radius / Math.sqrt(depth > 1 ? 3 : 2);

/** Blur that makes a pixel's own 0.5 px the wanted sigma; the narrow one not below 1 px, the wide one in proportion. */
function dogSigma(sigma: number, factor: 0.9 | 1.1): number {
  const wanted = (Math.max(0.9 * sigma, 1) * factor) / 0.9;
  return Math.sqrt(wanted * wanted - 0.25);
}

async function blurred(
  frame: Frame<Pixels>,
  sigma: number,
  sigmaZ: number,
  kernels: Kernels,
): Promise<Frame<Float32Array>> {
  const flat = await blurFrame(frame, sigma, kernels);
  const data = flat.data instanceof Float32Array ? flat.data : Float32Array.from(flat.data);
  return frame.depth > 1 ? blurAlongZ({ ...frame, data }, sigmaZ) : { ...frame, data };
}

/** Gaussian blur along z only, edge planes repeated. @cost O(pixels · sigma) */
function blurAlongZ(frame: Frame<Float32Array>, sigma: number): Frame<Float32Array> {
  const { width, height, depth, data } = frame;
  const weights = gaussianWeights(sigma, depth);
  const size = width * height;
  const out = new Float32Array(data.length);
  const sums = new Float64Array(size);
  for (let z = 0; z < depth; z++) {
    for (let i = 0; i < size; i++) sums[i] = weights[0]! * data[z * size + i]!;
    for (let k = 1; k < weights.length; k++) {
      const weight = weights[k]!;
      const above = Math.max(z - k, 0) * size;
      const below = Math.min(z + k, depth - 1) * size;
      for (let i = 0; i < size; i++) sums[i]! += weight * (data[above + i]! + data[below + i]!);
    }
    out.set(sums, z * size);
  }
  return { width, height, depth, data: out };
}
