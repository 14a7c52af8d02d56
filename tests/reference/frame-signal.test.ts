import { describe, expect, test } from 'vitest';
import type { Frame } from '../../src/runtime/data/frame.ts';
import { bleachFactors } from '../../src/runtime/kernels/reference/bleach-factors.ts';
import { type FrameSignal, foregroundSignal, meanSignal } from '../../src/runtime/kernels/reference/frame-signal.ts';
import { scaleAbove } from '../../src/runtime/kernels/reference/scale-above.ts';

const frame = (width: number, ...values: number[]): Frame<Float32Array> => ({
  width,
  height: values.length / width,
  depth: 1,
  data: Float32Array.from(values),
});
const seen = (mean: number, background = 0, measurable = true): FrameSignal => ({ mean, background, measurable });

describe('foregroundSignal', () => {
  const image = frame(
    5,
    10,
    11,
    9,
    10,
    11,
    10,
    90,
    110,
    9,
    10,
    11,
    100,
    100,
    10,
    9,
    10,
    11,
    10,
    9,
    10,
    9,
    10,
    10,
    11,
    10,
  );
  test('is the mean of what is bright, and the background the densest grey values', () => {
    const { mean, background, measurable } = foregroundSignal(image, image, 'automatic');
    expect(mean).toBe(100);
    expect(Math.abs(background - 10)).toBeLessThan(0.6);
    expect(measurable).toBe(true);
    expect(foregroundSignal(image, image, 4).background).toBe(4);
  });
  test('does not depend on how many objects there are', () => {
    const fewer = frame(5, ...image.data.map((value) => (value === 90 || value === 110 ? 10 : value)));
    expect(foregroundSignal(fewer, fewer, 'automatic').mean).toBe(100);
  });
  test('of a constant frame, of NaN and of mere noise nothing is measurable', () => {
    const flat = frame(2, 7, 7, 7, 7);
    const nothing = frame(2, Number.NaN, Number.NaN);
    const noise = frame(20, ...Array.from({ length: 400 }, (_, i) => 100 + ((i * 7919) % 101) / 10));
    expect(foregroundSignal(flat, flat, 'automatic')).toEqual(seen(Number.NaN, expect.closeTo(7, 5), false));
    expect(foregroundSignal(nothing, nothing, 'automatic')).toEqual(seen(Number.NaN, Number.NaN, false));
    expect(foregroundSignal(noise, noise, 'automatic').measurable).toBe(false);
  });
});

describe('meanSignal', () => {
  test('takes all finite pixels, or those with a label', () => {
    const image = frame(2, 1, 2, 3, Number.NaN);
    const labels = { ...image, data: Uint32Array.of(0, 5, 9, 1) };
    expect(meanSignal(image, null, 0, null)).toEqual(seen(2));
    expect(meanSignal(image, null, 1, labels)).toEqual(seen(2.5, 1));
    expect(meanSignal(image, image, 5, null)).toEqual(seen(2, 5, false));
    const none = { ...image, data: new Uint32Array(4) };
    expect(meanSignal(image, null, 0, none)).toEqual(seen(Number.NaN, 0, false));
  });
});

describe('bleachFactors', () => {
  test('the simple ratio gives every frame the signal of the first', () => {
    const { factor, signal, fit } = bleachFactors([seen(110, 10), seen(60, 10), seen(50, 30)], 'simple ratio');
    expect([...signal]).toEqual([100, 50, 20]);
    expect([...factor]).toEqual([1, 2, 5]);
    expect(fit).toBeNull();
  });
  test('the fit gives every frame the factor of the curve and leaves what is not on it', () => {
    const decay = [0, 1, 2, 3, 4, 5].map((t) => seen(80 * 2 ** -t + 20));
    const { factor, fitted, fit } = bleachFactors(decay, 'exponential fit');
    expect([...factor].map((f) => Math.round(f * 1e6) / 1e6)).toEqual(
      decay.map(({ mean }) => Math.round(1e8 / mean) / 1e6),
    );
    expect(fitted[2]).toBeCloseTo(40, 6);
    expect(fit?.tau).toBeCloseTo(1 / Math.log(2), 6);
  });
  test('frames that could not be measured keep the factor before them, those before the first have 1', () => {
    const nan = seen(Number.NaN, Number.NaN, false);
    const { factor, held, background } = bleachFactors([nan, seen(50, 5), nan, seen(23, 8)], 'simple ratio');
    expect([...factor]).toEqual([1, 1, 1, 3]);
    expect(held).toEqual([0, 2]);
    expect([...background]).toEqual([5, 5, 5, 8]);
    const { factor: fitted } = bleachFactors([nan, nan, nan, nan, nan], 'exponential fit');
    expect([...fitted]).toEqual([1, 1, 1, 1, 1]);
  });
  test('of no frames there are no factors', () => {
    expect(bleachFactors([], 'exponential fit').factor.length).toBe(0);
  });
});

test('scaleAbove multiplies what is above the background', () => {
  expect([...scaleAbove(Uint8Array.of(10, 20, 5), 10, 3, 7)]).toEqual([7, 37, -8]);
});
