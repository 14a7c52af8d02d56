import type { Kernels } from '../node/kernels.ts';
import { background } from './reference/background.ts';
import { gaussian } from './reference/gaussian.ts';
import { median } from './reference/median.ts';
import { shift } from './reference/shift.ts';
import { threshold } from './reference/threshold.ts';

/** The meaning of each kernel, in plain TypeScript. */
export const referenceKernels: Kernels = {
  backend: 'reference',
  gaussian: async (plane, sigma) => gaussian(plane, sigma),
  median: async (plane, size) => median(plane, size),
  shift: async (plane, dx, dy, options) => shift(plane, dx, dy, options),
  threshold: async (plane, level) => threshold(plane, level),
  background: async (plane, method, radius) => background(plane, method, radius),
};
