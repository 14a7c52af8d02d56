import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisScale, extended, nothing, roundedLabel } from '../../../src/runtime/formats/axis-scale.ts';

const labels = (
  from: number,
  to: number,
  wanted = 5,
  scale: 'linear' | 'log' = 'linear',
  ends: 'exact' | 'padded' | 'round' = 'exact',
) => axisScale({ from, to }, { scale }, wanted, ends).ticks.map(({ label }) => label);

describe('axisScale', () => {
  it.each([
    [0, 10, ['0', '2', '4', '6', '8', '10']],
    [-1, 1, ['−1.0', '−0.5', '0', '0.5', '1.0']],
    [0, 0.3, ['0', '0.05', '0.10', '0.15', '0.20', '0.25', '0.30']],
    [3, 97, ['20', '40', '60', '80']],
    [0, 400_000, ['0', '1×10⁵', '2×10⁵', '3×10⁵', '4×10⁵']],
    [0, 2e-5, ['0', '0.5×10⁻⁵', '1.0×10⁻⁵', '1.5×10⁻⁵', '2.0×10⁻⁵']],
  ])('marks %d to %d at round values', (from, to, expected) => {
    expect(labels(from, to)).toEqual(expected);
  });
  it('marks decades on a log axis, and steps within few of them', () => {
    expect(labels(1, 1e6, 5, 'log').filter((label) => label !== '')).toEqual(['1', '100', '10000', '10⁶']);
    expect(labels(20, 900, 5, 'log').filter((label) => label !== '')).toEqual(['20', '50', '100', '200', '500']);
    expect(labels(200, 600, 5, 'log').filter((label) => label !== '')).toEqual(['200', '300', '400', '500']);
  });
  it('puts the ends at 0 and 1, and decades at even distances on a log axis', () => {
    const linear = axisScale({ from: 2, to: 4 }, {}, 5, 'exact');
    expect([2, 3, 4].map((value) => linear.at(value))).toEqual([0, 0.5, 1]);
    const log = axisScale({ from: 1, to: 100 }, { scale: 'log' }, 5, 'exact');
    expect([1, 10, 100].map((value) => log.at(value))).toEqual([0, 0.5, 1]);
    expect(log.at(0)).toBeNaN();
    expect(log.at(-5)).toBeNaN();
  });
  it('pads by 3 % or rounds the ends to ticks', () => {
    expect(axisScale({ from: 0, to: 100 }, {}, 5, 'padded')).toMatchObject({ from: -3, to: 103 });
    expect(axisScale({ from: 3, to: 97 }, {}, 5, 'round')).toMatchObject({ from: 0, to: 100 });
  });
  it('shows a range around a single value, and something where there is none', () => {
    expect(axisScale({ from: 50, to: 50 }, {}, 5, 'padded')).toMatchObject({ from: 45, to: 55 });
    expect(axisScale({ from: 0, to: 0 }, {}, 5, 'padded')).toMatchObject({ from: -1, to: 1 });
    expect(axisScale(nothing, {}, 5, 'exact')).toMatchObject({ from: 0, to: 1 });
    expect(axisScale(nothing, { scale: 'log' }, 5, 'exact')).toMatchObject({ from: 1, to: 10 });
  });
  it('has from 1 to 25 ascending ticks with different labels for any range', () => {
    const value = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(value, value, fc.integer({ min: 2, max: 10 }), (a, b, wanted) => {
        const from = Math.min(a, b);
        // ranges that are not lost in the offset
        const to = Math.max(a, b, from + Math.abs(from) * 1e-6 + 1e-9);
        const { ticks } = axisScale({ from, to }, {}, wanted, 'exact');
        expect(ticks.length).toBeGreaterThanOrEqual(1);
        expect(ticks.length).toBeLessThanOrEqual(25);
        for (let i = 1; i < ticks.length; i++) expect(ticks[i]!.value).toBeGreaterThan(ticks[i - 1]!.value);
        expect(new Set(ticks.map(({ label }) => label)).size).toBe(ticks.length);
      }),
      { seed: 7 },
    );
  });
});

describe('extended and roundedLabel', () => {
  it('leaves out NaN, infinities, and what a log axis cannot show', () => {
    let extent = nothing;
    for (const value of [3, Number.NaN, Number.POSITIVE_INFINITY, -2, 0]) extent = extended(extent, value, 'log');
    expect(extent).toEqual({ from: 3, to: 3 });
    expect(extended(extent, -2, 'linear')).toEqual({ from: -2, to: 3 });
  });
  it('gives numbers of data to three digits', () => {
    expect([0, 12.3456, 1234.5, -0.01234, 123456, 0.000012345].map(roundedLabel)).toEqual([
      '0',
      '12.3',
      '1235',
      '−0.0123',
      '1.23×10⁵',
      '1.23×10⁻⁵',
    ]);
  });
});
