import { describe, expect, it } from 'vitest';
import { grey8, percentileRange } from '../../src/runtime/kernels/reference/grey8.ts';
import { seeded } from '../support/planes.ts';

describe('grey8', () => {
  it('stretches the range over 0 to 255 and cuts off beyond', () => {
    expect([...grey8(Uint16Array.of(90, 100, 150, 200, 500), [100, 200])]).toEqual([0, 0, 128, 255, 255]);
  });
  it('splits at the value where the range is empty, and makes NaN black', () => {
    expect([...grey8(Float32Array.of(1, 2, 3, Number.NaN), [2, 2])]).toEqual([0, 0, 255, 0]);
    expect([...grey8(Float32Array.of(Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY), [0, 1])]).toEqual([255, 0]);
  });
});

describe('percentileRange', () => {
  it('interpolates between sorted values, NaN left out', () => {
    expect(percentileRange(Float32Array.of(4, Number.NaN, 1, 3, 2), 0, 100)).toEqual([1, 4]);
    expect(percentileRange(Float32Array.of(4, Number.NaN, 1, 3, 2), 50, 90)[0]).toBe(2.5);
    expect(percentileRange(Float32Array.of(4, Number.NaN, 1, 3, 2), 50, 90)[1]).toBeCloseTo(3.7, 12);
  });
  it('equals sorting on a large image', () => {
    const random = seeded(5);
    const pixels = Uint16Array.from({ length: 4001 }, () => random() * 3000);
    const sorted = pixels.slice().sort();
    expect(percentileRange(pixels, 25, 99)).toEqual([sorted[1000], sorted[3960]]);
  });
  it('is 0 without pixels, and refuses a percentile of 101', () => {
    expect(percentileRange(new Uint8Array(), 1, 99)).toEqual([0, 0]);
    expect(() => percentileRange(Uint8Array.of(1), 0, 101)).toThrow('percentile is 101 %');
  });
});
