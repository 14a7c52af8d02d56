import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Connectivity, connectedComponents } from '../../src/runtime/kernels/reference/connected-components.ts';
import { goldenPlanes } from '../support/golden.ts';

describe('connected components', () => {
  test.each([1, 2] as const)('equal skimage.measure.label with connectivity %i', async (connectivity) => {
    const [mask] = await goldenPlanes('in-mask.tif');
    const [expected] = await goldenPlanes(`cc${connectivity}.tif`);
    const { labels, count } = connectedComponents(Uint8Array.from(mask!.data), 128, 128, 1, connectivity);
    expect(Float32Array.from(labels)).toEqual(expected!.data);
    expect(count).toBe(Math.max(...labels));
  });

  // biome-ignore format: pixels as they lie
  const steps = Uint8Array.of(
    1, 0, 1, 0, 0,
    0, 1, 0, 0, 1,
    0, 0, 0, 1, 1,
    1, 0, 1, 1, 0,
    1, 0, 0, 0, 0,
  );
  test('join over corners only with connectivity 2', () => {
    // biome-ignore format: pixels as they lie
    expect([...connectedComponents(steps, 5, 5, 1, 1).labels]).toEqual([
      1, 0, 2, 0, 0,
      0, 3, 0, 0, 4,
      0, 0, 0, 4, 4,
      5, 0, 4, 4, 0,
      5, 0, 0, 0, 0,
    ]);
    expect(connectedComponents(steps, 5, 5, 1, 2).count).toBe(3);
  });

  test('keep regions of different value apart', () => {
    const { labels, count } = connectedComponents(Uint32Array.of(7, 7, 9, 9, 0, 7), 6, 1, 1, 2);
    expect([...labels]).toEqual([1, 1, 2, 2, 0, 3]);
    expect(count).toBe(3);
  });

  test.each([
    [1, 3],
    [2, 2],
    [3, 1],
  ] as const)('in 3-D with connectivity %i see faces, edges, corners', (connectivity, count) => {
    // (0,0,0), (1,1,0) shares an edge with it, (2,2,1) a corner with that
    const values = new Uint8Array(18);
    for (const [x, y, z] of [
      [0, 0, 0],
      [1, 1, 0],
      [2, 2, 1],
    ] as const)
      values[(z * 3 + y) * 3 + x] = 1;
    expect(connectedComponents(values, 3, 3, 2, connectivity as Connectivity).count).toBe(count);
  });

  test('of an empty frame are none', () => {
    expect(connectedComponents(new Uint8Array(0), 0, 0, 1, 1).count).toBe(0);
    expect(connectedComponents(new Uint8Array(4), 2, 2, 1, 1).count).toBe(0);
  });

  test('are numbered by first pixel and agree with flood filling', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ min: 0, max: 2, minLength: 36, maxLength: 36 }),
        fc.constantFrom<1 | 2>(1, 2),
        (v, c) => {
          expect([...connectedComponents(v, 6, 6, 1, c).labels]).toEqual(flooded(v, 6, c));
        },
      ),
      { seed: 7, numRuns: 200 },
    );
  });
});

function flooded(values: Uint8Array, width: number, connectivity: number): number[] {
  const out = new Array<number>(values.length).fill(0);
  let count = 0;
  for (let start = 0; start < values.length; start++) {
    if (values[start] === 0 || out[start] !== 0) continue;
    out[start] = ++count;
    const stack = [start];
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      for (let dy = -1; dy <= 1; dy++) {
        for (let dx = -1; dx <= 1; dx++) {
          const x: number = (i % width) + dx;
          const y: number = Math.floor(i / width) + dy;
          if (Math.abs(dx) + Math.abs(dy) > connectivity || x < 0 || x >= width || y < 0 || y >= width) continue;
          const j = y * width + x;
          if (values[j] !== values[start] || out[j] !== 0) continue;
          out[j] = count;
          stack.push(j);
        }
      }
    }
  }
  return out;
}
