import type { Pixels, Plane } from '../data/frame.ts';
import type { Kernels } from '../node/kernels.ts';
import { background } from './gpu/background.ts';
import { startDevice } from './gpu/device.ts';
import { gaussian } from './gpu/gaussian.ts';
import { median } from './gpu/median.ts';
import { shift } from './gpu/shift.ts';
import { threshold } from './gpu/threshold.ts';
import { loadSimdKernels } from './simd-kernels.ts';

/** Pixel reads beyond which a driver may take one draw for a hang and reset the GPU. */
const mostReads = 4e9;

export interface GpuKernels extends Kernels {
  /** What it really runs on, as the graphics context names itself. */
  readonly version: string;
}

/**
 * The kernels on the GPU by WebGL 2. What needs more than 4e9 pixel reads for a plane (wide medians, balls and disks) is
 * left to the SIMD form, which does far less work there.
 *
 * @returns  kernels on a context of their own; a method rejects with `GpuContextLostError` where that was lost.
 * @throws Error where there is no WebGL 2, or gpu.js fell back to another backend.
 */
export async function loadGpuKernels(): Promise<GpuKernels> {
  const device = startDevice();
  await threshold(device, { width: 1, height: 1, data: Uint8Array.of(1) }, 0); // throws where it fell back
  const simd = await loadSimdKernels();
  const isTooMuch = ({ data }: Plane<Pixels>, reads: number): boolean => data.length * reads > mostReads;
  return {
    backend: 'gpu',
    version: device.version(),
    gaussian: (plane, sigma) => gaussian(device, plane, sigma),
    median: (plane, size) =>
      isTooMuch(plane, 26 * size * size) ? simd.median(plane, size) : median(device, plane, size),
    shift: (plane, dx, dy, options) => shift(device, plane, dx, dy, options),
    threshold: (plane, level) => threshold(device, plane, level),
    background: (plane, method, radius) =>
      method !== 'gaussian' && isTooMuch(plane, 4 * radius * radius)
        ? simd.background(plane, method, radius)
        : background(device, plane, method, radius),
  };
}
