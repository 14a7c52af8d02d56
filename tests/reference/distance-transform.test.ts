import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { distanceTransform } from '../../src/runtime/kernels/reference/distance-transform.ts';
import { goldenPlanes } from '../support/golden.ts';

describe('the distance transform', () => {
  test.each([
    ['edt.tif', [1, 1, 1]],
    ['edt_aniso.tif', [1, 2, 1]],
  ] as const)('equals scipy: %s', async (name, sampling) => {
    const [mask] = await goldenPlanes('in-mask.tif');
    const [expected] = await goldenPlanes(name);
    expect(distanceTransform(Uint8Array.from(mask!.data), 128, 128, 1, sampling)).toEqual(expected!.data);
  });

  test('measures to the nearest background, and the edge of the image is none', () => {
    // biome-ignore format: pixels as they lie
    const mask = Uint8Array.of(
      1, 1, 1, 1,
      1, 1, 1, 1,
      0, 1, 1, 1,
    );
    const d = distanceTransform(mask, 4, 3);
    expect([d[0], d[1], d[3], d[8], d[9], d[11]]).toEqual([
      2,
      Math.fround(Math.sqrt(5)),
      Math.fround(Math.sqrt(13)),
      0,
      1,
      3,
    ]);
  });

  test('takes touching labels as borders to each other', () => {
    expect([...distanceTransform(Uint32Array.of(5, 5, 5, 6, 6, 0), 6, 1)]).toEqual([3, 2, 1, 1, 1, 0]);
  });

  test('is infinite where nothing else is, and 0 everywhere without objects', () => {
    expect([...distanceTransform(Uint8Array.of(1, 1), 2, 1)]).toEqual([
      Number.POSITIVE_INFINITY,
      Number.POSITIVE_INFINITY,
    ]);
    expect([...distanceTransform(Uint8Array.of(0, 0), 2, 1)]).toEqual([0, 0]);
    expect(distanceTransform(new Uint8Array(0), 0, 0).length).toBe(0);
  });

  test('equals the least distance over all other pixels, of labels in 3-D', () => {
    const volume = fc.uint8Array({ min: 0, max: 2, minLength: 60, maxLength: 60 });
    const size = fc.constantFrom(0.5, 1, 2.5);
    fc.assert(
      fc.property(volume, size, size, size, (v, sx, sy, sz) => {
        const d = distanceTransform(v, 5, 4, 3, [sx, sy, sz]);
        for (let i = 0; i < 60; i++) expect(d[i]).toBeCloseTo(nearest(v, i, sx, sy, sz), 5);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

function nearest(v: Uint8Array, i: number, sx: number, sy: number, sz: number): number {
  if (v[i] === 0) return 0;
  let least = Number.POSITIVE_INFINITY;
  for (let j = 0; j < v.length; j++) {
    if (v[j] === v[i]) continue;
    const dx = (j % 5) - (i % 5);
    const dy = (Math.floor(j / 5) % 4) - (Math.floor(i / 5) % 4);
    const dz = Math.floor(j / 20) - Math.floor(i / 20);
    least = Math.min(least, Math.hypot(dx * sx, dy * sy, dz * sz));
  }
  return least;
}
