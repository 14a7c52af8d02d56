import type { Kernels } from '../node/kernels.ts';
import { gaussian } from './reference/gaussian.ts';

const later = (name: string) => async (): Promise<never> => {
  throw new Error(`${name} is not written yet`);
};
/** The meaning of each kernel, in plain TypeScript. */
export const referenceKernels: Kernels = {
  backend: 'reference',
  gaussian: async (plane, sigma) => gaussian(plane, sigma),
  median: later('median'),
  shift: later('shift'),
  threshold: later('threshold'),
  background: later('background'),
};
