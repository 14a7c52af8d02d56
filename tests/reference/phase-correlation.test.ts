import { describe, expect, test } from 'vitest';
import type { Plane } from '../../src/runtime/data/frame.ts';
import { type BandOptions, frequencyBand } from '../../src/runtime/kernels/reference/frequency-band.ts';
import { type CorrelationOptions, phaseCorrelation } from '../../src/runtime/kernels/reference/phase-correlation.ts';
import { planeOfSpectrum, planeSpectrum } from '../../src/runtime/kernels/reference/plane-spectrum.ts';
import { fourierShifted } from '../support/fourier-shifted.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';

const everything: BandOptions = { smoothing: 0, background: 0, window: 'none', highest: 0 };
const plain: CorrelationOptions = {
  method: 'cross correlation',
  upsampling: 1,
  between: 'grid',
  maxShift: { x: 0, y: 0 },
};
const shiftBetween = (
  a: Plane<Float32Array>,
  b: Plane<Float32Array>,
  options: Partial<CorrelationOptions> = {},
  band: Partial<BandOptions> = {},
) =>
  phaseCorrelation(frequencyBand(a, { ...everything, ...band }), frequencyBand(b, { ...everything, ...band }), {
    ...plain,
    ...options,
  });
const spot = (width: number, height: number, x0: number, y0: number, sigma: number): Plane<Float32Array> => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, i) =>
    Math.exp((((i % width) - x0) ** 2 + (Math.floor(i / width) - y0) ** 2) / (-2 * sigma ** 2)),
  ),
});

describe('phaseCorrelation', () => {
  test('a bright pixel that moved one right and two up is found there, with quality 1', () => {
    const a = new Float32Array(25);
    const b = new Float32Array(25);
    a[12] = 1;
    b[3] = 1;
    const plane = (data: Float32Array) => ({ width: 5, height: 5, data });
    for (const method of ['cross correlation', 'phase correlation'] as const) {
      const found = shiftBetween(plane(a), plane(b), { method });
      expect([found.dx, found.dy]).toEqual([1, -2]);
      expect(found.quality).toBeCloseTo(1, 12);
    }
  });

  interface Case {
    readonly kind: string;
    readonly moved_by?: readonly [number, number];
    readonly normalization: 'phase' | null;
    readonly upsample: number;
    readonly shift: readonly [number, number];
  }
  const cases = goldenJson<{ skimage: readonly Case[] }>('phase_correlation.json').skimage;
  test.each(cases)(
    '$kind $moved_by, $normalization, 1/$upsample px: the shift is the negative of scikit-image',
    async (one) => {
      const frames = await goldenPlanes('in-frames.tif');
      const [from, to] = one.kind.startsWith('frames') ? one.kind.slice(7).split(',').map(Number) : [0, 0];
      const target = one.moved_by ? fourierShifted(frames[0]!, ...one.moved_by) : frames[to!]!;
      const found = shiftBetween(frames[from!]!, target, {
        method: one.normalization ? 'phase correlation' : 'cross correlation',
        upsampling: one.upsample,
      });
      // 2.5 px on a grid of 1 px is a tie, which the last bits decide.
      if (one.upsample === 1 && one.moved_by?.[0] === 2.5) expect([2, 3]).toContain(found.dy);
      else expect(-found.dy).toBeCloseTo(one.shift[0], 9);
      expect(-found.dx).toBeCloseTo(one.shift[1], 9);
    },
  );
});

