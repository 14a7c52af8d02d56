import { expect, test } from 'vitest';
import { portableAtan2, portableCosSin } from '../../src/runtime/kernels/reference/portable-trig.ts';

test('portableCosSin is cosine and sine of turns to 1e-15, exact at the quarters', () => {
  for (let i = -4000; i <= 4000; i++) {
    const turns = i / 1713;
    const [cos, sin] = portableCosSin(turns);
    expect(Math.abs(cos - Math.cos(2 * Math.PI * turns))).toBeLessThan(2e-15);
    expect(Math.abs(sin - Math.sin(2 * Math.PI * turns))).toBeLessThan(2e-15);
  }
  expect([0, 0.25, 0.5, 0.75, 1].map((turns) => portableCosSin(turns).map((v) => v + 0))).toEqual([
    [1, 0],
    [0, 1],
    [-1, 0],
    [0, -1],
    [1, 0],
  ]);
});

test('portableAtan2 is the angle of a vector to 1e-15, exact on the axes and diagonals, with the signs of zeros', () => {
  for (let i = 0; i < 5000; i++) {
    const x = Math.cos(i) * 10 ** ((i % 13) - 6);
    const y = Math.sin(1.7 * i) * 10 ** ((i % 7) - 3);
    expect(Math.abs(portableAtan2(y, x) - Math.atan2(y, x))).toBeLessThan(1e-15);
  }
  for (const y of [0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
    for (const x of [0, -0, 1, -1, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
      const expected = Math.atan2(y, x);
      expect(portableAtan2(y, x), `${y}, ${x}`).toBeCloseTo(expected, 14);
      expect(Object.is(portableAtan2(y, x), -0)).toBe(Object.is(expected, -0));
    }
  }
  expect(portableAtan2(Number.NaN, 1)).toBeNaN();
});
