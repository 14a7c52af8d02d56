import { describe, expect, it } from 'vitest';
import type { Frame } from '../../src/runtime/data/frame.ts';
import { bandPassed, centroidPeak } from '../../src/runtime/kernels/reference/centroid-peak.ts';
import { gaussian } from '../../src/runtime/kernels/reference/gaussian.ts';
import { GaussianPeak } from '../../src/runtime/kernels/reference/gaussian-peak.ts';
import { parabolicPeak } from '../../src/runtime/kernels/reference/parabolic-peak.ts';
import { Random } from '../../src/runtime/kernels/reference/random.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';

function frameOf(width: number, height: number, depth: number, value: (x: number, y: number, z: number) => number) {
  const data = new Float32Array(width * height * depth);
  for (let z = 0, i = 0; z < depth; z++)
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++, i++) data[i] = value(x, y, z);
  return { width, height, depth, data } satisfies Frame<Float32Array>;
}
const spot = (cx: number, cy: number, sigma: number, height: number) => (x: number, y: number) =>
  height * Math.exp(-((x - cx) ** 2 + (y - cy) ** 2) / (2 * sigma * sigma));
const none = new Float64Array(0);

describe('parabolicPeak', () => {
  const at = new Float64Array(3);

  it('finds the top of a tilted paraboloid exactly, from a pixel away', () => {
    const tilted = frameOf(9, 9, 1, (x, y) => 50 - (x - 4.3) ** 2 - 2 * (y - 3.8) ** 2 - 0.7 * (x - 4.3) * (y - 3.8));
    for (const start of [4 * 9 + 4, 4 * 9 + 5, 3 * 9 + 4]) {
      parabolicPeak(tilted, start, at);
      expect(at[0]).toBeCloseTo(4.3, 4);
      expect(at[1]).toBeCloseTo(3.8, 4);
      expect(at[2]).toBe(0);
    }
  });

  it('finds the top of a tilted paraboloid of three dimensions exactly', () => {
    const solid = frameOf(7, 7, 7, (x, y, z) => {
      const [a, b, c] = [x - 3.2, y - 2.7, z - 3.4];
      return 90 - a * a - 1.5 * b * b - 2 * c * c - 0.4 * a * b + 0.6 * b * c - 0.3 * a * c;
    });
    parabolicPeak(solid, (3 * 7 + 3) * 7 + 3, at);
    expect(at[0]).toBeCloseTo(3.2, 4);
    expect(at[1]).toBeCloseTo(2.7, 4);
    expect(at[2]).toBeCloseTo(3.4, 4);
  });

  it('keeps the pixel in the outermost rows and columns, beside NaN, and on a slope that leads out', () => {
    const slope = frameOf(6, 6, 1, (x) => x * x);
    const holed = frameOf(6, 6, 1, (x, y) => (x === 2 && y === 2 ? Number.NaN : -((x - 3.2) ** 2) - y * y));
    parabolicPeak(slope, 5, at);
    expect([...at]).toEqual([5, 0, 0]);
    parabolicPeak(slope, 2 * 6 + 4, at);
    expect([...at]).toEqual([4, 2, 0]);
    parabolicPeak(holed, 3 * 6 + 3, at);
    expect([...at]).toEqual([3, 3, 0]);
  });

  it('keeps the pixel of a flat frame', () => {
    parabolicPeak(
      frameOf(5, 5, 1, () => 7),
      12,
      at,
    );
    expect([...at]).toEqual([2, 2, 0]);
  });
});

