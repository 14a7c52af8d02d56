import { describe, expect, it } from 'vitest';
import { Random } from '../../src/runtime/kernels/reference/random.ts';

const draws = (n: number, draw: () => number) => Float64Array.from({ length: n }, draw);
const mean = (values: Float64Array) => values.reduce((sum, one) => sum + one, 0) / values.length;
const moment = (values: Float64Array, power: number) => {
  const middle = mean(values);
  return mean(values.map((one) => (one - middle) ** power));
};

/** Chi-square of counted values against expected chances, the rare ones pooled; and its degrees of freedom. */
function chiSquare(values: Float64Array, chance: (k: number) => number, last: number) {
  const counts = new Float64Array(last + 1);
  for (const value of values) counts[Math.min(value, last)]! += 1;
  let sum = 0;
  let cells = 0;
  let pooled = 0;
  let pooledExpected = 0;
  for (let k = 0; k <= last; k++) {
    const expected =
      values.length * (k < last ? chance(k) : 1 - [...Array(last).keys()].reduce((s, j) => s + chance(j), 0));
    if (expected < 20) {
      pooled += counts[k]!;
      pooledExpected += expected;
    } else {
      sum += (counts[k]! - expected) ** 2 / expected;
      cells++;
    }
  }
  if (pooledExpected > 5) {
    sum += (pooled - pooledExpected) ** 2 / pooledExpected;
    cells++;
  }
  return { sum, freedom: cells - 1 };
}

/** Chance of k, by the logarithm of the factorial. */
function poissonChance(lambda: number) {
  return (k: number) => {
    let log = -lambda + k * Math.log(lambda);
    for (let i = 2; i <= k; i++) log -= Math.log(i);
    return Math.exp(log);
  };
}

describe('Random', () => {
  it('gives the same numbers for the same seed and stream', () => {
    const first = new Random(7, 1, 2);
    const second = new Random(7, 1, 2);
    expect(draws(1000, () => first.normal())).toEqual(draws(1000, () => second.normal()));
  });

  it('gives the numbers that the committed example names', () => {
    const random = new Random(1);
    expect([random.bits(), random.bits(), random.bits()]).toMatchInlineSnapshot(`
      [
        86648259,
        2026414957,
        -1426821224,
      ]
    `);
  });

  it('gives other numbers for another seed, another stream, and the same numbers in another order', () => {
    const firsts = [[1], [2], [1, 0], [1, 1], [0, 1], [1, 0, 0], [2 ** 32 + 1]].map((numbers) =>
      new Random(...numbers).bits(),
    );
    expect(new Set(firsts).size).toBe(7);
  });

  it('is uniform: 64 cells, and the cells of following pairs, pass chi-square', () => {
    const random = new Random(3);
    const flat = draws(64_000, () => Math.floor(random.uniform() * 64));
    const pairs = draws(64_000, () => Math.floor(random.uniform() * 8) * 8 + Math.floor(random.uniform() * 8));
    for (const values of [flat, pairs]) {
      const { sum, freedom } = chiSquare(values, () => 1 / 64, 63);
      expect(sum).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    }
  });

  it('draws normal numbers: moments and the chance beyond 1, 2, 3 and 3.5 sigma', () => {
    const random = new Random(4);
    const n = 1_000_000;
    const values = draws(n, () => random.normal());
    expect(Math.abs(mean(values))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(values, 2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(values, 3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(values, 4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
    for (const [bound, chance] of [
      [1, 0.3173105],
      [2, 0.0455003],
      [3, 0.0026998],
      [3.5, 0.00046526],
    ] as const) {
      const beyond = values.reduce((count, one) => count + (Math.abs(one) > bound ? 1 : 0), 0) / n;
      expect(Math.abs(beyond - chance)).toBeLessThan(4 * Math.sqrt((chance * (1 - chance)) / n));
    }
  });

  it.each([0.05, 0.7, 1, 3.3, 12, 30.06, 120.9, 255.99, 256, 700])(
    'draws Poisson numbers of mean %d: every count passes chi-square',
    (lambda) => {
      const random = new Random(5, Math.round(lambda * 100));
      const n = 200_000;
      const values = draws(n, () => random.poisson(lambda));
      expect(Math.abs(mean(values) - lambda)).toBeLessThan(4 * Math.sqrt(lambda / n));
      const { sum, freedom } = chiSquare(values, poissonChance(lambda), Math.ceil(lambda + 8 * Math.sqrt(lambda) + 5));
      expect(sum).toBeLessThan(freedom + 4 * Math.sqrt(2 * freedom));
    },
  );

  it('draws Poisson numbers of a large mean with that mean and variance', () => {
    const random = new Random(6);
    const values = draws(100_000, () => random.poisson(50_000));
    expect(Math.abs(mean(values) - 50_000)).toBeLessThan(4 * Math.sqrt(50_000 / 100_000));
    expect(Math.abs(moment(values, 2) / 50_000 - 1)).toBeLessThan(4 * Math.sqrt(2 / 100_000));
  });

  it('draws 0 for a Poisson mean of 0, below 0, and NaN', () => {
    const random = new Random(7);
    expect([0, -1, Number.NaN].map((lambda) => random.poisson(lambda))).toEqual([0, 0, 0]);
  });

  it('draws lognormal numbers whose logarithm has mean 0 and the given deviation', () => {
    const random = new Random(8);
    const values = draws(100_000, () => Math.log(random.lognormal(0.2)));
    expect(Math.abs(mean(values))).toBeLessThan(0.003);
    expect(Math.sqrt(moment(values, 2))).toBeCloseTo(0.2, 2);
  });
});
