import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type LabelOverlaps, labelOverlaps } from '../../src/runtime/kernels/reference/label-overlaps.ts';

const pairsOf = (o: LabelOverlaps) =>
  Array.from(o.pairArea, (area, k) => [o.referenceLabels[o.pairReference[k]!], o.resultLabels[o.pairResult[k]!], area]);

describe('labelOverlaps', () => {
  it('counts the pixels of objects and of the pairs that overlap', () => {
    const overlaps = labelOverlaps(Uint32Array.of(9, 9, 9, 0, 2, 2), Uint32Array.of(0, 1, 1, 1, 0, 4));
    expect(Array.from(overlaps.referenceLabels)).toEqual([2, 9]);
    expect(Array.from(overlaps.referenceAreas)).toEqual([2, 3]);
    expect(Array.from(overlaps.resultLabels)).toEqual([1, 4]);
    expect(Array.from(overlaps.resultAreas)).toEqual([3, 1]);
    expect(pairsOf(overlaps)).toEqual([
      [2, 4, 1],
      [9, 1, 2],
    ]);
  });
  it('finds no pair where one image is empty', () => {
    const overlaps = labelOverlaps(new Uint32Array(3), Uint32Array.of(1, 1, 0));
    expect(pairsOf(overlaps)).toEqual([]);
    expect(Array.from(overlaps.resultAreas)).toEqual([2]);
  });
  it('refuses images of different size', () => {
    expect(() => labelOverlaps(new Uint32Array(3), new Uint32Array(4))).toThrow('3 and 4 pixels');
  });
  it('agrees with counting pixel by pixel, with few and with so many objects that a hash is used', () => {
    for (const [values, length, seed] of [
      [3, 40, 1],
      [5000, 6000, 2],
    ] as const) {
      const pixel = fc.nat(values);
      fc.assert(
        fc.property(fc.array(fc.tuple(pixel, pixel), { minLength: length, maxLength: length }), (pixels) => {
          const overlaps = labelOverlaps(
            Uint32Array.from(pixels, ([a]) => a),
            Uint32Array.from(pixels, ([, b]) => b),
          );
          const counted = new Map<string, number>();
          for (const [a, b] of pixels) if (a && b) counted.set(`${a} ${b}`, (counted.get(`${a} ${b}`) ?? 0) + 1);
          expect(new Map(pairsOf(overlaps).map(([a, b, n]) => [`${a} ${b}`, n]))).toEqual(counted);
        }),
        { seed, numRuns: 5 },
      );
    }
  });
});