describe('GaussianPeak', () => {
  it('finds place, height and width of a Gaussian exactly, from half a pixel away', () => {
    const frame = frameOf(21, 21, 1, (x, y) => 100 + spot(10.3, 9.6, 1.7, 400)(x, y));
    const out = new Float64Array(5);
    const guess = { x: 10.8, y: 9.2, z: 0, sigma: 1.5, sigmaZ: 1.5, others: none };
    expect(new GaussianPeak(frame).fit(guess, out)).toBe(true);
    expect(out[0]).toBeCloseTo(400, 1);
    expect(out[1]).toBeCloseTo(10.3, 3);
    expect(out[2]).toBeCloseTo(9.6, 3);
    expect(out[3]).toBeCloseTo(1.7, 3);
  });

  it('finds a spot of three dimensions whose width along z is another', () => {
    const frame = frameOf(17, 17, 11, (x, y, z) => {
      return 10 + spot(8.2, 7.7, 1.5, 300)(x, y) * Math.exp(-((z - 5.4) ** 2) / (2 * 0.8 ** 2));
    });
    const out = new Float64Array(5);
    const guess = { x: 8, y: 8, z: 5, sigma: 1.4, sigmaZ: (1.4 * 0.8) / 1.5, others: none };
    expect(new GaussianPeak(frame).fit(guess, out)).toBe(true);
    expect(out[1]).toBeCloseTo(8.2, 2);
    expect(out[2]).toBeCloseTo(7.7, 2);
    expect(out[4]).toBeCloseTo(5.4, 2);
  });

  it('says so where there is no spot: flat, a hole, NaN, a slope, or far too wide', () => {
    const out = Float64Array.of(1, 2, 3, 4, 5);
    const guess = { x: 10, y: 10, z: 0, sigma: 1.5, sigmaZ: 1.5, others: none };
    const fields = [
      frameOf(21, 21, 1, () => 5),
      frameOf(21, 21, 1, (x, y) => 500 - spot(10, 10, 1.5, 100)(x, y)),
      frameOf(21, 21, 1, (x, y) => (x === 10 && y === 9 ? Number.NaN : spot(10, 10, 1.5, 100)(x, y))),
      frameOf(21, 21, 1, (x) => 10 * x),
      frameOf(21, 21, 1, spot(10, 10, 5, 100)),
    ];
    for (const field of fields) expect(new GaussianPeak(field).fit(guess, out)).toBe(false);
    expect([...out]).toEqual([1, 2, 3, 4, 5]);
  });

  it('is not drawn to a neighbour whose pixels do not count', () => {
    const frame = frameOf(25, 25, 1, (x, y) => spot(10, 12, 1.5, 200)(x, y) + spot(15, 12, 1.5, 400)(x, y));
    const out = new Float64Array(5);
    const guess = { x: 10, y: 12, z: 0, sigma: 1.5, sigmaZ: 1.5 };
    const peak = new GaussianPeak(frame);
    expect(peak.fit({ ...guess, others: Float64Array.of(15, 12, 0) }, out)).toBe(true);
    expect(Math.abs(out[1]! - 10)).toBeLessThan(0.3);
    const isDrawn = peak.fit({ ...guess, others: none }, out) && Math.abs(out[1]! - 10) > 0.5;
    expect(isDrawn || !peak.fit({ ...guess, others: none }, out)).toBe(true);
  });

  it('takes a fitted spot out of the frame and puts it back', () => {
    const frame = frameOf(21, 21, 1, spot(10.3, 9.6, 1.5, 400));
    const before = frame.data.slice();
    const peak = new GaussianPeak(frame);
    peak.add(Float64Array.of(400, 10.3, 9.6, 1.5, 0), 1, -1);
    expect(Math.max(...frame.data.map(Math.abs))).toBeLessThan(0.2);
    peak.add(Float64Array.of(400, 10.3, 9.6, 1.5, 0), 1, 1);
    frame.data.forEach((value, i) => {
      expect(value).toBeCloseTo(before[i]!, 3);
    });
  });

  it('comes within a tenth of the limit that photon noise sets', () => {
    const random = new Random(21);
    let squares = 0;
    const runs = 400;
    const out = new Float64Array(5);
    for (let run = 0; run < runs; run++) {
      const [x, y] = [random.between(9.5, 10.5), random.between(9.5, 10.5)];
      const frame = frameOf(21, 21, 1, (px, py) => spot(x, y, 1.5, 1000)(px, py) + 100 * random.normal());
      expect(new GaussianPeak(frame).fit({ x: 10, y: 10, z: 0, sigma: 1.5, sigmaZ: 1.5, others: none }, out)).toBe(
        true,
      );
      squares += (out[1]! - x) ** 2;
    }
    // Even noise s on a Gaussian of height A: variance of a coordinate is 2 s² / (π A²), whatever sigma.
    const limit = Math.sqrt((2 * 100 ** 2) / (Math.PI * 1000 ** 2));
    expect(Math.sqrt(squares / runs) / limit).toBeLessThan(1.1);
    expect(Math.sqrt(squares / runs) / limit).toBeGreaterThan(0.9);
  });
});