describe('phaseCorrelation in a band', () => {
  test.each([
    [64, 64, 1.5, 0],
    [70, 59, 2, 15],
    [128, 96, 3, 0],
    [33, 47, 0, 0],
  ])(
    'finds a shift between the pixels of %i × %i to 0.01 px (smoothing %d, background %d)',
    (width, height, smoothing, background) => {
      const a = spot(width, height, width / 2, height / 2, 3);
      const b = spot(width, height, width / 2 + 3.37, height / 2 - 5.81, 3);
      const found = shiftBetween(a, b, { upsampling: 10, between: 'parabola' }, { smoothing, background });
      expect(Math.abs(found.dx - 3.37)).toBeLessThan(0.01);
      expect(Math.abs(found.dy + 5.81)).toBeLessThan(0.01);
      expect(found.quality).toBeGreaterThan(0.99);
    },
  );

  test('a smoothed band keeps few coefficients and gives the shift that all of them give', () => {
    const a = spot(100, 100, 40, 50, 4);
    const b = spot(100, 100, 42.6, 49.1, 4);
    const band = frequencyBand(a, { ...everything, smoothing: 2 });
    expect([band.columns, band.rows, band.firstRow]).toEqual([21, 41, -20]);
    const few = shiftBetween(a, b, { upsampling: 20, between: 'parabola' }, { smoothing: 2 });
    const all = shiftBetween(a, b, { upsampling: 20, between: 'parabola' });
    expect(few.dx).toBeCloseTo(all.dx, 3);
    expect(few.dy).toBeCloseTo(all.dy, 3);
  });

  test('a higher peak beyond the largest shift is not taken', () => {
    const width = 64;
    const far = spot(width, width, 52, 32, 2);
    const near = spot(width, width, 30, 32, 2);
    const both = { width, height: width, data: far.data.map((value, i) => value + 0.5 * near.data[i]!) };
    const reference = spot(width, width, 28, 32, 2);
    expect(shiftBetween(reference, both).dx).toBe(24);
    expect(shiftBetween(reference, both, { maxShift: { x: 10, y: 0 } }).dx).toBe(2);
    expect(shiftBetween(reference, both, { maxShift: { x: 0, y: 10 } }).dx).toBe(24);
  });

  test('of planes whose length has a large prime factor the middle is compared', () => {
    const band = frequencyBand(spot(61, 67, 30, 30, 2), everything);
    expect([band.width, band.height]).toEqual([60, 64]);
    const found = shiftBetween(spot(61, 67, 30, 30, 2), spot(61, 67, 34, 27, 2));
    expect([found.dx, found.dy]).toEqual([4, -3]);
  });

  test('a constant plane, one of NaN and one pixel have moved by 0 with quality NaN', () => {
    const flat = { width: 8, height: 8, data: new Float32Array(64).fill(7) };
    const nothing = { width: 8, height: 8, data: new Float32Array(64).fill(Number.NaN) };
    for (const [a, b] of [
      [flat, flat],
      [flat, spot(8, 8, 3, 3, 1)],
      [spot(8, 8, 3, 3, 1), nothing],
    ] as const) {
      expect(shiftBetween(a, b, { upsampling: 10, between: 'parabola' })).toEqual({
        dx: 0,
        dy: 0,
        quality: Number.NaN,
      });
    }
    const pixel = { width: 1, height: 1, data: Float32Array.of(3) };
    expect(shiftBetween(pixel, pixel, { upsampling: 10 })).toEqual({ dx: 0, dy: 0, quality: Number.NaN });
  });

  test('NaN pixels count as the mean and do not move the peak', () => {
    const a = spot(32, 32, 15, 15, 2);
    const b = spot(32, 32, 18, 14, 2);
    b.data.fill(Number.NaN, 0, 40);
    const found = shiftBetween(a, b);
    expect([found.dx, found.dy]).toEqual([3, -1]);
  });

  test('the opposite contrast correlates with 0, never below', () => {
    const a = spot(32, 32, 15, 15, 2);
    const negative = { ...a, data: a.data.map((value) => -value) };
    const found = shiftBetween(a, negative, { maxShift: { x: 1, y: 1 } });
    expect(found.quality).toBe(0);
  });

  test('a Hann window ignores what stands at the edges', () => {
    const width = 64;
    const withEdge = (x: number, y: number) => {
      const plane = spot(width, width, x, y, 2);
      for (let i = 0; i < width; i++) plane.data[i * width] = 3; // a bright column that does not move
      return plane;
    };
    const [a, b] = [withEdge(30, 32), withEdge(33, 31)];
    expect(shiftBetween(a, b).dx).toBe(0);
    const found = shiftBetween(a, b, {}, { window: 'Hann' });
    expect([found.dx, found.dy]).toEqual([3, -1]);
  });

  test('a periodic window ignores a step between opposite edges', () => {
    const width = 64;
    const sloping = (x: number, y: number) => {
      const plane = spot(width, width, x, y, 3);
      for (let i = 0; i < plane.data.length; i++) plane.data[i]! += 0.05 * (i % width);
      return plane;
    };
    const [a, b] = [sloping(30, 32), sloping(33, 31)];
    expect(shiftBetween(a, b).dx).toBe(0);
    const found = shiftBetween(a, b, {}, { window: 'periodic' });
    expect([found.dx, found.dy]).toEqual([3, -1]);
  });

  test.each([
    [8, 6],
    [5, 9],
    [1, 4],
  ])('what a periodic window takes from %i × %i has the steps at its edges as Laplacian', (width, height) => {
    const data = Float32Array.from({ length: width * height }, (_, i) => (i * 7919) % 101);
    const plane = { width, height, data };
    const band = frequencyBand(plane, { ...everything, window: 'periodic' });
    const full = planeSpectrum(plane);
    for (let r = 0; r < band.rows; r++) {
      const v = (band.firstRow + r + height) % height;
      full.re.set(band.re.subarray(r * band.columns, (r + 1) * band.columns), v * band.columns);
      full.im.set(band.im.subarray(r * band.columns, (r + 1) * band.columns), v * band.columns);
    }
    const kept = planeOfSpectrum(full);
    const taken = kept.map((value, i) => data[i]! - value);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = (i: number, j: number) => taken[((j + height) % height) * width + ((i + width) % width)]!;
        const laplacian = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4 * at(x, y);
        const across = data[y * width + width - 1]! - data[y * width]!;
        const down = data[(height - 1) * width + x]! - data[x]!;
        let steps = 0;
        if (x === 0) steps += across;
        if (x === width - 1) steps -= across;
        if (y === 0) steps += down;
        if (y === height - 1) steps -= down;
        expect(Math.abs(laplacian - steps)).toBeLessThan(1e-9);
      }
    }
  });

  test('options out of range and bands that differ are refused', () => {
    const a = spot(16, 16, 8, 8, 2);
    expect(() => shiftBetween(a, a, { upsampling: 0.5 })).toThrow('upsampling is 0.5, expected a whole number from 1');
    expect(() => shiftBetween(a, a, { maxShift: { x: 0, y: -1 } })).toThrow(RangeError);
    expect(() => shiftBetween(a, a, {}, { smoothing: Number.NaN })).toThrow('smoothing is NaN');
    expect(() => shiftBetween(a, spot(18, 16, 8, 8, 2))).toThrow("can't be compared");
    expect(() => frequencyBand({ width: 0, height: 0, data: new Float32Array(0) }, everything)).toThrow('no pixels');
  });
});
