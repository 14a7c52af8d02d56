import type { Pixels, Plane } from '../runtime/data/frame.ts';
import { referenceKernels } from '../runtime/kernels/reference-kernels.ts';
import type { Kernels } from '../runtime/node/kernels.ts';

const calls: Readonly<Record<string, (kernels: Kernels, plane: Plane<Pixels>) => Promise<Plane<Pixels>>>> = {
  gaussian: (kernels, plane) => kernels.gaussian(plane, 2),
  median: (kernels, plane) => kernels.median(plane, 5),
  bilinear: (kernels, plane) => kernels.shift(plane, 1.3, -2.6, { interpolation: 'bilinear', outside: 0 }),
  cubic: (kernels, plane) => kernels.shift(plane, 1.3, -2.6, { interpolation: 'cubic', outside: 'extend' }),
  fourier: (kernels, plane) => kernels.shift(plane, 1.3, -2.6, { interpolation: 'fourier', outside: 'extend' }),
  threshold: (kernels, plane) => kernels.threshold(plane, 500),
  'rolling ball': (kernels, plane) => kernels.background(plane, 'rolling ball', 10),
  'top-hat': (kernels, plane) => kernels.background(plane, 'top-hat', 4),
};

/**
 * Compares the GPU kernels, as they stand in this bundle, with the reference on a small plane.
 *
 * @returns  what they ran on (`webgl2`) and the largest difference of each kernel, grey values of 0 … 1,000.
 * @throws Error where there is no WebGL 2, or gpu.js fell back to another backend.
 */
export async function checkGpuKernels(): Promise<{
  readonly backend: string;
  readonly maxDifference: Record<string, number>;
}> {
  // Not needed to show the page.
  const { loadGpuKernels } = await import('../runtime/kernels/gpu-kernels.ts');
  const gpu = await loadGpuKernels();
  const plane = testPlane(61, 47);
  const maxDifference: Record<string, number> = {};
  for (const [name, call] of Object.entries(calls)) {
    maxDifference[name] = largestDifference(await call(gpu, plane), await call(referenceKernels, plane));
  }
  return { backend: gpu.version.startsWith('WebGL 2.0') ? 'webgl2' : gpu.version, maxDifference };
}

/** A slope with grain, 0 … 1,000. */
function testPlane(width: number, height: number): Plane<Float32Array> {
  const data = new Float32Array(width * height);
  let state = 1;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    data[i] = (500 * (i % width)) / width + (500 * state) / 2 ** 32;
  }
  return { width, height, data };
}

function largestDifference(a: Plane<Pixels>, b: Plane<Pixels>): number {
  if (a.data.length !== b.data.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < a.data.length; i++) {
    const difference = Math.abs((a.data[i] ?? Number.NaN) - (b.data[i] ?? Number.NaN));
    if (!(difference <= largest)) largest = Number.isNaN(difference) ? Number.POSITIVE_INFINITY : difference;
  }
  return largest;
}