describe('centroidPeak', () => {
  it('finds the centre of a lone spot, walking there', () => {
    const frame = frameOf(25, 25, 1, spot(14.2, 9.7, 1.5, 100));
    const at = new Float64Array(3);
    centroidPeak(frame, 12 * 25 + 12, 5, 1, at);
    expect(at[0]).toBeCloseTo(14.2, 2);
    expect(Math.abs(at[1]! - 9.7)).toBeLessThan(0.01);
  });

  it('finds the centre along z', () => {
    const frame = frameOf(15, 15, 9, (x, y, z) => spot(7.3, 7.1, 1.5, 100)(x, y) * Math.exp(-((z - 4.4) ** 2) / 2));
    const at = new Float64Array(3);
    centroidPeak(frame, (4 * 15 + 7) * 15 + 7, 5, 3, at);
    expect(Math.hypot(at[0]! - 7.3, at[1]! - 7.1)).toBeLessThan(0.05);
    expect(Math.abs(at[2]! - 4.4)).toBeLessThan(0.1);
  });

  it('leaves the place as it is where there is no light, and works in frames smaller than its disc', () => {
    const at = Float64Array.of(1, 2, 3);
    centroidPeak(
      frameOf(9, 9, 1, () => 0),
      40,
      3,
      1,
      at,
    );
    expect([...at]).toEqual([1, 2, 3]);
    centroidPeak(
      frameOf(3, 3, 1, (x) => (x === 2 ? 1 : 0)),
      4,
      4,
      1,
      at,
    );
    expect(at[0]).toBeCloseTo(2, 9);
  });

  it('is trackpy.locate within 0.02 px', async () => {
    const [spots] = await goldenPlanes('in-spots.tif');
    const { rows } = goldenJson<{ rows: readonly (readonly [y: number, x: number])[] }>('trackpy_locate.json');
    const raw = { ...spots!, depth: 1 };
    const light = bandPassed({ ...gaussian(raw, 1), depth: 1 }, raw, 9);
    const at = new Float64Array(3);
    for (const [y, x] of rows) {
      centroidPeak(light, Math.round(y) * 128 + Math.round(x), 4, 1, at);
      expect(Math.hypot(at[0]! - x, at[1]! - y)).toBeLessThan(0.02);
    }
    expect(rows.length).toBe(9);
  });
});

describe('bandPassed', () => {
  it('is blurred minus the mean of the square, nowhere below 0', () => {
    const raw = frameOf(5, 5, 1, (x, y) => (x === 2 && y === 2 ? 9 : 0));
    const out = bandPassed(raw, raw, 3);
    expect(Array.from(out.data)).toEqual(Array.from({ length: 25 }, (_, i) => (i === 12 ? 8 : 0)));
  });

  it('forgets a NaN as soon as it has passed', () => {
    const raw = frameOf(9, 9, 1, (x, y) => (x === 2 && y === 2 ? Number.NaN : x === 6 && y === 6 ? 9 : 0));
    const out = bandPassed(raw, raw, 3).data;
    expect([out[6 * 9 + 6], out[2 * 9 + 2]]).toEqual([8, 0]);
  });

  it('repeats edges, so that a constant frame gives 0', () => {
    const raw = frameOf(4, 3, 2, () => 50);
    expect(bandPassed(raw, raw, 5).data.every((value) => value === 0)).toBe(true);
  });
});
