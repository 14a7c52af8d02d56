import { describe, expect, it } from 'vitest';
import { outerOutline } from '../../src/runtime/kernels/reference/outer-outline.ts';

describe('outerOutline', () => {
  it('is the largest outer loop of each object, not a hole and not a smaller part', () => {
    const rows = ['5555', '5055', '5555', '0000', '5503'].map((row) => [...row].map(Number));
    const outline = outerOutline({ width: 4, height: 5, depth: 1, data: Uint32Array.from(rows.flat()) });
    expect([...(outline.get(5) ?? [])]).toEqual([3.5, -0.5, 3.5, 2.5, -0.5, 2.5, -0.5, -0.5]);
    expect([...(outline.get(3) ?? [])]).toEqual([3.5, 3.5, 3.5, 4.5, 2.5, 4.5, 2.5, 3.5]);
    expect(outline.size).toBe(2);
  });
  it('has no entry for an empty plane', () => {
    expect(outerOutline({ width: 2, height: 1, depth: 1, data: new Uint32Array(2) }).size).toBe(0);
  });
});
