import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import drawnShapes from '../../../src/nodes/io/drawn-shapes.ts';
import type { Shape } from '../../../src/runtime/data/shapes.ts';
import { parseShapes, writeShapes } from '../../../src/runtime/formats/drawn-shapes.ts';
import { filesInMemory } from '../../support/files.ts';

const open = async (shapes: string) => (await drawnShapes.open({ shapes }, filesInMemory({}))).shapes.shapes;

describe('io.drawn-shapes', () => {
  it('gives lines, polygons and points in the order of the text', async () => {
    expect(await open('line 10,20 30.5,40; polygon "cell 3" 1,1 9,1 5,8 @4\npoint -4,4')).toEqual([
      {
        type: 'line',
        name: '',
        t: null,
        points: [
          [10, 20],
          [30.5, 40],
        ],
      },
      {
        type: 'polygon',
        name: 'cell 3',
        t: 4,
        points: [
          [1, 1],
          [9, 1],
          [5, 8],
        ],
      },
      { type: 'point', name: '', t: null, points: [[-4, 4]] },
    ]);
  });
  it('gives none for empty text', async () => {
    expect(await open('')).toEqual([]);
    expect(await open(' ;\n; ')).toEqual([]);
  });
  it('names the shape that can not be read, and says what is expected', async () => {
    await expect(open('point 1,1; circle 3,3')).rejects.toThrow(
      /shape 2 is "circle 3,3": expected line, polygon or point/,
    );
    await expect(open('line 1,1')).rejects.toThrow('a line has at least 2 points');
    await expect(open('polygon 1,1 2,2')).rejects.toThrow('a polygon has at least 3 points');
    await expect(open('point 1,x')).rejects.toThrow('"1,x" is no point');
    await expect(open('point 1,1 2,2')).rejects.toThrow('a point is one x,y');
  });
  it('what is written is read back', () => {
    const number = fc.integer({ min: -9999, max: 9999 }).map((value) => value / 10);
    const point = fc.tuple(number, number);
    const shape: fc.Arbitrary<Shape> = fc.oneof(
      fc
        .array(point, { minLength: 2, maxLength: 5 })
        .map((points) => ({ type: 'line' as const, name: 'edge', t: null, points })),
      fc
        .array(point, { minLength: 3, maxLength: 5 })
        .map((points) => ({ type: 'polygon' as const, name: '', t: 7, points })),
      point.map((one) => ({ type: 'point' as const, name: '', t: null, points: [one] })),
    );
    fc.assert(
      fc.property(fc.array(shape, { maxLength: 6 }), (shapes) => {
        expect(parseShapes(writeShapes({ shapes })).shapes).toEqual(shapes);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});
