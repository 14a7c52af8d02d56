import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { planeOfSpectrum, planeSpectrum } from '../../src/runtime/kernels/reference/plane-spectrum.ts';

/** One coefficient by its definition. */
function coefficient(data: ArrayLike<number>, width: number, height: number, u: number, v: number): [number, number] {
  let re = 0;
  let im = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const angle = -2 * Math.PI * ((u * x) / width + (v * y) / height);
      re += data[y * width + x]! * Math.cos(angle);
      im += data[y * width + x]! * Math.sin(angle);
    }
  }
  return [re, im];
}
const pixels = (width: number, height: number, seed: number): Float64Array =>
  Float64Array.from({ length: width * height }, (_, i) => ((i * 7919 + seed * 104729) % 1009) / 1009 - 0.5);

describe('planeSpectrum', () => {
  test('a bright first pixel is flat, and a second one beside it adds a wave along x', () => {
    const data = new Float32Array(16);
    data[0] = 1;
    data[1] = 1;
    const { re, im, columns } = planeSpectrum({ width: 4, height: 4, data });
    expect(columns).toBe(3);
    for (let v = 0; v < 4; v++) {
      expect([...re.subarray(3 * v, 3 * v + 3)]).toEqual([2, 1, 0]);
      expect(im[3 * v]).toBeCloseTo(0, 15);
      expect(im[3 * v + 1]).toBe(-1);
    }
  });

  test.each([
    [1, 1],
    [1, 6],
    [5, 1],
    [8, 8],
    [9, 7],
    [20, 33],
    [17, 19],
  ])('every coefficient of %i × %i equals the definition to 1e-12, and the inverse the plane', (width, height) => {
    const data = pixels(width, height, 3);
    const spectrum = planeSpectrum({ width, height, data });
    for (let v = 0; v < height; v++) {
      for (let u = 0; u < spectrum.columns; u++) {
        const [re, im] = coefficient(data, width, height, u, v);
        expect(Math.abs(spectrum.re[v * spectrum.columns + u]! - re)).toBeLessThan(1e-12);
        expect(Math.abs(spectrum.im[v * spectrum.columns + u]! - im)).toBeLessThan(1e-12);
      }
    }
    const back = planeOfSpectrum(spectrum);
    for (let i = 0; i < data.length; i++) expect(Math.abs(back[i]! - data[i]!)).toBeLessThan(1e-13);
  });

  test('a larger transform has the coefficients of the plane continued by zeros', () => {
    const data = pixels(5, 6, 1);
    const padded = new Float64Array(8 * 9);
    for (let y = 0; y < 6; y++) padded.set(data.subarray(5 * y, 5 * y + 5), 8 * y);
    const expected = planeSpectrum({ width: 8, height: 9, data: padded });
    expect(planeSpectrum({ width: 5, height: 6, data }, { width: 8, height: 9 })).toEqual(expected);
  });

  test('keeping fewer columns keeps the same bits of those, and its plane is the low-passed one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 24 }), fc.integer({ min: 1, max: 24 }), fc.nat(), (width, height, pick) => {
        const plane = { width, height, data: pixels(width, height, pick % 100) };
        const all = planeSpectrum(plane);
        const columns = 1 + (pick % all.columns);
        const few = planeSpectrum(plane, plane, columns);
        const cut = { ...all, re: all.re.slice(), im: all.im.slice() };
        for (let v = 0; v < height; v++) {
          for (let u = 0; u < all.columns; u++) {
            if (u >= columns) {
              cut.re[v * all.columns + u] = 0;
              cut.im[v * all.columns + u] = 0;
            } else {
              expect(few.re[v * columns + u]).toBe(all.re[v * all.columns + u]);
            }
          }
        }
        const expected = planeOfSpectrum(cut);
        const got = planeOfSpectrum(few);
        for (let i = 0; i < got.length; i++) expect(Math.abs(got[i]! - expected[i]!)).toBeLessThan(1e-13);
      }),
      { seed: 2, numRuns: 80 },
    );
  });

  test('a NaN pixel makes every coefficient NaN', () => {
    const { re } = planeSpectrum({ width: 3, height: 2, data: Float32Array.of(1, 2, Number.NaN, 4, 5, 6) });
    expect(re.every(Number.isNaN)).toBe(true);
  });

  test('a transform smaller than the plane and columns beyond the half are refused', () => {
    const plane = { width: 4, height: 4, data: new Float32Array(16) };
    expect(() => planeSpectrum(plane, { width: 3, height: 4 })).toThrow("can't hold a plane of 4 × 4");
    expect(() => planeSpectrum(plane, plane, 4)).toThrow('expected 1 to 3');
  });
});
