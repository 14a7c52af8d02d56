import { expect, test } from 'vitest';
import { background } from '../../src/runtime/kernels/gpu/background.ts';
import { GpuContextLostError, startDevice } from '../../src/runtime/kernels/gpu/device.ts';
import { gaussian } from '../../src/runtime/kernels/gpu/gaussian.ts';
import { loadGpuKernels } from '../../src/runtime/kernels/gpu-kernels.ts';
import { kernelsContract } from '../contracts/kernels.contract.ts';

kernelsContract('gpu', loadGpuKernels, 6e6);

test('the kernels ran on WebGL 2, not on what gpu.js falls back to', async () => {
  expect((await loadGpuKernels()).version).toMatch(/^WebGL 2\.0/);
});

test('a lost context rejects with an error of its own name, and new kernels work again', async () => {
  const plane = { width: 40, height: 30, data: new Uint16Array(1200).fill(9) };
  const device = startDevice();
  expect((await gaussian(device, plane, 2)).data[0]).toBe(9);
  device.loseContext();
  await expect(gaussian(device, plane, 2)).rejects.toThrow(GpuContextLostError);
  await expect(background(device, plane, 'top-hat', 3)).rejects.toThrow(GpuContextLostError);
  const again = await loadGpuKernels();
  expect(new Set((await again.gaussian(plane, 2)).data)).toEqual(new Set([9]));
});
