import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closeMask, dilateMask, erodeMask, openMask } from '../../src/runtime/kernels/reference/binary-morphology.ts';
import { close, dilate, erode, open } from '../../src/runtime/kernels/reference/grey-morphology.ts';
import { goldenPlanes } from '../support/golden.ts';

describe('grey morphology with a disk', () => {
  test.each([
    ['open', open, 'open_disk3.tif'],
    ['close', close, 'close_disk3.tif'],
  ] as const)('%s equals scikit-image', async (_, method, name) => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes(name);
    expect(method(frame!, 3).data).toEqual(expected!.data);
  });

  test('takes the extremes over x² + y² ≤ radius²', () => {
    const dot = { width: 5, height: 5, data: new Uint8Array(25) };
    dot.data[12] = 9;
    // biome-ignore format: pixels as they lie
    expect([...dilate(dot, 2).data]).toEqual([
      0, 0, 9, 0, 0,
      0, 9, 9, 9, 0,
      9, 9, 9, 9, 9,
      0, 9, 9, 9, 0,
      0, 0, 9, 0, 0,
    ]);
    expect(erode({ ...dot, data: dot.data.map((v) => 9 - v) }, 2).data).toEqual(dilate(dot, 2).data.map((v) => 9 - v));
    expect([...dilate(dot, 0).data]).toEqual([...dot.data]);
  });

  test('agrees with the definition at any radius and size', () => {
    const plane = fc
      .integer({ min: 1, max: 9 })
      .chain((width) =>
        fc.record({ width: fc.constant(width), data: fc.uint8Array({ minLength: 4 * width, maxLength: 4 * width }) }),
      );
    fc.assert(
      fc.property(plane, fc.constantFrom(0, 1, 1.5, 2, 3.2, 7), ({ width, data }, radius) => {
        const expected = data.map((_, i) => {
          let most = 0;
          for (let j = 0; j < data.length; j++) {
            const dx = (j % width) - (i % width);
            const dy = Math.floor(j / width) - Math.floor(i / width);
            if (dx * dx + dy * dy <= radius * radius) most = Math.max(most, data[j]!);
          }
          return most;
        });
        expect([...dilate({ width, height: 4, data }, radius).data]).toEqual([...expected]);
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test('does not see NaN, and refuses a negative radius', () => {
    expect([...erode({ width: 3, height: 1, data: Float32Array.of(5, Number.NaN, 4) }, 1).data]).toEqual([5, 4, 4]);
    expect(() => erode({ width: 1, height: 1, data: Uint8Array.of(1) }, -1)).toThrow('radius is -1 px');
  });
});

describe('binary morphology with a disk', () => {
  test('equals grey morphology of the mask', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ min: 0, max: 1, minLength: 63, maxLength: 63 }),
        fc.constantFrom(0, 1, 1.5, 2, 2.3, 4),
        (mask, radius) => {
          const plane = { width: 9, height: 7, data: mask };
          expect([...erodeMask(mask, 9, 7, radius)]).toEqual([...erode(plane, radius).data]);
          expect([...dilateMask(mask, 9, 7, radius)]).toEqual([...dilate(plane, radius).data]);
          expect([...openMask(mask, 9, 7, radius)]).toEqual([...open(plane, radius).data]);
          expect([...closeMask(mask, 9, 7, radius)]).toEqual([...close(plane, radius).data]);
        },
      ),
      { seed: 8, numRuns: 100 },
    );
  });
});
