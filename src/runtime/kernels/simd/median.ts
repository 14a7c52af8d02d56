import type { Pixels, Plane } from '../../data/frame.ts';
import { spreadHoles, windowsAround } from '../reference/holes.ts';
import { checkMedianSize, rankPixels } from '../reference/median.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { kindOf, type SimdInstance } from './instance.ts';

/** Up to this size a network of minima and maxima is faster than counting ranks. */
const largestNetwork = 9;

/** See reference/median.ts; equal to it. */
export function median(simd: SimdInstance, plane: Plane<Pixels>, size: number): Plane<Pixels> {
  checkPlane(plane);
  checkMedianSize(size);
  const { width, height, data } = plane;
  simd.begin(plane, 20, size <= largestNetwork ? 300 * width + 50_000 : 0);
  if (size === 1 || data.length === 0) return { width, height, data: data.slice() };
  const src = simd.put(data);
  if (data instanceof Float32Array && simd.wasm.hasNaN(src, data.length) !== 0) {
    return medianAroundNaN(simd, plane, size);
  }
  return size <= largestNetwork ? byNetwork(simd, plane, src, size) : byRanks(simd, plane, size);
}

function medianAroundNaN(
  simd: SimdInstance,
  { width, height, data }: Plane<Pixels>,
  size: number,
): Plane<Float32Array> {
  const numbers = new Float32Array(data);
  const holes = new Uint8Array(data.length);
  for (let i = 0; i < numbers.length; i++) {
    if (!Number.isNaN(numbers[i])) continue;
    numbers[i] = 0;
    holes[i] = 1;
  }
  const out = { width, height, data: new Float32Array(median(simd, { width, height, data: numbers }, size).data) };
  spreadHoles(out, holes, windowsAround(width, size >> 1), windowsAround(height, size >> 1));
  return out;
}

function byNetwork(
  simd: SimdInstance,
  { width, height, data }: Plane<Pixels>,
  src: number,
  size: number,
): Plane<Pixels> {
  const dst = simd.take(data.byteLength);
  simd.wasm.median(src, kindOf(data), dst, width, height, size);
  const bytes = simd.bytes(dst, data.byteLength).buffer;
  const out =
    data instanceof Uint8Array
      ? new Uint8Array(bytes)
      : data instanceof Uint16Array
        ? new Uint16Array(bytes)
        : new Float32Array(bytes);
  return { width, height, data: out };
}

function byRanks(simd: SimdInstance, { width, height, data }: Plane<Pixels>, size: number): Plane<Pixels> {
  const { ranks, values } = rankPixels(data);
  const src = simd.put(ranks);
  const dst = simd.take(ranks.byteLength);
  simd.wasm.medianRanks(src, dst, width, height, size, values.length);
  const chosen = new Uint32Array(simd.bytes(dst, ranks.byteLength).buffer);
  const out = data.slice();
  for (let i = 0; i < out.length; i++) out[i] = values[chosen[i]!]!;
  return { width, height, data: out };
}
