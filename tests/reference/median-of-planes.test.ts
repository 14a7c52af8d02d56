import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { medianOfPlanes } from '../../src/runtime/kernels/reference/median-of-planes.ts';
import { middleOf } from '../../src/runtime/kernels/reference/middle-of.ts';

const row = (...values: number[]) => ({ width: values.length, height: 1, data: Float32Array.from(values) });
const bySorting = (values: readonly number[]) => {
  const sorted = [...values].sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
};

describe('medianOfPlanes', () => {
  it('takes the middle of an odd number of values', () => {
    expect(medianOfPlanes([row(1, 9), row(5, 2), row(3, 7)]).data).toEqual(Float32Array.of(3, 7));
  });
  it('takes the mean of the middle two of an even number', () => {
    expect(medianOfPlanes([row(1), row(8), row(2), row(5)]).data).toEqual(Float32Array.of(3.5));
  });
  it('gives NaN where any value is NaN, and only there', () => {
    expect(medianOfPlanes([row(1, Number.NaN), row(2, 2), row(3, 3)]).data).toEqual(Float32Array.of(2, Number.NaN));
  });
  it('orders infinities, and does not take their sum for a NaN', () => {
    const infinite = Number.POSITIVE_INFINITY;
    expect(medianOfPlanes([row(infinite), row(-infinite), row(4)]).data).toEqual(Float32Array.of(4));
  });
  it('refuses an empty list', () => {
    expect(() => medianOfPlanes([])).toThrow('expected at least 1');
  });
});

describe('middleOf', () => {
  it('equals the middle of the sorted values for any length, ties included', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 80 }), (values) => {
        expect(middleOf(Float64Array.from(values), values.length)).toBe(bySorting(values));
      }),
      { seed: 1, numRuns: 500 },
    );
  });
  it('looks at the first n values only', () => {
    expect(middleOf(Float64Array.of(3, 1, 2, -100, -100), 3)).toBe(2);
  });
  it('is NaN for no values', () => {
    expect(middleOf(new Float64Array(4), 0)).toBeNaN();
  });
});
