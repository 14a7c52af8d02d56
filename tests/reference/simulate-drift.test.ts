import { describe, expect, it } from 'vitest';
import { driftLimit, simulateDrift } from '../../src/runtime/kernels/reference/simulate-drift.ts';

describe('simulateDrift', () => {
  it('starts at 0 and stays within the limit', () => {
    for (const jitter of [0.6, 20]) {
      const { dx, dy } = simulateDrift(1, 3000, jitter);
      expect([dx[0], dy[0]]).toEqual([0, 0]);
      expect(Math.max(...dx.map(Math.abs), ...dy.map(Math.abs))).toBeLessThanOrEqual(driftLimit(jitter));
    }
  });

  it('steps by the jitter and jumps at one and two thirds', () => {
    const jumps: number[] = [];
    const steps: number[] = [];
    for (let seed = 0; seed < 200; seed++) {
      const { dx } = simulateDrift(seed, 30, 0.1);
      for (let t = 1; t < 30; t++) (t === 10 || t === 20 ? jumps : steps).push(dx[t]! - dx[t - 1]!);
    }
    const deviation = (values: number[]) => Math.sqrt(values.reduce((sum, one) => sum + one * one, 0) / values.length);
    expect(deviation(steps)).toBeCloseTo(0.1, 2);
    expect(deviation(jumps)).toBeGreaterThan(0.65);
    expect(deviation(jumps)).toBeLessThan(0.95);
  });

  it('is at rest without jitter, and empty without frames', () => {
    expect([...simulateDrift(1, 3, 0).dx]).toEqual([0, 0, 0]);
    expect(simulateDrift(1, 0, 1).dx.length).toBe(0);
  });
});
