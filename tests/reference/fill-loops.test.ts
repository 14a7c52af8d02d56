import { describe, expect, it } from 'vitest';
import { fillLoops } from '../../src/runtime/kernels/reference/fill-loops.ts';

const fill = (...loops: readonly (readonly number[])[]) => {
  const out = new Uint32Array(25);
  fillLoops(
    loops.map((loop) => Float64Array.from(loop)),
    1,
    out,
    5,
    5,
  );
  return Array.from({ length: 5 }, (_, y) => out.subarray(5 * y, 5 * y + 5).join(''));
};

describe('fillLoops', () => {
  it('fills pixels whose centre is inside, upper and right edges included', () => {
    expect(fill([1, 1, 3, 1, 3, 3, 1, 3])).toEqual(['00000', '00110', '00110', '00000', '00000']);
    expect(fill([-0.5, -0.5, 4.5, -0.5, -0.5, 4.5])).toEqual(['11111', '11110', '11100', '11000', '10000']);
  });
  it('leaves a path within another open', () => {
    const outer = [-0.5, -0.5, 4.5, -0.5, 4.5, 4.5, -0.5, 4.5];
    expect(fill(outer, [0.5, 0.5, 3.5, 0.5, 3.5, 3.5, 0.5, 3.5])).toEqual([
      '11111',
      '10001',
      '10001',
      '10001',
      '11111',
    ]);
  });
  it('clips what reaches beyond the plane', () => {
    expect(fill([-1e6, 1.5, 1e6, 1.5, 1e6, 2.5, -1e6, 2.5])).toEqual(['00000', '00000', '11111', '00000', '00000']);
    expect(fill([-9, -9, -5, -9, -5, -5])).toEqual(['00000', '00000', '00000', '00000', '00000']);
  });
  it('fills nothing for a path without area, and refuses one without end', () => {
    expect(fill([1, 1, 3, 3])).toEqual(['00000', '00000', '00000', '00000', '00000']);
    const zigzag = Float64Array.from({ length: 40_000 }, (_, i) => (i % 2 === 0 ? i : i % 4 === 1 ? 0 : 10_000));
    expect(() => fillLoops([zigzag], 1, new Uint32Array(10_000), 1, 10_000)).toThrow(RangeError);
  });
});
