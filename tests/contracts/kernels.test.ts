import { describe, expect, test } from 'vitest';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import { background } from '../../src/runtime/kernels/simd/background.ts';
import { gaussian } from '../../src/runtime/kernels/simd/gaussian.ts';
import { type SimdInstance, startInstance } from '../../src/runtime/kernels/simd/instance.ts';
import { median } from '../../src/runtime/kernels/simd/median.ts';
import { loadSimdKernels, simdKernelsOf } from '../../src/runtime/kernels/simd-kernels.ts';
import { kernelCalls } from '../support/kernel-calls.ts';
import { kernelsContract } from './kernels.contract.ts';

kernelsContract('reference', async () => referenceKernels);
kernelsContract('simd', loadSimdKernels);

describe('the wide Gaussian of the SIMD kernels', () => {
  // Any plane is a sum of such pixels, along x and along y: the bound holds for all of them.
  test.each([12.5, 18, 24.9, 25, 50, 99])(
    'sigma %s spreads a pixel as the reference does to 1.5e-5 of it',
    async (sigma) => {
      const simd = await loadSimdKernels();
      const width = Math.ceil(sigma * 10);
      for (let phase = 0; phase < 16; phase++) {
        const data = new Float32Array(width);
        data[(width >> 1) + phase] = 1;
        const out = (await simd.gaussian({ width, height: 1, data }, sigma)).data;
        const expected = (await referenceKernels.gaussian({ width, height: 1, data }, sigma)).data;
        let sum = 0;
        for (let x = 0; x < width; x++) sum += Math.abs(out[x]! - expected[x]!);
        expect(sum).toBeLessThan(1.5e-5);
      }
    },
  );
});

describe('the memory of the SIMD kernels', () => {
  const plane = { width: 50, height: 40, data: new Uint16Array(2000).fill(7) };

  test('does not grow over 10,000 calls', async () => {
    const simd = await startInstance();
    for (let i = 0; i < 10; i++) {
      gaussian(simd, plane, 2);
      median(simd, plane, 5);
    }
    background(simd, plane, 'rolling ball', 9);
    const bytes = simd.wasm.memory.buffer.byteLength;
    for (let i = 0; i < 5000; i++) {
      gaussian(simd, plane, 2);
      median(simd, plane, 5);
    }
    background(simd, plane, 'rolling ball', 9);
    expect(simd.wasm.memory.buffer.byteLength).toBe(bytes);
  });

  test('grows for a larger plane, once, and results taken before stay as they are', async () => {
    const simd = await startInstance();
    const before = gaussian(simd, plane, 2);
    const kept = before.data.slice();
    const large = { width: 1000, height: 700, data: new Float32Array(700_000).fill(3) };
    expect(new Set(gaussian(simd, large, 1).data)).toEqual(new Set([3]));
    const bytes = simd.wasm.memory.buffer.byteLength;
    gaussian(simd, large, 1);
    expect(simd.wasm.memory.buffer.byteLength).toBe(bytes);
    expect(before.data).toEqual(kept);
  });

  test('a plane beyond 4 GiB is refused with a RangeError that says so', async () => {
    const simd = await startInstance();
    const huge = { width: 40_000, height: 40_000, data: new Uint8Array(0) };
    expect(() => simd.begin(huge, 20)).toThrow(/40000 × 40000 px takes 30\d{3} MiB here, expected at most 4095 MiB/);
    expect(gaussian(simd, plane, 2).data[0]).toBe(7);
  });

  test.each(kernelCalls.map((call) => [call.title, call] as const))(
    '%s takes no more than it asks for',
    async (_, call) => {
      for (const [width, height] of [
        [1, 1],
        [4000, 5],
        [5, 4000],
        [500, 400],
      ] as const) {
        const simd = await startInstance();
        let asked = 0;
        const begin: SimdInstance['begin'] = (...given) => {
          simd.begin(...given);
          asked = simd.wasm.memory.buffer.byteLength;
        };
        await call.run(simdKernelsOf({ ...simd, begin }), { width, height, data: new Float32Array(width * height) });
        expect(simd.wasm.memory.buffer.byteLength, `${width} × ${height}`).toBe(
          asked || simd.wasm.memory.buffer.byteLength,
        );
      }
    },
  );

  test('instances do not share it', async () => {
    const [a, b] = [await startInstance(), await startInstance()];
    expect(a.wasm.memory).not.toBe(b.wasm.memory);
  });
});
