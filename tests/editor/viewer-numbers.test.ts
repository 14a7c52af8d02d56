import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Camera, fitCamera, keptOn, panBy, toImage, toView, zoomAt } from '../../src/editor/viewer/camera.ts';
import { formatNumber, formatTime, scaleBar } from '../../src/editor/viewer/format.ts';
import { histogramOf, rangeAt } from '../../src/editor/viewer/histogram.ts';

const view = { width: 400, height: 300 };
const close = (a: readonly number[], b: readonly number[]) => {
  for (const [i, value] of a.entries()) expect(Math.abs(value - (b[i] ?? Number.NaN))).toBeLessThan(1e-6);
};

describe('camera', () => {
  it('fits a picture with its outer pixels whole', () => {
    const camera = fitCamera({ width: 200, height: 100 }, view);
    expect(camera).toEqual({ x: 99.5, y: 49.5, scale: 2 });
    close(toView(camera, view, -0.5, 49.5), [0, 150]);
    close(toView(camera, view, 199.5, 49.5), [400, 150]);
  });
  it('keeps what is under the pointer while zooming, wherever it is', () => {
    const place = fc.record({
      x: fc.double({ min: 0, max: 400, noNaN: true }),
      y: fc.double({ min: 0, max: 300, noNaN: true }),
    });
    fc.assert(
      fc.property(place, fc.double({ min: 0.1, max: 8, noNaN: true }), ({ x, y }, factor) => {
        const camera: Camera = { x: 50, y: 60, scale: 1.5 };
        close(toImage(zoomAt(camera, view, factor, x, y), view, x, y), toImage(camera, view, x, y));
      }),
      { seed: 1, numRuns: 100 },
    );
  });
  it('pans by pixels of the screen, and can not lose the picture', () => {
    const camera = panBy({ x: 10, y: 10, scale: 4 }, 8, -4);
    expect([camera.x, camera.y]).toEqual([8, 11]);
    const lost = keptOn({ x: 1e6, y: -1e6, scale: 1 }, { width: 20, height: 10 });
    expect([lost.x, lost.y]).toEqual([19.5, -0.5]);
  });
});

describe('histogram', () => {
  it('gives the percentiles of a ramp, and leaves out what is not finite', () => {
    const ramp = Float32Array.from({ length: 10_000 }, (_, i) => (i % 1000 === 0 ? Number.NaN : i));
    const { min, max, auto } = histogramOf(ramp);
    expect([min, max]).toEqual([1, 9999]);
    expect(Math.abs(auto[0] - 35)).toBeLessThan(5);
    expect(Math.abs(auto[1] - 9965)).toBeLessThan(5);
  });
  it('has an answer for empty, constant and all-NaN planes', () => {
    expect(histogramOf(new Uint16Array(0)).auto).toEqual([0, 1]);
    expect(histogramOf(Uint16Array.of(7, 7, 7)).auto).toEqual([7, 8]);
    expect(histogramOf(Float32Array.of(Number.NaN)).auto).toEqual([0, 1]);
  });
  it('counts an even sample of a large plane', () => {
    const plane = Uint16Array.from({ length: 2048 * 2048 }, (_, i) => i % 2048);
    const { counts, auto } = histogramOf(plane);
    expect(counts.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(1 << 18);
    expect(Math.abs(auto[0] - 7)).toBeLessThan(4);
    expect(Math.abs(auto[1] - 2040)).toBeLessThan(4);
  });
  it('finds the values that parts of the pixels lie below', () => {
    const [low, high] = rangeAt(histogramOf(Uint16Array.from({ length: 1001 }, (_, i) => i)), 0.02, 0.98);
    expect(Math.abs(low - 20)).toBeLessThan(9);
    expect(Math.abs(high - 980)).toBeLessThan(9);
  });
});

describe('scale bar', () => {
  it('has a round length that fits', () => {
    expect(scaleBar(0.325, 1, 140)).toEqual({ width: 20 / 0.325, text: '20 µm' });
    expect(scaleBar(null, 2, 100)).toEqual({ width: 100, text: '50 px' });
    expect(scaleBar(0.1, 128, 140).text).toBe('100 nm');
    expect(scaleBar(50, 0.1, 140).text).toBe('50 mm');
  });
  it('is never longer than the room, nor shorter than a third of it', () => {
    const sizes = fc.tuple(
      fc.double({ min: 1e-3, max: 100, noNaN: true }),
      fc.double({ min: 0.01, max: 128, noNaN: true }),
    );
    fc.assert(
      fc.property(sizes, ([pixel, scale]) => {
        const { width } = scaleBar(pixel, scale, 140);
        expect(width).toBeLessThanOrEqual(140.001);
        expect(width).toBeGreaterThan(140 / 3);
      }),
      { seed: 2, numRuns: 200 },
    );
  });
});

it('numbers and times read as people write them', () => {
  expect([0, 12.5, 0.32549, 123456, 1.25e7, 0.00012, Number.NaN].map(formatNumber)).toEqual([
    '0',
    '12.5',
    '0.3255',
    '123456',
    '1.25e+7',
    '1.2e-4',
    'NaN',
  ]);
  expect([4.5, 59.99, 90, 3599, 7265].map(formatTime)).toEqual([
    '4.5 s',
    '59.99 s',
    '1:30 min',
    '59:59 min',
    '2:01:05 h',
  ]);
});
