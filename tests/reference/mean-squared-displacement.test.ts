import { describe, expect, test } from 'vitest';
import { fitMsd } from '../../src/runtime/kernels/reference/fit-msd.ts';
import { meanSquaredDisplacement } from '../../src/runtime/kernels/reference/mean-squared-displacement.ts';
import { Random } from '../../src/runtime/kernels/reference/random.ts';
import { goldenJson } from '../support/golden.ts';

const positions = (rows: readonly (readonly [number, number, number])[]) => ({
  frame: Uint32Array.from(rows, ([t]) => t),
  y: Float64Array.from(rows, ([, y]) => y),
  x: Float64Array.from(rows, ([, , x]) => x),
  z: new Float64Array(rows.length),
});

describe('the mean squared displacement', () => {
  test('averages over all pairs of a track, those over a gap too', () => {
    const rows = [
      [0, 0, 0],
      [1, 0, 1],
      [3, 0, 4],
    ] as const;
    const { msd, pairs } = meanSquaredDisplacement(positions(rows), Uint32Array.of(1, 1, 1), 1, 4);
    expect([...msd]).toEqual([1, 9, 16, Number.NaN]);
    expect([...pairs]).toEqual([1, 1, 1, 0]);
  });

  test('of trackpy: the ensemble is the same', () => {
    const { points, trackpy } = goldenJson<{ points: [number, number, number][]; trackpy: number[] }>('links.json');
    const { emsd } = goldenJson<{ emsd: number[] }>('msd.json');
    const group = Uint32Array.from(trackpy, (id) => id + 1);
    const result = meanSquaredDisplacement(positions(points), group, Math.max(...group), 10);
    expect(emsd.length).toBe(10);
    emsd.forEach((value, k) => {
      expect(result.ensemble[k]! / value).toBeCloseTo(1, 9);
    });
  });

  test('weights a track by its independent steps, and gives the spread between tracks', () => {
    const still = [0, 1, 2, 3].map((t) => [t, 0, 0] as const);
    const moving = [0, 1].map((t) => [t, 9, 3 * t] as const);
    const rows = [...still, ...moving].sort((a, b) => a[0] - b[0]);
    const group = Uint32Array.from(rows, ([, y]) => (y === 9 ? 2 : 1));
    const { ensemble, tracks, sem } = meanSquaredDisplacement(positions(rows), group, 2, 2);
    // At lag 1 a path of n positions has n - 1 independent steps: weights 3 and 1.
    expect(ensemble[0]).toBeCloseTo(9 / 4, 12);
    expect(ensemble[1]).toBe(0);
    expect([...tracks]).toEqual([2, 1]);
    expect(sem[0]).toBeCloseTo(4.5, 12);
    expect(sem[1]).toBeNaN();
  });

  test('of nothing is NaN or nothing', () => {
    expect(meanSquaredDisplacement(positions([]), new Uint32Array(0), 0, 3).ensemble.every(Number.isNaN)).toBe(true);
    expect(meanSquaredDisplacement(positions([[5, 1, 1]]), Uint32Array.of(1), 1, 2).ensemble.every(Number.isNaN)).toBe(
      true,
    );
    expect(meanSquaredDisplacement(positions([[5, 1, 1]]), Uint32Array.of(0), 0, 0).msd.length).toBe(0);
  });

  test('refuses a track that is in two places at once', () => {
    const rows = [
      [0, 0, 0],
      [0, 0, 1],
    ] as const;
    expect(() => meanSquaredDisplacement(positions(rows), Uint32Array.of(1, 1), 1, 1)).toThrow('two places in frame 0');
  });
});

describe('fits of the mean squared displacement', () => {
  test('find exponent and coefficient of exact curves', () => {
    const lags = Float64Array.from({ length: 8 }, (_, k) => (k + 1) * 0.5);
    const power = fitMsd(
      lags,
      lags.map((t) => 3 * t ** 1.5),
      8,
      2,
    );
    expect(power.exponent).toBeCloseTo(1.5, 10);
    expect(power.prefactor).toBeCloseTo(3, 10);
    expect(power.powerLawR2).toBeCloseTo(1, 10);
    const line = fitMsd(
      lags,
      lags.map((t) => 4 * 0.7 * t + 0.2),
      4,
      2,
    );
    expect(line.diffusionCoefficient).toBeCloseTo(0.7, 10);
    expect(line.offset).toBeCloseTo(0.2, 10);
    expect(line.lineR2).toBeCloseTo(1, 10);
  });

  test('find the diffusion coefficient of Brownian motion', () => {
    // A step of variance 2 D along each axis, D = 0.5 px² a frame.
    const random = new Random(4);
    const rows: [number, number, number][] = [];
    const group: number[] = [];
    const place = Array.from({ length: 200 }, () => [0, 0]);
    for (let t = 0; t < 50; t++) {
      place.forEach((one, k) => {
        rows.push([t, one[0]!, one[1]!]);
        group.push(k + 1);
        one[0] = one[0]! + random.normal();
        one[1] = one[1]! + random.normal();
      });
    }
    const { ensemble } = meanSquaredDisplacement(positions(rows), Uint32Array.from(group), 200, 10);
    const fit = fitMsd(
      Float64Array.from(ensemble, (_, k) => k + 1),
      ensemble,
      4,
      2,
    );
    expect(fit.diffusionCoefficient).toBeGreaterThan(0.47);
    expect(fit.diffusionCoefficient).toBeLessThan(0.53);
    expect(fit.exponent).toBeGreaterThan(0.95);
    expect(fit.exponent).toBeLessThan(1.05);
  });

  test('are NaN from fewer than two lags, and leave out what is missing', () => {
    const lags = Float64Array.of(1, 2, 3);
    expect(fitMsd(lags, Float64Array.of(1, Number.NaN, Number.NaN), 3, 2).exponent).toBeNaN();
    expect(fitMsd(lags, Float64Array.of(1, Number.NaN, 3), 3, 2).exponent).toBeCloseTo(1, 12);
    const still = fitMsd(lags, new Float64Array(3), 3, 2);
    expect(still.diffusionCoefficient).toBe(0);
    expect(still.exponent).toBeNaN();
  });
});
