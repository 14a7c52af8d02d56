import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { combineShifts, type PairShift } from '../../src/runtime/kernels/reference/combine-shifts.ts';
import { spreadBlocks } from '../../src/runtime/kernels/reference/spread-blocks.ts';
import { seeded } from '../support/planes.ts';

const pair = (from: number, to: number, dx: number, dy = 0, dz = 0): PairShift => ({ from, to, dx, dy, dz, weight: 1 });

/** All displacements of a random walk over 1 ... lags frames. */
function walk(count: number, lags: number, random: () => number) {
  const x = Array.from({ length: count }, () => 0);
  const y = Array.from({ length: count }, () => 0);
  for (let t = 1; t < count; t++) {
    x[t] = x[t - 1]! + random() * 4 - 2;
    y[t] = y[t - 1]! + random() * 4 - 2;
  }
  const pairs: PairShift[] = [];
  for (let to = 1; to < count; to++) {
    for (let from = Math.max(0, to - lags); from < to; from++) {
      pairs.push(pair(from, to, x[to]! - x[from]!, y[to]! - y[from]!, from - to));
    }
  }
  return { x, y, pairs };
}

describe('combineShifts', () => {
  test('one displacement per frame is added up', () => {
    const { dx, dy, dz } = combineShifts(4, [pair(0, 1, 1, 2, 3), pair(1, 2, -3), pair(2, 3, 0.5, 0, 1)]);
    expect([...dx]).toEqual([0, 1, -2, -1.5].map((v) => expect.closeTo(v, 12)));
    expect([...dy]).toEqual([0, 2, 2, 2].map((v) => expect.closeTo(v, 12)));
    expect([...dz]).toEqual([0, 3, 3, 4].map((v) => expect.closeTo(v, 12)));
  });

  test('displacements that agree give the walk they come from', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 1, max: 6 }), fc.nat(), (count, lags, seed) => {
        const { x, y, pairs } = walk(count, lags, seeded(seed));
        const { dx, dy, dz } = combineShifts(count, pairs);
        for (let t = 0; t < count; t++) {
          expect(Math.abs(dx[t]! - x[t]!)).toBeLessThan(1e-9);
          expect(Math.abs(dy[t]! - y[t]!)).toBeLessThan(1e-9);
          expect(Math.abs(dz[t]! + t)).toBeLessThan(1e-9);
        }
      }),
      { seed: 3, numRuns: 40 },
    );
  });

  test('false displacements of 40 px among many do not move the frames behind them', () => {
    const { x, pairs } = walk(60, 4, seeded(7));
    const bad = pairs.map((one, i) => (i % 9 === 4 ? { ...one, dx: one.dx + 40, dy: -30 } : one));
    const { dx } = combineShifts(60, bad);
    for (let t = 0; t < 60; t++) expect(Math.abs(dx[t]! - x[t]!)).toBeLessThan(0.05);
  });

  test('no frames and one frame have no drift', () => {
    expect(combineShifts(0, []).dx.length).toBe(0);
    expect([...combineShifts(1, []).dx]).toEqual([0]);
  });

  test('a frame without a displacement, and one out of order, are refused', () => {
    expect(() => combineShifts(3, [pair(0, 1, 1)])).toThrow('frame 2 is at the end of no displacement');
    expect(() => combineShifts(3, [pair(1, 1, 1)])).toThrow('from frame 1 to 1 does not fit 3 frames');
  });
});

describe('spreadBlocks', () => {
  test('values of blocks of three hold in their middles, and the last block may be short', () => {
    const out = spreadBlocks(Float64Array.of(0, 3, 7), 3, 8);
    expect([...out]).toEqual([0, 0, 1, 2, 3, 3 + 4 / 2.5, 3 + 8 / 2.5, 7].map((v) => expect.closeTo(v, 12)));
  });

  test('blocks of one frame are the frames, one block is constant, none gives none', () => {
    expect([...spreadBlocks(Float64Array.of(4, Number.NaN, 5), 1, 3)]).toEqual([4, Number.NaN, 5]);
    expect([...spreadBlocks(Float64Array.of(2), 5, 3)]).toEqual([2, 2, 2]);
    expect([...spreadBlocks(new Float64Array(0), 5, 0)]).toEqual([]);
  });
});
