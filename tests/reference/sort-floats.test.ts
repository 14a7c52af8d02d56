import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sortFloats } from '../../src/runtime/kernels/reference/sort-floats.ts';

test('floats are sorted as TypedArray.sort sorts them', () => {
  fc.assert(
    fc.property(fc.float32Array({ noNaN: true, maxLength: 300 }), (values) => {
      const before = values.slice();
      expect(sortFloats(values)).toEqual(values.slice().sort());
      expect(values).toEqual(before);
    }),
    { seed: 14, numRuns: 300 },
  );
});

test('subnormal, infinite and negative numbers find their place', () => {
  const values = Float32Array.of(1, -1e-45, Number.POSITIVE_INFINITY, -3e38, 1e-45, Number.NEGATIVE_INFINITY, 0);
  expect([...sortFloats(values)]).toEqual([...values.slice().sort()]);
});
