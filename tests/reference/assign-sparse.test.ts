import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignSparse } from '../../src/runtime/kernels/reference/assign-sparse.ts';
import { goldenJson } from '../support/golden.ts';
import { sparseCosts } from '../support/sparse-costs.ts';

function totalOf(rows: readonly (readonly number[])[], columnOf: ArrayLike<number>, death: number, birth: number) {
  let total = 0;
  let assigned = 0;
  for (let i = 0; i < columnOf.length; i++) {
    if (columnOf[i]! < 0) total += death;
    else {
      total += rows[i]![columnOf[i]!]!;
      assigned++;
    }
  }
  return total + ((rows[0]?.length ?? 0) - assigned) * birth;
}

/** The cheapest total over every partial assignment. */
function bruteForce(rows: readonly (readonly number[])[], death: number, birth: number): number {
  const columns = rows[0]?.length ?? 0;
  const taken = new Array<boolean>(columns).fill(false);
  const walk = (i: number, assigned: number): number => {
    if (i === rows.length) return (columns - assigned) * birth;
    let best = death + walk(i + 1, assigned);
    for (let j = 0; j < columns; j++) {
      const cost = rows[i]![j]!;
      if (taken[j] || Number.isNaN(cost)) continue;
      taken[j] = true;
      best = Math.min(best, cost + walk(i + 1, assigned + 1));
      taken[j] = false;
    }
    return best;
  };
  return walk(0, 0);
}

describe('the sparse assignment', () => {
  test('takes the pairs that cost least together, not the cheapest pair', () => {
    const costs = [
      [1, 2],
      [1.5, 9],
    ];
    expect([...assignSparse(sparseCosts(costs), 100, 100)]).toEqual([1, 0]);
  });

  test('leaves a pair unassigned that costs as much as two lone ends, and takes one that costs less', () => {
    expect([...assignSparse(sparseCosts([[10]]), 5, 5)]).toEqual([-1]);
    expect([...assignSparse(sparseCosts([[9.9]]), 5, 5)]).toEqual([0]);
  });

  test('makes a row lone again where that is cheaper for all', () => {
    const costs = [
      [3, Number.NaN],
      [1, Number.NaN],
      [2, 4],
    ];
    expect([...assignSparse(sparseCosts(costs), 5, 5)]).toEqual([-1, 0, 1]);
  });

  test('has the totals of scipy on dense matrices of any shape', () => {
    const { cases } = goldenJson<{ cases: { cost: number[][]; total: number; rows: number[]; cols: number[] }[] }>(
      'lap.json',
    );
    expect(cases.length).toBe(4);
    for (const { cost, total, rows, cols } of cases) {
      const columnOf = assignSparse(sparseCosts(cost), 1e5, 1e5);
      const expected = new Array<number>(cost.length).fill(-1);
      rows.forEach((row, k) => {
        expected[row] = cols[k]!;
      });
      expect([...columnOf]).toEqual(expected);
      const lone = Math.max(0, cost.length - cost[0]!.length) + Math.max(0, cost[0]!.length - cost.length);
      expect(totalOf(cost, columnOf, 1e5, 1e5) - lone * 1e5).toBeCloseTo(total, 6);
    }
  });

  test('is as cheap as the best of all assignments, up to 6 × 6', () => {
    const value = fc.oneof({ weight: 2, arbitrary: fc.constant(Number.NaN) }, fc.integer({ min: -5, max: 30 }), {
      weight: 2,
      arbitrary: fc.double({ min: 0, max: 30, noNaN: true }),
    });
    const matrix = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 1, max: 6 }))
      .chain(([n, m]) => fc.array(fc.array(value, { minLength: m, maxLength: m }), { minLength: n, maxLength: n }));
    fc.assert(
      fc.property(
        matrix,
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: -2, max: 20, noNaN: true }),
        (rows, death, birth) => {
          const columnOf = assignSparse(sparseCosts(rows), death, birth);
          const used = [...columnOf].filter((j) => j >= 0);
          expect(new Set(used).size).toBe(used.length);
          columnOf.forEach((j, i) => {
            if (j >= 0) expect(rows[i]![j]).not.toBeNaN();
          });
          expect(totalOf(rows, columnOf, death, birth)).toBeCloseTo(bruteForce(rows, death, birth), 9);
        },
      ),
      { seed: 7, numRuns: 600 },
    );
  });

  test('solves a chain in which every row pushes all the rows before it', () => {
    const rows = 1500;
    const rowStart = Int32Array.from({ length: rows + 1 }, (_, i) => 2 * i);
    const column = Int32Array.from({ length: 2 * rows }, (_, e) => (e % 2 === 0 ? 0 : (e + 1) / 2));
    const cost = Float64Array.from({ length: 2 * rows }, (_, e) => (e % 2 === 0 ? 1 : 2 + e / 1e4));
    const columnOf = assignSparse({ columns: rows + 1, rowStart, column, cost }, 50, 50);
    expect([...columnOf.subarray(0, 3)]).toEqual([1, 2, 3]);
    expect(columnOf.at(-1)).toBe(0);
  });

  test('of nothing is nothing', () => {
    expect(assignSparse(sparseCosts([]), 1, 1).length).toBe(0);
    expect([...assignSparse(sparseCosts([[], []], 0), 1, 1)]).toEqual([-1, -1]);
    expect([...assignSparse(sparseCosts([[Number.NaN, Number.NaN]]), 1, 1)]).toEqual([-1]);
  });

  test('refuses costs and prices that are not finite', () => {
    const infinite = {
      columns: 1,
      rowStart: Int32Array.of(0, 1),
      column: Int32Array.of(0),
      cost: Float64Array.of(Infinity),
    };
    expect(() => assignSparse(infinite, 1, 1)).toThrow('cost 0 is Infinity');
    expect(() => assignSparse(sparseCosts([[1]]), Number.NaN, 1)).toThrow(RangeError);
  });
});
