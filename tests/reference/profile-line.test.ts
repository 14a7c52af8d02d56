import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { linePoints, profileLine } from '../../src/runtime/kernels/reference/profile-line.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';

const square = (...rows: number[][]) => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Float32Array.from(rows.flat()),
});
const ramp = square(
  [0, 1, 2, 3, 4],
  [10, 11, 12, 13, 14],
  [20, 21, 22, 23, 24],
  [30, 31, 32, 33, 34],
  [40, 41, 42, 43, 44],
);

describe('linePoints', () => {
  it('includes both ends and steps by at most one pixel', () => {
    const line = linePoints(
      [
        [1, 1],
        [4, 5],
      ],
      1,
    );
    expect([...line.distance]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([line.x[0], line.y[0], line.x[5], line.y[5]]).toEqual([1, 1, 4, 5]);
  });
  it('goes round the corner of a polyline at even steps', () => {
    const line = linePoints(
      [
        [0, 0],
        [2, 0],
        [2, 2],
      ],
      1,
    );
    expect([...line.x]).toEqual([0, 1, 2, 2, 2]);
    expect([...line.y]).toEqual([0, 0, 0, 1, 2]);
    expect([...line.acrossY]).toEqual([1, 1, 0, 0, 0]);
  });
  it('makes one point of a line without length, also where its corners repeat', () => {
    expect(linePoints([[3, 4]], 1).count).toBe(1);
    expect(
      linePoints(
        [
          [3, 4],
          [3, 4],
        ],
        3,
      ),
    ).toMatchObject({ count: 1, width: 3 });
    const repeated = linePoints(
      [
        [0, 0],
        [0, 0],
        [2, 0],
        [2, 0],
      ],
      1,
    );
    expect([...repeated.x]).toEqual([0, 1, 2]);
    expect([...repeated.acrossY]).toEqual([1, 1, 1]);
  });
  it('refuses no points, points that are not finite, and a width of 0', () => {
    expect(() => linePoints([], 1)).toThrow('at least one point');
    expect(() => linePoints([[0, Number.NaN]], 1)).toThrow('all finite');
    expect(() => linePoints([[0, 0]], 0)).toThrow('width is 0 px');
  });
});

describe('profileLine', () => {
  it('reads a row and a diagonal of a ramp', () => {
    expect([
      ...profileLine(
        ramp,
        linePoints(
          [
            [0, 2],
            [4, 2],
          ],
          1,
        ),
        'mean',
      ),
    ]).toEqual([20, 21, 22, 23, 24]);
    const diagonal = profileLine(
      ramp,
      linePoints(
        [
          [0, 0],
          [4, 4],
        ],
        1,
      ),
      'mean',
    );
    expect(diagonal).toHaveLength(7);
    for (let i = 0; i < 7; i++) expect(diagonal[i]).toBeCloseTo((44 * i) / 6, 9);
  });
  it('averages or takes the largest across the line', () => {
    const line = linePoints(
      [
        [1, 2],
        [3, 2],
      ],
      3,
    );
    expect([...profileLine(ramp, line, 'mean')]).toEqual([21, 22, 23]);
    expect([...profileLine(ramp, line, 'max')]).toEqual([31, 32, 33]);
  });
  it('mirrors the image at its border, the edge pixel repeated', () => {
    expect([
      ...profileLine(
        ramp,
        linePoints(
          [
            [-2, 0],
            [1, 0],
          ],
          1,
        ),
        'mean',
      ),
    ]).toEqual([1, 0, 0, 1]);
    expect([
      ...profileLine(
        ramp,
        linePoints(
          [
            [4, 0],
            [6, 0],
          ],
          1,
        ),
        'mean',
      ),
    ]).toEqual([4, 4, 3]);
  });
  it('gives NaN where a point reads a NaN, for both reductions, and for an image without pixels', () => {
    const holed = square([1, Number.NaN, 3]);
    for (const reduce of ['mean', 'max'] as const) {
      expect([
        ...profileLine(
          holed,
          linePoints(
            [
              [0, 0],
              [2, 0],
            ],
            1,
          ),
          reduce,
        ),
      ]).toEqual([1, Number.NaN, 3]);
      expect([
        ...profileLine(
          { width: 0, height: 0, data: new Uint8Array() },
          linePoints(
            [
              [0, 0],
              [1, 0],
            ],
            1,
          ),
          reduce,
        ),
      ]).toEqual([Number.NaN, Number.NaN]);
    }
  });
  it('is constant on a constant image, wherever the line lies', () => {
    const end = fc.tuple(fc.double({ min: -20, max: 20, noNaN: true }), fc.double({ min: -20, max: 20, noNaN: true }));
    const grey = square([7, 7, 7], [7, 7, 7]);
    fc.assert(
      fc.property(fc.array(end, { minLength: 1, maxLength: 4 }), fc.integer({ min: 1, max: 6 }), (points, width) => {
        for (const value of profileLine(grey, linePoints(points, width), 'mean')) expect(value).toBeCloseTo(7, 9);
      }),
      { seed: 3 },
    );
  });
  it.each([
    ['w1', 1],
    ['w5', 5],
  ] as const)('equals skimage.measure.profile_line to 1e-9 (%s)', async (name, width) => {
    const expected = goldenJson<Record<string, number[]>>('profile_line.json')[name]!;
    const [plane] = await goldenPlanes('in-frames.tif');
    const profile = profileLine(
      plane!,
      linePoints(
        [
          [10, 10],
          [117, 100],
        ],
        width,
      ),
      'mean',
    );
    expect(profile).toHaveLength(expected.length);
    for (let i = 0; i < profile.length; i++) expect(Math.abs(profile[i]! - expected[i]!)).toBeLessThan(1e-9);
  });
});
