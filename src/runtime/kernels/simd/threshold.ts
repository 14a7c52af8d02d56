import type { Pixels, Plane } from '../../data/frame.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { checkLevel, floatBelow } from '../reference/threshold.ts';
import { kindOf, type SimdInstance } from './instance.ts';

/** See reference/threshold.ts; equal to it. */
export function threshold(simd: SimdInstance, plane: Plane<Pixels>, level: number): Plane<Uint8Array> {
  checkPlane(plane);
  checkLevel(level);
  const { width, height, data } = plane;
  const n = data.length;
  simd.begin(plane, 8);
  if (!(data instanceof Float32Array) && level < 0) return { width, height, data: new Uint8Array(n).fill(1) };
  const highest = data instanceof Uint8Array ? 255 : 65535;
  const bound = data instanceof Float32Array ? floatBelow(level) : Math.min(Math.floor(level), highest);
  const src = simd.put(data);
  const dst = simd.take(n);
  simd.wasm.threshold(src, kindOf(data), dst, n, bound);
  return { width, height, data: simd.bytes(dst, n) };
}
