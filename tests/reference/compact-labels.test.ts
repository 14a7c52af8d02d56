import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compactLabels } from '../../src/runtime/kernels/reference/compact-labels.ts';

const placesOf = (data: Uint32Array) => {
  const compact = compactLabels(data);
  return Array.from(compact.data, (value) => compact.slot[value]!);
};

describe('compactLabels', () => {
  it('lists the labels that occur in rising order and gives each pixel its place', () => {
    const data = Uint32Array.of(0, 7, 7, 3, 0, 7);
    expect(Array.from(compactLabels(data).labels)).toEqual([3, 7]);
    expect(placesOf(data)).toEqual([-1, 1, 1, 0, -1, 1]);
  });
  it('finds nothing in an image of background and in an image without pixels', () => {
    expect(compactLabels(new Uint32Array(4)).labels.length).toBe(0);
    expect(compactLabels(new Uint32Array(0)).labels.length).toBe(0);
  });
  it('takes values up to 2³² - 1 without a table of that length', () => {
    const data = Uint32Array.of(4294967295, 0, 5, 4294967294);
    expect(Array.from(compactLabels(data).labels)).toEqual([5, 4294967294, 4294967295]);
    expect(placesOf(data)).toEqual([2, -1, 0, 1]);
    expect(compactLabels(data).slot.length).toBe(4);
  });
  it('agrees with sorting the distinct values, for small and for huge ones', () => {
    const value = fc.oneof(fc.nat(12), fc.nat(5000), fc.integer({ min: 0, max: 4294967295 }));
    fc.assert(
      fc.property(fc.array(value, { maxLength: 60 }), (values) => {
        const distinct = [...new Set(values)].filter((one) => one !== 0).sort((a, b) => a - b);
        const data = Uint32Array.from(values);
        expect(Array.from(compactLabels(data).labels)).toEqual(distinct);
        expect(placesOf(data)).toEqual(values.map((one) => distinct.indexOf(one)));
      }),
      { seed: 5, numRuns: 300 },
    );
  });
});
