import { expect, test } from 'vitest';
import { portableCosSin } from '../../src/runtime/kernels/reference/portable-trig.ts';

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
