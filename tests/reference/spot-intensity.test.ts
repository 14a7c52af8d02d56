import { describe, expect, it } from 'vitest';
import { spotIntensities } from '../../src/runtime/kernels/reference/spot-intensity.ts';

const at = (x: number, y: number, z = 0) => ({ x: Float64Array.of(x), y: Float64Array.of(y), z: Float64Array.of(z) });

describe('spotIntensities', () => {
  it('takes the disc of one radius as inside and the ring up to two as around', () => {
    // Radius 1: a plus of five pixels; around: the eight other pixels within 2.
    const data = Uint16Array.from([
      0,
      0,
      2,
      0,
      0, //
      0,
      2,
      10,
      2,
      0,
      2,
      10,
      20,
      10,
      2,
      0,
      2,
      10,
      2,
      0,
      0,
      0,
      2,
      0,
      0,
    ]);
    const { mean, contrast, snr } = spotIntensities({ width: 5, height: 5, depth: 1, data }, at(2, 2), 1, 1);
    expect(mean[0]).toBe(12);
    expect(contrast[0]).toBeCloseTo((12 - 2) / (12 + 2), 12);
    // Sample standard deviation of 10, 10, 10, 10, 20: √20.
    expect(snr[0]).toBeCloseTo(10 / Math.sqrt(20), 12);
  });

  it('counts the nearest pixel even where the radius reaches no pixel centre', () => {
    const data = Float32Array.from([1, 2, 3, 4]);
    const { mean, snr } = spotIntensities({ width: 2, height: 2, depth: 1, data }, at(0.7, 0.7), 0.3, 1);
    expect(mean[0]).toBe(4);
    expect(snr[0]).toBeNaN();
  });

  it('leaves out what lies beyond the frame, and gives NaN where nothing is around', () => {
    const corner = spotIntensities({ width: 3, height: 3, depth: 1, data: new Uint8Array(9).fill(7) }, at(0, 0), 1, 1);
    expect([corner.mean[0], corner.contrast[0], corner.snr[0]]).toEqual([7, 0, Number.NaN]);
    const lone = spotIntensities({ width: 1, height: 1, depth: 1, data: Uint8Array.of(7) }, at(0, 0), 1, 1);
    expect([lone.mean[0], lone.contrast[0], lone.snr[0]]).toEqual([7, Number.NaN, Number.NaN]);
    const dark = spotIntensities({ width: 3, height: 3, depth: 1, data: new Uint8Array(9) }, at(1, 1), 1, 1);
    expect(dark.contrast[0]).toBeNaN();
  });

  it('takes planes at their distance: a ball of radius 2 px reaches one plane of 2 px up and down', () => {
    const data = Float32Array.from({ length: 7 * 7 * 5 }, (_, i) => (i === (1 * 7 + 3) * 7 + 3 ? 130 : 0));
    // Inside: 13 pixels of the middle plane, 1 of the planes above and below: 15; the bright one is among them.
    const { mean } = spotIntensities({ width: 7, height: 7, depth: 5, data }, at(3, 3, 2), 2, 2);
    expect(mean[0]).toBeCloseTo(130 / 15, 5);
  });

  it('measures no spots as none', () => {
    const none = { x: new Float64Array(0), y: new Float64Array(0), z: new Float64Array(0) };
    expect(spotIntensities({ width: 2, height: 2, depth: 1, data: new Uint8Array(4) }, none, 1, 1).mean.length).toBe(0);
  });
});
