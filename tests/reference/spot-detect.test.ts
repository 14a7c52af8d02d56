import { describe, expect, it } from 'vitest';
import type { Frame, Pixels } from '../../src/runtime/data/frame.ts';
import { Random } from '../../src/runtime/kernels/reference/random.ts';
import { expose } from '../../src/runtime/kernels/reference/simulate-camera.ts';
import { renderSpots, simulateSpots } from '../../src/runtime/kernels/reference/simulate-spots.ts';
import { detectSpots, robustDeviation, type SpotChoice } from '../../src/runtime/kernels/reference/spot-detect.ts';
import { dogResponse, logResponse } from '../../src/runtime/kernels/reference/spot-response.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';

const usual: SpotChoice = {
  radius: 2.12,
  threshold: 0,
  aboveNoise: 5,
  localisation: 'parabolic',
  zRatio: 1,
  channel: 1,
};
async function spotsIn(frame: Frame<Pixels>, changes: Partial<SpotChoice> = {}, response = logResponse) {
  const choice = { ...usual, ...changes };
  const answer = await response(frame, choice.radius, choice.zRatio, referenceKernels);
  return detectSpots(frame, answer, choice, referenceKernels);
}

const settings = {
  seed: 5,
  frames: 1,
  width: 256,
  height: 256,
  planes: 1,
  particles: 50,
  step: 1.5,
  directed: 0,
  drift: 0,
  deathRate: 0,
} as const;
/** A noisy frame of particles of sigma 1.5 px and what is in it. */
function sample(changes: { readonly planes?: number; readonly particles?: number; readonly seed?: number } = {}) {
  const film = simulateSpots({ ...settings, ...changes });
  const seen = renderSpots(film, 0, { signal: 150, background: 20, bleach: 1, sigma: 1.5 });
  const data = expose(seen.data, { offset: 100, gain: 4, readNoise: 3 }, new Random(9, changes.planes ?? 1));
  return { frame: { ...seen, data }, truth: film.truth };
}

/** Matches within 2 px, nearest first. */
function score(
  found: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array },
  truth: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array },
) {
  const pairs: { i: number; j: number; square: number }[] = [];
  for (let i = 0; i < found.x.length; i++)
    for (let j = 0; j < truth.x.length; j++) {
      const square =
        (found.x[i]! - truth.x[j]!) ** 2 + (found.y[i]! - truth.y[j]!) ** 2 + (found.z[i]! - truth.z[j]!) ** 2;
      if (square <= 4) pairs.push({ i, j, square });
    }
  pairs.sort((a, b) => a.square - b.square);
  const usedI = new Set<number>();
  const usedJ = new Set<number>();
  let squares = 0;
  for (const { i, j, square } of pairs) {
    if (usedI.has(i) || usedJ.has(j)) continue;
    usedI.add(i);
    usedJ.add(j);
    squares += square;
  }
  return { f1: (2 * usedI.size) / (found.x.length + truth.x.length), rms: Math.sqrt(squares / usedI.size) };
}

