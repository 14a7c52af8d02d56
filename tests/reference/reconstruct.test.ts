import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hMaxima } from '../../src/runtime/kernels/reference/h-maxima.ts';
import { reconstruct } from '../../src/runtime/kernels/reference/reconstruct.ts';
import { goldenPlanes } from '../support/golden.ts';

describe('greyscale reconstruction', () => {
  test('equals scikit-image', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes('reconstruct.tif');
    expect(
      reconstruct(
        frame!.data.map((v) => v - 300),
        frame!.data,
        128,
        128,
      ),
    ).toEqual(expected!.data);
  });

  test('spreads the seed up to the mask, over corners only with connectivity 2', () => {
    const mask = Float32Array.of(5, 0, 0, 3);
    const seed = Float32Array.of(4, 0, 0, 0);
    expect([...reconstruct(seed, mask, 2, 2)]).toEqual([4, 0, 0, 3]);
    expect([...reconstruct(seed, mask, 2, 2, 1)]).toEqual([4, 0, 0, 0]);
  });

  test('equals geodesic dilation without end', () => {
    const plane = fc.array(fc.nat(9), { minLength: 36, maxLength: 36 });
    fc.assert(
      fc.property(plane, plane, fc.constantFrom<1 | 2>(1, 2), (a, b, connectivity) => {
        const mask = Float32Array.from(a);
        const seed = Float32Array.from(b, (v, i) => Math.min(v, a[i]!));
        expect(reconstruct(seed, mask, 6, 6, connectivity)).toEqual(dilated(seed, mask, 6, connectivity));
      }),
      { seed: 2, numRuns: 200 },
    );
  });

  test('spreads through the planes of a volume, within a territory only', () => {
    const mask = Float32Array.of(5, 0, 0, 0, 0, 0, 0, 4);
    const seed = Float32Array.of(3, 0, 0, 0, 0, 0, 0, 0);
    expect([...reconstruct(seed, mask, 2, 2, 3, null, 2)]).toEqual([3, 0, 0, 0, 0, 0, 0, 3]);
    expect([...reconstruct(seed, mask, 2, 2, 2, null, 2)]).toEqual([3, 0, 0, 0, 0, 0, 0, 0]);
    expect([...reconstruct(seed, mask, 2, 2, 3, Uint32Array.of(1, 0, 0, 0, 0, 0, 0, 2), 2)]).toEqual([
      3, 0, 0, 0, 0, 0, 0, 0,
    ]);
  });

  test('refuses a seed above the mask', () => {
    expect(() => reconstruct(Float32Array.of(2), Float32Array.of(1), 1, 1)).toThrow("above the mask's 1");
  });
});

describe('h-maxima', () => {
  test('equal scikit-image', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes('hmax.tif');
    expect(Float32Array.from(hMaxima({ ...frame!, depth: 1 }, 200))).toEqual(expected!.data);
  });

  test('are the maxima that rise h above the pass to a higher one', () => {
    const ridge = { width: 7, height: 1, depth: 1, data: Uint8Array.of(0, 9, 5, 8, 8, 2, 0) };
    expect([...hMaxima(ridge, 3)]).toEqual([0, 1, 0, 1, 1, 0, 0]);
    expect([...hMaxima(ridge, 4)]).toEqual([0, 1, 0, 0, 0, 0, 0]);
  });

  test('in float32 are not lost to rounding', () => {
    const ridge = { width: 3, height: 1, depth: 1, data: Float32Array.of(0.1, 0.8, 0.1) };
    expect([...hMaxima(ridge, ridge.data[1]! - ridge.data[0]!)]).toEqual([0, 1, 0]);
  });

  test('of a flat plane are all of it, of an empty one nothing, and NaN lies below everything', () => {
    expect([...hMaxima({ width: 2, height: 1, depth: 1, data: Uint8Array.of(4, 4) }, 1)]).toEqual([1, 1]);
    expect(hMaxima({ width: 0, height: 0, depth: 1, data: new Uint8Array(0) }, 1).length).toBe(0);
    expect([...hMaxima({ width: 3, height: 1, depth: 1, data: Float32Array.of(0, Number.NaN, 3) }, 1)][1]).toBe(0);
  });
});

function dilated(seed: Float32Array, mask: Float32Array, width: number, connectivity: number): Float32Array {
  let now = seed;
  for (;;) {
    const next = now.map((_, i) => {
      let best = 0;
      for (let j = 0; j < now.length; j++) {
        const dx = Math.abs((j % width) - (i % width));
        const dy = Math.abs(Math.floor(j / width) - Math.floor(i / width));
        if (dx <= 1 && dy <= 1 && dx + dy <= connectivity) best = Math.max(best, now[j]!);
      }
      return Math.min(best, mask[i]!);
    });
    if (next.every((v, i) => v === now[i])) return next;
    now = next;
  }
}
