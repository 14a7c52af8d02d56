import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { linkCandidates } from '../../src/runtime/kernels/reference/link-candidates.ts';
import { placesWithin, pointGrid } from '../../src/runtime/kernels/reference/point-grid.ts';

const points = (list: readonly (readonly [number, number, number])[]) => ({
  x: Float64Array.from(list, ([x]) => x),
  y: Float64Array.from(list, ([, y]) => y),
  z: Float64Array.from(list, ([, , z]) => z),
});
const coordinate = fc.oneof(fc.integer({ min: -20, max: 20 }), fc.double({ min: -20, max: 20, noNaN: true }));
const list = fc.array(fc.tuple(coordinate, coordinate, fc.constantFrom(0, 0, 3)), { maxLength: 40 });

describe('the grid of points', () => {
  test('holds every point once, in cells, and leaves out points that are nowhere', () => {
    const grid = pointGrid(
      points([
        [0, 0, 0],
        [Number.NaN, 1, 0],
        [25, 0, 0],
        [0.5, 0, 0],
        [3, 1, Infinity],
      ]),
      10,
    );
    expect([...grid.order]).toEqual([0, 3, 2]);
    expect(grid.columns * grid.rows).toBe(grid.cellStart.length - 1);
    expect(grid.cellStart.at(-1)).toBe(3);
  });

  test('has about two cells a point at most, however far apart they lie', () => {
    const far = pointGrid(
      points([
        [0, 0, 0],
        [1e9, 1e9, 0],
        [1e9, 0, 0],
      ]),
      1,
    );
    expect(far.cellStart.length).toBeLessThan(30);
    const line = pointGrid(
      points([
        [0, 0, 0],
        [1e12, 1, 0],
      ]),
      0.001,
    );
    expect(line.cellStart.length).toBeLessThan(30);
  });

  test('finds the same pairs as comparing all with all', () => {
    fc.assert(
      fc.property(list, list, fc.double({ min: 0.1, max: 30, noNaN: true }), (a, b, reach) => {
        const [source, target] = [points(a), points(b)];
        const [from, to] = [pointGrid(source, reach), pointGrid(target, reach)];
        const { rowStart, column, cost } = linkCandidates(from, to, reach);
        const found: string[] = [];
        for (let row = 0; row < a.length; row++) {
          for (let e = rowStart[row]!; e < rowStart[row + 1]!; e++) {
            found.push(`${from.order[row]} ${to.order[column[e]!]} ${cost[e]}`);
          }
        }
        const expected: string[] = [];
        a.forEach((p, i) => {
          b.forEach((q, j) => {
            const d2 = (q[0] - p[0]) ** 2 + (q[1] - p[1]) ** 2 + (q[2] - p[2]) ** 2;
            if (d2 < reach * reach) expected.push(`${i} ${j} ${d2}`);
          });
        });
        expect(found.sort()).toEqual(expected.sort());
      }),
      { seed: 3, numRuns: 300 },
    );
  });

  test('finds the points within any radius, the rim included', () => {
    fc.assert(
      fc.property(list, coordinate, coordinate, fc.integer({ min: 0, max: 25 }), (all, x, y, radius) => {
        const grid = pointGrid(points(all), 4);
        const out = new Int32Array(all.length);
        const count = placesWithin(grid, x, y, 0, radius, out);
        const found = Array.from(out.subarray(0, count), (place) => grid.order[place]!).sort((p, q) => p - q);
        const expected = all.flatMap((p, i) =>
          (p[0] - x) ** 2 + (p[1] - y) ** 2 + p[2] ** 2 <= radius * radius ? [i] : [],
        );
        expect(found).toEqual(expected);
      }),
      { seed: 4, numRuns: 300 },
    );
  });

  test('of no points is empty, and a radius of 0 is refused', () => {
    expect(pointGrid(points([]), 1).order.length).toBe(0);
    expect(linkCandidates(pointGrid(points([]), 1), pointGrid(points([]), 1), 1).count).toBe(0);
    expect(() => pointGrid(points([]), 0)).toThrow(RangeError);
    expect(() => linkCandidates(pointGrid(points([]), 1), pointGrid(points([]), 1), 2)).toThrow(RangeError);
  });
});
