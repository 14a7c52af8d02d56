import type { Pixels, Plane } from '../../data/frame.ts';
import { checkSigma, gaussianRadius, gaussianWeights } from '../reference/gaussian.ts';
import { fillHoles, spreadHoles, windowsAround } from '../reference/holes.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { kindOf, type SimdInstance } from './instance.ts';
import { type WideWeights, wideSigma, wideWeights } from './wide-weights.ts';

const known = new Map<number, WideWeights>();

function keptWeights(sigma: number): WideWeights {
  let weights = known.get(sigma);
  if (!weights) {
    weights = wideWeights(sigma);
    if (known.size >= 16) known.clear();
    known.set(sigma, weights);
  }
  return weights;
}

/** See reference/gaussian.ts. Below `wideSigma` to float32's rounding, from there on to 1.5e-5 of the range of the pixels. */
export function gaussian(simd: SimdInstance, plane: Plane<Pixels>, sigma: number): Plane<Float32Array> {
  checkPlane(plane);
  checkSigma(sigma);
  const { width, height, data } = plane;
  const { wasm } = simd;
  simd.begin(plane, sigma < wideSigma ? 20 : 64, 64 * gaussianRadius(sigma));
  if (data.length === 0) return { width, height, data: new Float32Array(0) };
  const src = simd.put(data);
  if (data instanceof Float32Array && wasm.hasHoles(src, data.length) !== 0) {
    const { filled, holes } = fillHoles(plane);
    const out = gaussian(simd, filled, sigma);
    const radius = gaussianRadius(sigma);
    spreadHoles(out, holes, windowsAround(width, radius), windowsAround(height, radius));
    return out;
  }
  const dst = simd.take(data.length * 4);
  if (sigma < wideSigma) {
    const across = gaussianWeights(sigma, width);
    const down = gaussianWeights(sigma, height);
    const weights = [simd.putFloats(across), across.length - 1, simd.putFloats(down), down.length - 1] as const;
    wasm.gaussian(src, kindOf(data), dst, width, height, ...weights);
  } else {
    const { levels, weights, radius, pedestal } = keptWeights(sigma);
    const at = simd.putFloats(weights);
    wasm.wideGaussian(src, kindOf(data), dst, width, height, levels, at, weights.length - 1, radius, pedestal);
  }
  return { width, height, data: simd.floats(dst, data.length) };
}
