import { describe, expect, test } from 'vitest';
import { autoThreshold } from '../../src/runtime/kernels/reference/auto-threshold.ts';
import { histogramMethods, histogramThreshold } from '../../src/runtime/kernels/reference/histogram-threshold.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';

const frames = await goldenPlanes('in-frames.tif');
const golden = goldenJson<Record<string, number[]>>('thresholds.json');

describe('thresholds of integer frames equal scikit-image', () => {
  test.each(histogramMethods)('%s', (method) => {
    const levels = frames.map((frame) => autoThreshold({ ...frame, data: Uint16Array.from(frame.data) }, method));
    for (const [t, level] of levels.entries()) {
      if (method === 'li' || method === 'mean') expect(level).toBeCloseTo(golden[method]![t]!, 9);
      else expect(level).toBe(golden[method]![t]);
    }
  });
});

describe('thresholds of float frames equal scikit-image', () => {
  test.each([
    ['otsu', 'otsu_float_256bins'],
    ['triangle', 'triangle_float_256bins'],
    ['li', 'li_float'],
  ] as const)('%s', (method, name) => {
    for (const [t, frame] of frames.entries()) expect(autoThreshold(frame, method)).toBeCloseTo(golden[name]![t]!, 9);
  });
});

describe('a threshold', () => {
  const halves = Uint8Array.from({ length: 25 }, (_, i) => (i < 15 ? 10 + (i % 3) : 200 + (i % 3)));

  test.each(histogramMethods)('by %s lies between two well separated classes', (method) => {
    for (const data of [halves, Float32Array.from(halves)]) {
      const level = autoThreshold({ width: 5, height: 5, data }, method);
      expect(level).toBeGreaterThanOrEqual(method === 'yen' || method === 'triangle' ? 10 : 11);
      expect(level).toBeLessThan(200);
    }
  });

  test.each(histogramMethods)('by %s of a constant frame is its grey value, so that nothing is above it', (method) => {
    expect(autoThreshold({ width: 2, height: 2, data: Uint8Array.of(7, 7, 7, 7) }, method)).toBe(7);
    expect(autoThreshold({ width: 2, height: 1, data: Float32Array.of(0.5, 0.5) }, method)).toBe(0.5);
  });

  test.each(histogramMethods)('by %s of a frame of NaN is NaN', (method) => {
    expect(autoThreshold({ width: 2, height: 1, data: Float32Array.of(Number.NaN, Number.NaN) }, method)).toBeNaN();
  });

  test.each(histogramMethods)('by %s does not see NaN pixels', (method) => {
    const data = Float32Array.from(halves);
    const holed = Float32Array.from([Number.NaN, ...data, Number.POSITIVE_INFINITY]);
    expect(autoThreshold({ width: 27, height: 1, data: holed }, method)).toBe(
      autoThreshold({ width: 25, height: 1, data }, method),
    );
  });

  test('by minimum is NaN where the histogram has one maximum', () => {
    const counts = Float64Array.of(1, 2, 3, 2, 1);
    expect(histogramThreshold({ counts, centres: Float64Array.of(0, 1, 2, 3, 4) }, 'minimum')).toBeNaN();
  });
});
