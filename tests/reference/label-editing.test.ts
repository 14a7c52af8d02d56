import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { expandLabels } from '../../src/runtime/kernels/reference/expand-labels.ts';
import { fillLabelHoles } from '../../src/runtime/kernels/reference/fill-label-holes.ts';
import { clearBorder, removeSmallObjects } from '../../src/runtime/kernels/reference/filter-labels.ts';
import { indexLabels, labelBoxes } from '../../src/runtime/kernels/reference/label-boxes.ts';
import { mergeSmallPieces } from '../../src/runtime/kernels/reference/merge-small-pieces.ts';
import { goldenPlanes } from '../support/golden.ts';

const golden = async (name: string) => Uint32Array.from((await goldenPlanes(name))[0]!.data);

describe('expanding labels', () => {
  test('equals scikit-image', async () => {
    expect(expandLabels(await golden('in-labels.tif'), 128, 128, 3)).toEqual(await golden('expand3.tif'));
  });

  test('of two equally far labels the left one wins, then the upper one', () => {
    expect([...expandLabels(Uint32Array.of(0, 8, 0, 9, 0), 5, 1, 1)]).toEqual([8, 8, 8, 9, 9]);
    // biome-ignore format: pixels as they lie
    expect([...expandLabels(Uint32Array.of(0, 1, 0, 0,  2, 0, 0, 0,  0, 3, 0, 0), 4, 3, 1)]).toEqual([
      2, 1, 1, 0,  2, 2, 0, 0,  2, 3, 3, 0,
    ]);
  });

  test('by 0 changes nothing, and an empty frame stays empty', () => {
    expect([...expandLabels(Uint32Array.of(1, 0), 2, 1, 0)]).toEqual([1, 0]);
    expect([...expandLabels(new Uint32Array(4), 2, 2, Number.POSITIVE_INFINITY)]).toEqual([0, 0, 0, 0]);
  });
});

describe('label boxes', () => {
  test('have areas and inclusive bounds in the order of the values', () => {
    // biome-ignore format: pixels as they lie
    const boxes = labelBoxes(Uint32Array.of(
      0, 7, 7,
      3, 7, 0,
    ), 3);
    expect(boxes).toEqual({
      labels: Uint32Array.of(3, 7),
      areas: Uint32Array.of(1, 3),
      left: Int32Array.of(0, 1),
      right: Int32Array.of(0, 2),
      top: Int32Array.of(1, 0),
      bottom: Int32Array.of(1, 1),
    });
  });

  test('number labels in the order of their values, however large', () => {
    expect([...indexLabels(Uint32Array.of(9, 0, 4, 9)).index]).toEqual([2, 0, 1, 2]);
    const { values, index } = indexLabels(Uint32Array.of(4_000_000_000, 0, 5));
    expect([[...values], [...index]]).toEqual([
      [5, 4_000_000_000],
      [2, 0, 1],
    ]);
  });
});

describe('removing labels', () => {
  test('at the border equals scikit-image', async () => {
    expect(clearBorder(await golden('in-labels.tif'), 128, 128)).toEqual(await golden('clear_border.tif'));
  });

  test('within a margin of the border needs no contact', () => {
    const labels = new Uint32Array(25);
    labels[6] = 1;
    labels[12] = 2;
    expect([...clearBorder(labels, 5, 5)]).toEqual([...labels]);
    expect(clearBorder(labels, 5, 5, 1)[6]).toBe(0);
    expect(clearBorder(labels, 5, 5, 1)[12]).toBe(2);
  });

  test('that are small keeps those of exactly the least size, with their values', () => {
    expect([...removeSmallObjects(Uint32Array.of(5, 5, 0, 6, 7, 7, 7), 7, 2)]).toEqual([5, 5, 0, 0, 7, 7, 7]);
  });
});

describe('filling holes', () => {
  // biome-ignore format: pixels as they lie
  const ring = Uint32Array.of(
    4, 4, 4, 4, 4, 0,
    4, 0, 0, 0, 4, 4,
    4, 0, 6, 0, 4, 0,
    4, 4, 4, 4, 4, 4,
  );
  test('fills what a label encloses, other labels too, and leaves what reaches the edge', () => {
    const filled = fillLabelHoles(ring, 6, 4);
    // biome-ignore format: pixels as they lie
    expect([...filled]).toEqual([
      4, 4, 4, 4, 4, 0,
      4, 4, 4, 4, 4, 4,
      4, 4, 4, 4, 4, 0,
      4, 4, 4, 4, 4, 4,
    ]);
  });

  test('leaves holes above the largest area', () => {
    expect([...fillLabelHoles(ring, 6, 4, 5)]).toEqual([...ring]);
    expect(fillLabelHoles(ring, 6, 4, 6)[8]).toBe(4);
  });

  test('of a mask is what the background does not reach from the edge', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1), { minLength: 49, maxLength: 49 }), (mask) => {
        expect([...fillLabelHoles(Uint32Array.from(mask), 7, 7)]).toEqual(
          reached(mask, 7).map((open) => (open ? 0 : 1)),
        );
      }),
      { seed: 9, numRuns: 200 },
    );
  });
});

describe('merging small pieces', () => {
  test('joins a piece to the neighbour with the longest common border', () => {
    // biome-ignore format: pixels as they lie
    const pieces = Uint32Array.of(
      1, 1, 1, 3, 2,
      1, 1, 1, 3, 2,
      1, 1, 1, 2, 2,
    );
    const merged = mergeSmallPieces(pieces, new Uint8Array(15).fill(1), 5, 3, 3);
    // 3 shares two edges with 1 and three with 2
    expect([...merged]).toEqual([1, 1, 1, 2, 2, 1, 1, 1, 2, 2, 1, 1, 1, 2, 2]);
  });

  test('never joins pieces of different wholes, and keeps a small piece that stands alone', () => {
    const merged = mergeSmallPieces(Uint32Array.of(1, 2, 2, 3, 0, 4), Uint8Array.of(1, 2, 2, 2, 0, 2), 6, 1, 2);
    expect([...merged]).toEqual([1, 2, 2, 2, 0, 3]);
  });

  test('keeps every labelled pixel', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { minLength: 48, maxLength: 48 }), fc.nat(20), (values, minSize) => {
        const pieces = Uint32Array.from(values);
        const merged = mergeSmallPieces(
          pieces,
          pieces.map((v) => Math.min(1, v)),
          8,
          6,
          minSize,
        );
        for (let i = 0; i < 48; i++) expect(merged[i] === 0).toBe(pieces[i] === 0);
      }),
      { seed: 10, numRuns: 100 },
    );
  });
});

/** Pixels of the background that are reached from the edge over edges. */
function reached(mask: readonly number[], width: number): boolean[] {
  const open = mask.map(() => false);
  for (let changed = true; changed; ) {
    changed = false;
    for (let i = 0; i < mask.length; i++) {
      if (mask[i] === 1 || open[i]) continue;
      const x = i % width;
      const y = Math.floor(i / width);
      const atEdge = x === 0 || y === 0 || x === width - 1 || y === width - 1;
      if (atEdge || open[i - 1] || open[i + 1] || open[i - width] || open[i + width]) {
        open[i] = true;
        changed = true;
      }
    }
  }
  return open;
}
