import { describe, expect, test } from 'vitest';
import { greyHistogram } from '../../src/runtime/kernels/reference/grey-histogram.ts';

describe('the histogram of a plane', () => {
  test('of integers has a bin for each level from the lowest to the highest', () => {
    const { counts, centres } = greyHistogram({ width: 3, height: 2, data: Uint16Array.of(7, 5, 5, 9, 7, 5) });
    expect([...centres]).toEqual([5, 6, 7, 8, 9]);
    expect([...counts]).toEqual([3, 0, 2, 0, 1]);
  });

  test('of floats has 256 bins whose last one holds the maximum', () => {
    const { counts, centres } = greyHistogram({ width: 4, height: 1, data: Float32Array.of(0, 1, 255.5, 256) });
    expect(counts.length).toBe(256);
    expect([counts[0], counts[1], counts[255]]).toEqual([1, 1, 2]);
    expect([centres[0], centres[255]]).toEqual([0.5, 255.5]);
  });

  test('leaves out NaN and infinite pixels', () => {
    const data = Float32Array.of(Number.NaN, 1, Number.POSITIVE_INFINITY, 3, Number.NEGATIVE_INFINITY);
    const { counts, centres } = greyHistogram({ width: 5, height: 1, data });
    expect(counts.reduce((a, b) => a + b)).toBe(2);
    expect(centres[0]).toBeGreaterThan(1);
  });

  test('of a constant plane has one bin, of a plane of NaN none', () => {
    expect(greyHistogram({ width: 2, height: 1, data: Float32Array.of(4, 4) }).centres).toEqual(Float64Array.of(4));
    expect(greyHistogram({ width: 1, height: 1, data: Float32Array.of(Number.NaN) }).counts.length).toBe(0);
    expect(greyHistogram({ width: 0, height: 0, data: new Uint8Array(0) }).counts.length).toBe(0);
  });
});
