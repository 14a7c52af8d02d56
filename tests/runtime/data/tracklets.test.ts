import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { trackletsOf } from '../../../src/runtime/data/tracklets.ts';
import { tracksOf } from '../../support/tracks.ts';

describe('tracklets', () => {
  /*  0 ─ 2 ┬ 4 ─ 6
            └ 5 ──── 8     1 ─ 3     7  */
  const family = tracksOf(
    [
      [0, 5, 5],
      [0, 1, 9],
      [1, 5, 5],
      [1, 1, 9],
      [2, 7, 5],
      [2, 3, 5],
      [3, 7, 5],
      [3, 0, 0],
      [4, 3, 5],
    ],
    [
      [0, 2],
      [2, 4],
      [2, 5],
      [4, 6],
      [5, 8],
      [1, 3],
    ],
  );

  test('are numbered by first frame, then from top to bottom', () => {
    const tracklets = trackletsOf(family);
    expect([...tracklets.ofNode]).toEqual([2, 1, 2, 1, 4, 3, 4, 5, 3]);
    expect([...tracklets.begin]).toEqual([0, 0, 2, 2, 3]);
    expect([...tracklets.end]).toEqual([1, 1, 4, 3, 3]);
    expect([...tracklets.firstNode]).toEqual([1, 0, 5, 4, 7]);
    expect([...tracklets.lastNode]).toEqual([3, 2, 8, 6, 7]);
    expect([...tracklets.nodes]).toEqual([2, 2, 2, 2, 1]);
  });

  test('know their parent, lineage and generation', () => {
    const tracklets = trackletsOf(family);
    expect([...tracklets.parent]).toEqual([0, 0, 2, 2, 0]);
    expect([...tracklets.lineage]).toEqual([1, 2, 2, 2, 3]);
    expect([...tracklets.generation]).toEqual([0, 0, 1, 1, 0]);
  });

  test('are cut at gaps on demand: the later piece is a child of the same generation', () => {
    const tracklets = trackletsOf(family, true);
    expect([...tracklets.ofNode]).toEqual([2, 1, 2, 1, 4, 3, 4, 5, 6]);
    expect([...tracklets.parent]).toEqual([0, 0, 2, 2, 0, 3]);
    expect([...tracklets.generation]).toEqual([0, 0, 1, 1, 0, 1]);
    expect([...tracklets.lineage]).toEqual([1, 2, 2, 2, 3, 2]);
  });

  test('that merge go on as a new one whose parent is the nearest', () => {
    const merge = tracksOf(
      [
        [0, 0, 0],
        [0, 0, 9],
        [1, 0, 7],
      ],
      [
        [0, 2],
        [1, 2],
      ],
    );
    const tracklets = trackletsOf(merge);
    expect([...tracklets.ofNode]).toEqual([1, 2, 3]);
    expect([...tracklets.parent]).toEqual([0, 0, 2]);
    expect([...tracklets.lineage]).toEqual([1, 1, 1]);
    expect([...tracklets.generation]).toEqual([0, 0, 0]);
  });

  test('of no nodes are none, and a node without links is one', () => {
    expect(trackletsOf(tracksOf([], [])).begin.length).toBe(0);
    expect([...trackletsOf(tracksOf([[3, 0, 0]], [])).ofNode]).toEqual([1]);
  });

  test('partition the nodes of any forest: no piece branches, and relatives share a lineage', () => {
    const forest = fc.array(fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 })), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(forest, (choices) => {
        const rows: [number, number, number][] = [];
        const edges: [number, number][] = [];
        choices.forEach(([back, y], i) => {
          rows.push([i, y, i]);
          if (back > 0 && i - back >= 0) edges.push([i - back, i]);
        });
        const { ofNode, nodes, parent, lineage, begin, end } = trackletsOf(tracksOf(rows, edges));
        expect(nodes.reduce((sum, n) => sum + n, 0)).toBe(rows.length);
        for (const [from, to] of edges) {
          const [a, b] = [ofNode[from]!, ofNode[to]!];
          const branches = edges.filter(([source]) => source === from).length > 1;
          expect(a === b).toBe(!branches);
          if (branches) expect(parent[b - 1]).toBe(a);
          expect(lineage[a - 1]).toBe(lineage[b - 1]);
          expect(end[a - 1]! < begin[b - 1]! || a === b).toBe(true);
        }
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});
