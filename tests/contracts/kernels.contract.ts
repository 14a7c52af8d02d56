import { beforeAll, describe, expect, test } from 'vitest';
import { type Dtype, newPixels, type Pixels, type Plane } from '../../src/runtime/data/frame.ts';
import type { Kernels } from '../../src/runtime/node/kernels.ts';
import { checkPattern, kernelCalls } from '../support/kernel-calls.ts';

const sizes = [
  [1, 1],
  [1, 7],
  [7, 1],
  [5, 3],
  [64, 64],
  [129, 131],
] as const;
const dtypes: readonly Dtype[] = ['uint8', 'uint16', 'float32'];

/**
 * What every form of the kernels must do; `load` gives the form that is tested. Planes for which a form without shortcuts
 * would read more than `mostReads` pixels are left out: graphics in software, as tests have it, are a thousand times slower.
 */
export function kernelsContract(
  name: string,
  load: () => Promise<Kernels>,
  mostReads = Number.POSITIVE_INFINITY,
): void {
  describe(`kernels: ${name}`, () => {
    let kernels: Kernels;
    beforeAll(async () => {
      kernels = await load();
    });

    describe.each(kernelCalls)('$title', (call) => {
      const isFeasible = (width: number, height: number): boolean =>
        width * height * call.reads(Math.max(width, height)) <= mostReads;

      test.each(sizes.filter(([width, height]) => isFeasible(width, height)))(
        'equals the reference on %s × %s pixels of every dtype',
        async (width, height) => {
          for (const dtype of dtypes) await checkPattern(kernels, call, noise(width, height, dtype), dtype);
        },
      );

      if (isFeasible(100, 90)) {
        test('equals the reference where steps and single pixels span the whole range', async () => {
          for (const dtype of dtypes) await checkPattern(kernels, call, steps(100, 90, dtype), dtype);
        });
      }

      test('equals the reference on constant planes', async () => {
        for (const dtype of dtypes) {
          for (const value of [0, 200]) {
            const data = newPixels(dtype, 19 * 6).fill(value);
            await checkPattern(kernels, call, { width: 19, height: 6, data }, `${dtype} ${value}`);
          }
        }
      });

      test('is NaN where the reference is, holes in corners, in rows and everywhere included', async () => {
        for (const holes of [[0], [38 * 20 - 1, 400, 401, 402], row(38, 7), row(38, 7).map((_, i) => i * 20)]) {
          await checkPattern(kernels, call, withHoles(noise(38, 20, 'float32'), holes), `holes at ${holes[0]} …`);
        }
        const nothing = new Float32Array(35).fill(Number.NaN);
        await checkPattern(kernels, call, { width: 7, height: 5, data: nothing }, 'nothing but NaN');
      });

      test('gives an empty plane for an empty plane and leaves its input alone', async () => {
        for (const [width, height] of [
          [0, 0],
          [0, 5],
          [5, 0],
        ] as const) {
          const out = await call.run(kernels, { width, height, data: new Uint16Array(0) });
          expect([out.width, out.height, out.data.length]).toEqual([width, height, 0]);
        }
        const plane = noise(33, 9, 'float32');
        const before = plane.data.slice();
        const out = await call.run(kernels, plane);
        expect(plane.data).toEqual(before);
        expect(out.data.buffer).not.toBe(plane.data.buffer);
      });
    });

    test('calls under way at once do not disturb each other, and a result is not overwritten by the next', async () => {
      const planes = [noise(70, 40, 'uint16'), noise(31, 55, 'float32'), noise(64, 64, 'uint8')];
      const alone: Plane<Pixels>[] = [];
      for (const plane of planes) alone.push(await kernels.gaussian(plane, 2));
      const kept = alone.map(({ data }) => data.slice());
      const together = await Promise.all(planes.map((plane) => kernels.gaussian(plane, 2)));
      expect(together.map(({ data }) => data)).toEqual(kept);
      expect(alone.map(({ data }) => data)).toEqual(kept);
    });

    test.each<[string, (kernels: Kernels, plane: Plane<Pixels>) => Promise<unknown>]>([
      ['sigma 0', (k, p) => k.gaussian(p, 0)],
      ['sigma below 0', (k, p) => k.gaussian(p, -1)],
      ['sigma NaN', (k, p) => k.gaussian(p, Number.NaN)],
      ['sigma beyond 1000', (k, p) => k.gaussian(p, 1001)],
      ['an even median', (k, p) => k.median(p, 4)],
      ['a median of 0', (k, p) => k.median(p, 0)],
      ['a median of 2.5', (k, p) => k.median(p, 2.5)],
      ['a median beyond 255', (k, p) => k.median(p, 257)],
      ['a shift by NaN', (k, p) => k.shift(p, Number.NaN, 0, { interpolation: 'cubic', outside: 0 })],
      ['an infinite shift', (k, p) => k.shift(p, 0, Infinity, { interpolation: 'fourier', outside: 0 })],
      ['an unknown interpolation', (k, p) => k.shift(p, 0, 0, { interpolation: 'linear' as never, outside: 0 })],
      ['an unknown outside', (k, p) => k.shift(p, 0, 0, { interpolation: 'cubic', outside: 'wrap' as never })],
      ['a threshold at NaN', (k, p) => k.threshold(p, Number.NaN)],
      ['an unknown background', (k, p) => k.background(p, 'median' as never, 5)],
      ['a ball of radius 0', (k, p) => k.background(p, 'rolling ball', 0)],
      ['a disk of radius NaN', (k, p) => k.background(p, 'top-hat', Number.NaN)],
      ['a background radius beyond 1000', (k, p) => k.background(p, 'gaussian', 1e4)],
      ['a plane with too few pixels', (k) => k.gaussian({ width: 3, height: 3, data: new Uint8Array(8) }, 1)],
    ])('rejects %s with a RangeError', async (_, wrong) => {
      await expect(wrong(kernels, noise(5, 5, 'uint8'))).rejects.toThrow(RangeError);
    });
  });
}

const row = (width: number, y: number): number[] => Array.from({ length: width }, (_, x) => y * width + x);

/** Grain over slopes, the same for the same size: low bits of a product are as good as random here. */
function noise(width: number, height: number, dtype: Dtype): Plane<Pixels> {
  const data = newPixels(dtype, width * height);
  let state = width * 1009 + height;
  for (let i = 0; i < data.length; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const value = (state / 2 ** 32) * 100 + ((i % width) / width) * 100 + 50 * Math.sin(i / width / 9) + 50;
    data[i] = dtype === 'uint8' ? value : dtype === 'uint16' ? value * 16 : value * 3 - 200;
  }
  return { width, height, data };
}

function steps(width: number, height: number, dtype: Dtype): Plane<Pixels> {
  const data = newPixels(dtype, width * height);
  const top = dtype === 'uint8' ? 255 : dtype === 'uint16' ? 65535 : 1;
  for (let i = 0; i < data.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width);
    if (y < 30) data[i] = x > 40 ? top : 0;
    else if (y < 60) data[i] = (x + y) % 2 === 0 ? top : 0;
    else data[i] = x % 25 === 12 && y === 75 ? top : 0;
  }
  return { width, height, data };
}

function withHoles({ width, height, data }: Plane<Pixels>, holes: readonly number[]): Plane<Float32Array> {
  const out = new Float32Array(data);
  const kinds = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  holes.forEach((at, i) => {
    out[at] = kinds[i % 3] ?? 0;
  });
  return { width, height, data: out };
}
