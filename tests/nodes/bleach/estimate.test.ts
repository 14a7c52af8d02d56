import { describe, expect, test } from 'vitest';
import estimate from '../../../src/nodes/bleach/estimate.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import { uncalibrated } from '../../../src/runtime/data/movie.ts';
import { numbers, rowCount, type Table } from '../../../src/runtime/data/table.ts';
import { goldenJson } from '../../support/golden.ts';
import { seeded } from '../../support/planes.ts';
import { movieOf, runNode } from '../../support/run-node.ts';

type Result = Readonly<Record<'bleaching' | 'fit', Table>>;
const bleachingOf = async (frames: readonly Frame<Pixels>[], params = {}, labels?: unknown) =>
  (await runNode(estimate, { movie: movieOf(frames.map((frame) => [frame])), labels }, params)) as Result;
const wholeFrame = { signal: 'whole frame', background: 'value' };
const flat = (value: number): Frame<Float32Array> => ({
  width: 2,
  height: 2,
  depth: 1,
  data: new Float32Array(4).fill(value),
});
const size = 64;
/** Discs of light above a background of 100, both fading; one disc more every tenth frame; noise of some 5 grey values. */
function cells(t: number): Frame<Uint16Array> {
  const light = 0.25 + 0.75 * Math.exp(-t / 20);
  const random = seeded(t + 1);
  const data = new Uint16Array(size * size);
  for (let i = 0; i < data.length; i++) {
    const x = i % size;
    const y = Math.floor(i / size);
    let inside = 0;
    for (let k = 0; k < 3 + Math.floor(t / 10); k++) {
      if (Math.hypot(x - 10 - 14 * (k % 4), y - 10 - 20 * Math.floor(k / 4)) < 5) inside = 1;
    }
    data[i] = Math.round(100 + 40 * (0.5 + 0.5 * light) + 800 * light * inside + 10 * (random() + random() - 1));
  }
  return { width: size, height: size, depth: 1, data };
}
const movie = Array.from({ length: 40 }, (_, t) => cells(t));
const lightAt = (t: number) => 0.25 + 0.75 * Math.exp(-t / 20);

describe('bleach.estimate', () => {
  test('the simple ratio of whole frames above 100 equals the reference factors of the synthetic movie', async () => {
    const golden = goldenJson<{ means: readonly number[]; factors: readonly number[] }>('frame_means.json');
    const { bleaching } = await bleachingOf(golden.means.map(flat), { ...wholeFrame, backgroundValue: 100 });
    const factor = numbers(bleaching, 'factor');
    for (const [t, expected] of golden.factors.entries()) expect(Math.abs(factor[t]! - expected)).toBeLessThan(1e-6);
  });

  test('the exponential fit of whole frames gives the reference parameters', async () => {
    const golden = goldenJson<{ mono: readonly number[]; mono_params: readonly number[] }>('exp_fit.json');
    const { bleaching, fit } = await bleachingOf(golden.mono.map(flat), { ...wholeFrame, method: 'exponential fit' });
    expect(rowCount(fit)).toBe(1);
    for (const [i, name] of ['amplitude', 'tau', 'offset'].entries()) {
      expect(Math.abs(numbers(fit, name)[0]! / golden.mono_params[i]! - 1)).toBeLessThan(1e-5);
    }
    const fitted = numbers(bleaching, 'fitted');
    for (const [t, factor] of numbers(bleaching, 'factor').entries())
      expect(factor).toBeCloseTo(fitted[0]! / fitted[t]!, 9);
    expect(bleaching.cautions).toEqual([]);
  });

  test('foreground, the default, does not see that cells multiply; whole frames do', async () => {
    for (const method of ['simple ratio', 'exponential fit']) {
      const { bleaching, fit } = await bleachingOf(movie, { method });
      for (const [t, factor] of numbers(bleaching, 'factor').entries()) {
        expect(Math.abs(factor * lightAt(t) - 1)).toBeLessThan(0.03);
      }
      expect(Math.abs(numbers(fit, 'tau')[0]! - 20)).toBeLessThan(1.5);
      expect(numbers(fit, 'r_squared')[0]).toBeGreaterThan(0.99);
      expect(Math.abs(numbers(fit, 'left')[0]! - lightAt(39))).toBeLessThan(0.03);
    }
    const { bleaching } = await bleachingOf(movie, wholeFrame);
    expect(numbers(bleaching, 'factor')[39]! * lightAt(39)).toBeLessThan(0.7);
  });

  test('labels give the mean of the objects, and are asked for where they are missing', async () => {
    const data = Uint32Array.from({ length: size * size }, (_, i) =>
      Math.hypot((i % size) - 10, Math.floor(i / size) - 10) < 4 ? 7 : 0,
    );
    const labels = {
      size: { t: 40, c: 1, z: 1, y: size, x: size },
      calibration: uncalibrated,
      frame: async () => ({ width: size, height: size, depth: 1, data }),
    };
    const { bleaching } = await bleachingOf(movie, { signal: 'labels' }, labels);
    for (const [t, factor] of numbers(bleaching, 'factor').entries()) {
      expect(Math.abs(factor * lightAt(t) - 1)).toBeLessThan(0.03);
    }
    await expect(bleachingOf(movie.slice(0, 1), { signal: 'labels' })).rejects.toThrow('no labels are connected');
  });

  test('blank frames and frames of NaN have no signal, keep the factor before them, and are counted', async () => {
    const asFloat = (frame: Frame<Pixels>) => ({ ...frame, data: Float32Array.from(frame.data) });
    const frames: Frame<Float32Array>[] = [0, 5, 10, 15, 20, 25].map((t) => asFloat(cells(t)));
    frames[2] = { ...frames[2]!, data: new Float32Array(size * size).fill(110) };
    frames[4] = { ...frames[4]!, data: new Float32Array(size * size).fill(Number.NaN) };
    const { bleaching } = await bleachingOf(frames);
    const factor = numbers(bleaching, 'factor');
    expect([...numbers(bleaching, 'signal')].map(Number.isNaN)).toEqual([false, false, true, false, true, false]);
    expect([factor[2], factor[4]]).toEqual([factor[1], factor[3]]);
    expect(bleaching.cautions).toEqual([
      'bleaching: nothing stands out of the background in 2 of 6 frames (first: 2); they keep the factor of the frame before',
    ]);
  });

  test('a decay that is no exponential, and too few frames for a fit, are cautioned', async () => {
    const zigzag = [100, 20, 100, 20, 100, 20].map(flat);
    const params = { ...wholeFrame, method: 'exponential fit' };
    const poor = await bleachingOf(zigzag, params);
    expect(poor.bleaching.cautions[0]).toMatch(/^bleaching: the decay is not exponential \(r_squared 0\.\d\d\)$/);
    const few = await bleachingOf([100, 50].map(flat), params);
    expect(few.bleaching.cautions).toEqual([
      'bleaching: fewer than four frames could be measured; the factors are simple ratios',
    ]);
    expect([...numbers(few.bleaching, 'factor')]).toEqual([1, 2]);
    expect(rowCount(few.fit)).toBe(0);
  });

  test('one constant frame has factor 1, no frames give no rows', async () => {
    const { bleaching } = await bleachingOf([flat(5)]);
    expect([...numbers(bleaching, 'factor')]).toEqual([1]);
    const none = await bleachingOf([]);
    expect([rowCount(none.bleaching), rowCount(none.fit)]).toEqual([0, 0]);
  });
});
