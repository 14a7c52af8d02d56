import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rankOrder } from '../../src/runtime/kernels/reference/rank-order.ts';
import { RankQueue } from '../../src/runtime/kernels/reference/rank-queue.ts';

test('equal values share a rank, ranks have no gaps, NaN is last', () => {
  const values = [3, -1.5, 3, Number.NaN, 0, -0, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  const all = Uint32Array.from(values.keys());
  for (const data of [Float32Array.from(values), Float64Array.from(values)]) {
    const { ranks, count } = rankOrder(data, all);
    expect([...ranks]).toEqual([3, 1, 3, 5, 2, 2, 4, 0, 5]);
    expect(count).toBe(6);
  }
});

test('only the chosen pixels are ranked', () => {
  const { ranks, count } = rankOrder(Uint8Array.of(9, 5, 7, 5), Uint32Array.of(3, 0));
  expect([[...ranks], count]).toEqual([[0, 1], 2]);
});

test('both ways of ranking agree', () => {
  fc.assert(
    fc.property(fc.float32Array({ maxLength: 200 }), (values) => {
      const all = Uint32Array.from(values.keys());
      expect(rankOrder(values, all)).toEqual(rankOrder(Float64Array.from(values), all));
    }),
    { seed: 5, numRuns: 200 },
  );
});

test('the queue gives the lowest rank first and keeps the order within a rank, at any number of ranks', () => {
  const item = fc.record({ rank: fc.nat(70_000), pops: fc.nat(2) });
  fc.assert(
    fc.property(fc.array(item, { maxLength: 60 }), (items) => {
      const queue = new RankQueue(70_001, items.length);
      const expected: { rank: number; value: number }[] = [];
      for (const [value, { rank, pops }] of items.entries()) {
        queue.push(rank, value);
        expected.push({ rank, value });
        for (let k = 0; k < pops; k++) {
          expected.sort((a, b) => a.rank - b.rank || a.value - b.value);
          const next = expected.shift();
          const entry = queue.pop();
          expect(entry < 0 ? undefined : { rank: queue.rank(entry), value: queue.value(entry) }).toEqual(next);
        }
      }
    }),
    { seed: 6, numRuns: 200 },
  );
});
