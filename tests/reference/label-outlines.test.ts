import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillLoops } from '../../src/runtime/kernels/reference/fill-loops.ts';
import { labelOutlines } from '../../src/runtime/kernels/reference/label-outlines.ts';

const outlines = (rows: readonly (readonly number[])[]) =>
  labelOutlines(Uint32Array.from(rows.flat()), rows[0]!.length, rows.length).map(({ label, loops }) => [
    label,
    loops.map((loop) => [...loop]),
  ]);

describe('labelOutlines', () => {
  it('runs clockwise along the edges of one pixel', () => {
    expect(
      outlines([
        [0, 0, 0],
        [0, 7, 0],
      ]),
    ).toEqual([[7, [[1.5, 0.5, 1.5, 1.5, 0.5, 1.5, 0.5, 0.5]]]]);
  });
  it('gives a hole its own loop, the other way round', () => {
    expect(
      outlines([
        [1, 1, 1],
        [1, 0, 1],
        [1, 1, 1],
      ]),
    ).toEqual([
      [
        1,
        [
          [2.5, -0.5, 2.5, 2.5, -0.5, 2.5, -0.5, -0.5],
          [0.5, 1.5, 1.5, 1.5, 1.5, 0.5, 0.5, 0.5],
        ].map((loop) => expect.arrayContaining(loop) as unknown),
      ],
    ]);
  });
  it('keeps pixels that touch at a corner apart, and labels that touch', () => {
    const [[one, loops], [other]] = outlines([
      [3, 2],
      [0, 3],
    ]) as unknown as [[number, number[][]], [number]];
    expect([one, other, loops.length]).toEqual([2, 3, 1]);
    expect(
      outlines([
        [3, 0],
        [0, 3],
      ])[0]![1],
    ).toHaveLength(2);
  });
  it('has no outline for an empty plane', () => {
    expect(outlines([[0, 0]])).toEqual([]);
  });
  it('filled, gives exactly the labels back', () => {
    const plane = fc
      .tuple(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 12 }))
      .chain(([width, height]) =>
        fc.tuple(
          fc.constant(width),
          fc.constant(height),
          fc.array(fc.integer({ min: 0, max: 3 }), { minLength: width * height, maxLength: width * height }),
        ),
      );
    fc.assert(
      fc.property(plane, ([width, height, values]) => {
        const data = Uint32Array.from(values);
        const out = new Uint32Array(data.length);
        for (const { label, loops } of labelOutlines(data, width, height)) fillLoops(loops, label, out, width, height);
        expect(out).toEqual(data);
      }),
      { seed: 4, numRuns: 400 },
    );
  });
});
