import type { Backend } from '../node/kernels.ts';

/** What runs where: the GPU is one queue, and so is an ONNX session; CPU work has a place on every core. */
export type Lane = 'gpu' | 'onnx' | 'cpu';
export type Lanes = Readonly<Record<Lane, number>>;

export const lanesFor = (cores: number): Lanes => ({ gpu: 1, onnx: 1, cpu: Math.max(1, cores) });
export const laneOf = (backend: Backend): Lane => (backend === 'gpu' ? 'gpu' : 'cpu');
