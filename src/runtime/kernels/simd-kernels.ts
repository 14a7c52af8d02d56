import type { Kernels } from '../node/kernels.ts';
import { background } from './simd/background.ts';
import { gaussian } from './simd/gaussian.ts';
import { type SimdInstance, startInstance } from './simd/instance.ts';
import { median } from './simd/median.ts';
import { shift } from './simd/shift.ts';
import { threshold } from './simd/threshold.ts';

/**
 * The kernels in WebAssembly with 128-bit SIMD, the same bits on every processor.
 *
 * @returns  kernels on an instance of their own; its memory is used again by every call and grows to what the largest needs.
 */
export async function loadSimdKernels(): Promise<Kernels> {
  return simdKernelsOf(await startInstance());
}

/** The kernels on a given instance. */
export function simdKernelsOf(simd: SimdInstance): Kernels {
  return {
    backend: 'simd',
    gaussian: async (plane, sigma) => gaussian(simd, plane, sigma),
    median: async (plane, size) => median(simd, plane, size),
    shift: async (plane, dx, dy, options) => shift(simd, plane, dx, dy, options),
    threshold: async (plane, level) => threshold(simd, plane, level),
    background: async (plane, method, radius) => background(simd, plane, method, radius),
  };
}
