import { expect } from 'vitest';
import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import type { Kernels } from '../../src/runtime/node/kernels.ts';

export interface KernelCall {
  readonly title: string;
  run(kernels: Kernels, plane: Plane<Pixels>): Promise<Plane<Pixels>>;
  /** Allowed difference from the reference as a part of the range of the pixels; 0: equal in every bit. */
  readonly tolerance: number;
  /** Pixels that a program without any shortcut reads for one pixel of a plane with sides of `side` px. */
  reads(side: number): number;
}

const blurReads = (sigma: number) => (side: number) => Math.min(16 * sigma, 4 * side);

const blurs = [0.3, 2.5, 12, 14, 50, 400].map(
  (sigma): KernelCall => ({
    title: `Gaussian, sigma ${sigma}`,
    run: (kernels, plane) => kernels.gaussian(plane, sigma),
    tolerance: sigma < 12.5 ? 1e-6 : 1.5e-5,
    reads: blurReads(sigma),
  }),
);
const medians = [1, 3, 5, 7, 9, 21].map(
  (size): KernelCall => ({
    title: `median, size ${size}`,
    run: (kernels, plane) => kernels.median(plane, size),
    tolerance: 0,
    reads: () => 26 * size * size,
  }),
);
const shiftTolerances = { bilinear: 5e-7, cubic: 2e-6, fourier: 2e-6 };
const shifts = (['bilinear', 'cubic', 'fourier'] as const).flatMap((interpolation) =>
  (
    [
      [0, 0, 'extend'],
      [2, -1, -3],
      [0.3, -1.7, 'extend'],
      [0.3, -1.7, 7],
      [-5.25, 0, Number.NaN],
      [0, 3.5, 'extend'],
      [40.5, 200.25, 'extend'],
    ] as const
  ).map(
    ([dx, dy, outside]): KernelCall => ({
      title: `${interpolation} shift by (${dx}, ${dy}), outside ${outside}`,
      run: (kernels, plane) => kernels.shift(plane, dx, dy, { interpolation, outside }),
      tolerance: Number.isInteger(dx) && Number.isInteger(dy) ? 0 : shiftTolerances[interpolation],
      reads: (side) => (interpolation === 'fourier' ? 2 * side : 56),
    }),
  ),
);
const thresholds = [-1, 0.1, 100, 255, 1e5].map(
  (level): KernelCall => ({
    title: `threshold at ${level}`,
    run: (kernels, plane) => kernels.threshold(plane, level),
    tolerance: 0,
    reads: () => 1,
  }),
);
const backgrounds = (
  [
    ['rolling ball', 1e-6],
    ['top-hat', 0],
    ['gaussian', 1.5e-5],
  ] as const
).flatMap(([method, tolerance]) =>
  [0.5, 3, 8.5, 30, 300].map(
    (radius): KernelCall => ({
      title: `background, ${method} of ${radius}`,
      run: (kernels, plane) => kernels.background(plane, method, radius),
      tolerance,
      reads: method === 'gaussian' ? blurReads(radius) : (side) => Math.min(2 * radius + 1, 2 * side) ** 2,
    }),
  ),
);

/** Calls of every kernel with every kind of parameter. */
export const kernelCalls: readonly KernelCall[] = [...blurs, ...medians, ...shifts, ...thresholds, ...backgrounds];

/**
 * Fails where the result differs from the reference by more than `call.tolerance` times the range of the pixels (for sums
 * with a ball's drop at least 1), plus the rounding of the result to float32.
 */
export async function checkPattern(kernels: Kernels, call: KernelCall, plane: Plane<Pixels>, pattern: string) {
  const expected = await call.run(referenceKernels, plane);
  const out = await call.run(kernels, plane);
  const where = `${call.title}, ${plane.width} × ${plane.height}, ${pattern}`;
  expect([out.width, out.height, out.data.constructor], where).toEqual([
    expected.width,
    expected.height,
    expected.data.constructor,
  ]);
  const range = rangeOf(plane.data);
  for (let i = 0; i < expected.data.length; i++) {
    const value = expected.data[i] ?? Number.NaN;
    const difference = Math.abs((out.data[i] ?? Number.NaN) - value);
    const allowed = call.tolerance === 0 ? 0 : call.tolerance * range + Math.abs(value) * 2 ** -23;
    if (!(difference <= allowed) && !Object.is(out.data[i], value) && !bothZero(out.data[i], value)) {
      expect.fail(`${where}: pixel ${i} is ${out.data[i]}, expected ${value} ± ${allowed}`);
    }
  }
}

const bothZero = (a: number | undefined, b: number): boolean => a === 0 && b === 0;

function rangeOf(data: Pixels): number {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of data) {
    if (!Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return high > low ? high - low : 0;
}