describe('detectSpots', () => {
  it('finds a 5 × 5 spot at its place, with quality and intensity', async () => {
    const data = new Uint16Array(15 * 15).fill(10);
    [1, 4, 6, 4, 1].forEach((a, y) => {
      [1, 4, 6, 4, 1].forEach((b, x) => {
        data[(y + 5) * 15 + x + 4] = 10 + a * b;
      });
    });
    const found = await spotsIn(
      { width: 15, height: 15, depth: 1, data },
      { threshold: 1, aboveNoise: 0, radius: 1.5 },
    );
    expect([...found.x].map((x) => Math.round(x * 1e4) / 1e4)).toEqual([6]);
    expect([...found.y].map((y) => Math.round(y * 1e4) / 1e4)).toEqual([7]);
    expect([...found.radius]).toEqual([1.5]);
    expect(found.quality[0]).toBeGreaterThan(10);
    expect(found.features['mean_intensity_ch1']![0]).toBeCloseTo(10 + (36 + 4 * 24 + 4 * 16) / 9, 5);
    expect(found.units).toEqual({ mean_intensity_ch1: 'grey value', contrast_ch1: '1', snr_ch1: '1' });
    expect(found.label).toBeNull();
  });

  it('finds simulated particles by noise alone: F1 above 0.97, and places them', async () => {
    const { frame, truth } = sample();
    for (const response of [logResponse, dogResponse]) {
      const found = await spotsIn(frame, {}, response);
      const { f1, rms } = score(found, truth);
      expect(f1).toBeGreaterThan(0.97);
      expect(rms).toBeLessThan(0.2);
    }
  });

  it('places lone particles better by Gaussian fit than by the parabola', async () => {
    const { frame, truth } = sample({ particles: 25, seed: 4 });
    const parabolic = score(await spotsIn(frame), truth).rms;
    const fitted = score(await spotsIn(frame, { localisation: 'gaussian fit' }), truth).rms;
    expect(fitted).toBeLessThan(0.9 * parabolic);
    expect(fitted).toBeLessThan(0.12);
  });

  it('tells close pairs apart by Gaussian fit: 5 px apart, each within 0.05 px', async () => {
    const data = new Float32Array(40 * 40);
    for (let y = 0, i = 0; y < 40; y++)
      for (let x = 0; x < 40; x++, i++)
        data[i] =
          50 +
          300 * Math.exp(-((x - 17.3) ** 2 + (y - 20.2) ** 2) / 4.5) +
          500 * Math.exp(-((x - 22.3) ** 2 + (y - 20.2) ** 2) / 4.5);
    const found = await spotsIn(
      { width: 40, height: 40, depth: 1, data },
      { localisation: 'gaussian fit', threshold: 20 },
    );
    expect(found.x.length).toBe(2);
    expect(Math.hypot(found.x[0]! - 17.3, found.y[0]! - 20.2)).toBeLessThan(0.05);
    expect(Math.hypot(found.x[1]! - 22.3, found.y[1]! - 20.2)).toBeLessThan(0.05);
  });

  it('finds particles in a volume, placed along z too', async () => {
    const { frame, truth } = sample({ planes: 9, particles: 30 });
    for (const localisation of ['parabolic', 'gaussian fit', 'centroid'] as const) {
      const { f1, rms } = score(await spotsIn(frame, { localisation, radius: 1.5 * Math.sqrt(3) }), truth);
      expect(f1).toBeGreaterThan(0.9);
      expect(rms).toBeLessThan(0.5);
    }
  });

  it('finds the blobs of skimage.feature.blob_log, but for those of another size in the outermost rows', async () => {
    const [spots] = await goldenPlanes('in-spots.tif');
    const { log } = goldenJson<{ log: readonly (readonly [y: number, x: number, sigma: number])[] }>('blobs.json');
    // blob_log: σ² · LoG of (spots - min) / 4000 above 0.012; quality is 2 · LoG of the spots.
    const threshold = (0.012 * 4000 * 2) / 1.5 ** 2;
    const found = await spotsIn(
      { ...spots!, depth: 1 },
      { radius: 1.5 * Math.SQRT2, threshold, aboveNoise: 0, localisation: 'none' },
    );
    const same = log.filter(([y, x, sigma]) => sigma === 1.5 && y > 0 && x > 0 && y < 127 && x < 127);
    expect(same.length).toBe(10);
    for (const [y, x] of same) {
      expect([...found.x].some((fx, i) => Math.hypot(fx - x, found.y[i]! - y) <= 1)).toBe(true);
    }
    expect(found.x.length).toBeLessThanOrEqual(log.length);
  });

  it('leaves out what is under the threshold and under the noise, and keeps raster order', async () => {
    const { frame } = sample();
    const all = await spotsIn(frame);
    const some = await spotsIn(frame, { threshold: 150 });
    expect(some.x.length).toBeLessThan(all.x.length);
    expect(Math.min(...some.quality)).toBeGreaterThanOrEqual(150);
    const everything = await spotsIn(frame, { aboveNoise: 0 });
    expect(everything.x.length).toBeGreaterThan(10 * all.x.length);
    expect([...all.y].every((y, i) => i === 0 || y > all.y[i - 1]! - 2)).toBe(true);
  });

  it('finds nothing in constant, empty, tiny, zero and NaN frames, and nothing beside a NaN', async () => {
    const constant = { width: 20, height: 20, depth: 1, data: new Uint16Array(400).fill(900) };
    const empty = { width: 0, height: 0, depth: 1, data: new Uint16Array(0) };
    const tiny = { width: 1, height: 1, depth: 1, data: Uint8Array.of(200) };
    const holes = { width: 20, height: 20, depth: 1, data: new Float32Array(400).fill(Number.NaN) };
    for (const localisation of ['none', 'parabolic', 'gaussian fit', 'centroid'] as const) {
      for (const frame of [constant, empty, tiny, holes]) {
        expect((await spotsIn(frame, { localisation, aboveNoise: 0 })).x.length).toBe(0);
        expect((await spotsIn(frame, { localisation })).x.length).toBe(0);
      }
    }
    const { frame } = sample();
    const data = Float32Array.from(frame.data);
    data[128 * 256 + 128] = Number.NaN;
    const found = await spotsIn({ ...frame, data });
    expect(found.x.length).toBeGreaterThan(30);
    expect([...found.x].every((x, i) => Math.max(Math.abs(x - 128), Math.abs(found.y[i]! - 128)) > 5)).toBe(true);
  });

  it('finds no ghosts around a single bright pixel', async () => {
    const data = new Uint16Array(64 * 64).fill(100);
    data[20 * 64 + 20] = 60_000;
    for (const response of [logResponse, dogResponse]) {
      const found = await spotsIn({ width: 64, height: 64, depth: 1, data }, {}, response);
      expect([[...found.x], [...found.y]]).toEqual([[20], [20]]);
    }
  });

  it('keeps the pixel where places between pixels are not wanted', async () => {
    const found = await spotsIn(sample().frame, { localisation: 'none' });
    expect([...found.x, ...found.y].every(Number.isInteger)).toBe(true);
  });
});

describe('robustDeviation', () => {
  it('is the standard deviation of normal noise, with or without bright spots and NaN', () => {
    const random = new Random(3);
    const noise = Float32Array.from({ length: 40_000 }, () => 5 + 2 * random.normal());
    expect(robustDeviation(noise)).toBeCloseTo(2, 0);
    const spotted = noise.map((value) =>
      random.uniform() < 0.05 ? 1e4 : random.uniform() < 0.03 ? Number.NaN : value,
    );
    expect(Math.abs(robustDeviation(spotted) - 2)).toBeLessThan(0.25);
  });

  it('is 0 for constant, empty and NaN values', () => {
    expect([Float32Array.of(3, 3, 3), new Float32Array(0), Float32Array.of(Number.NaN)].map(robustDeviation)).toEqual([
      0, 0, 0,
    ]);
  });
});
