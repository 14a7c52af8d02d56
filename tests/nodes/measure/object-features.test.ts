import { describe, expect, it } from 'vitest';
import features from '../../../src/nodes/measure/object-features.ts';
import type { Frame, Pixels } from '../../../src/runtime/data/frame.ts';
import type { Detections } from '../../../src/runtime/data/spots.ts';

const groups = { intensity: true, contrast: true, shape: true, moments: false };
const context = {} as Parameters<typeof features.run>[2];
function frame<A extends Pixels | Uint32Array>(data: A, width: number, depth = 1): Frame<A> {
  return { width, height: data.length / width / depth, depth, data };
}
async function measure(labels: Frame<Uint32Array>, movie?: readonly Frame<Pixels>[], params = groups) {
  const { spots } = await features.run({ labels, movie }, params, context);
  return spots as Detections;
}

describe('measure.object-features', () => {
  const labels = frame(Uint32Array.of(0, 9, 9, 0, 9, 9, 4, 0, 0), 3);
  const channel = frame(Uint16Array.of(1, 2, 4, 1, 6, 8, 7, 1, 1), 3);

  it('gives a detection for each label: centroid, radius of a disc of the same area, area as quality', async () => {
    const spots = await measure(labels);
    expect(Array.from(spots.label!)).toEqual([4, 9]);
    expect(Array.from(spots.x)).toEqual([0, 1.5]);
    expect(Array.from(spots.y)).toEqual([2, 0.5]);
    expect(Array.from(spots.z)).toEqual([0, 0]);
    expect(Array.from(spots.quality)).toEqual([1, 4]);
    expect(spots.radius[1]).toBeCloseTo(Math.sqrt(4 / Math.PI), 15);
  });
  it('names the grey values of each channel after it, and has a unit for every feature', async () => {
    const spots = await measure(labels, [channel, frame(new Float32Array(9), 3)]);
    expect(spots.features['mean_intensity_ch1']![1]).toBe(5);
    expect(spots.features['mean_intensity_ch2']![1]).toBe(0);
    expect(spots.units['mean_intensity_ch1']).toBe('grey value');
    expect(Object.keys(spots.units)).toEqual(Object.keys(spots.features));
  });
  it('measures the groups that are switched on', async () => {
    const none = { intensity: false, contrast: false, shape: false, moments: false };
    const names = async (params: typeof none) =>
      Object.keys((await measure(labels, [channel], { ...none, ...params })).features);
    expect(await names(none)).not.toContain('perimeter');
    expect(await names({ ...none, shape: true })).toContain('perimeter');
    expect(await names({ ...none, moments: true })).toContain('moments_hu_7');
    expect(await names({ ...none, contrast: true })).toContain('snr_ch1');
    expect(await names({ ...none, contrast: true })).not.toContain('mean_intensity_ch1');
  });
  it('gives the same columns for a frame without objects', async () => {
    const some = await measure(labels, [channel]);
    const empty = await measure(frame(new Uint32Array(9), 3), [channel]);
    expect(empty.x.length).toBe(0);
    expect(Object.keys(empty.features)).toEqual(Object.keys(some.features));
  });
  it('measures volumes by voxels, with the radius of a ball', async () => {
    const volume = frame(Uint32Array.of(1, 1, 0, 0, 1, 1, 0, 0), 2, 2);
    const spots = await measure(volume, [frame(Float32Array.of(1, 2, 0, 0, 3, 6, 0, 0), 2, 2)]);
    expect([spots.x[0], spots.y[0], spots.z[0]]).toEqual([0.5, 0, 0.5]);
    expect(spots.features['volume']![0]).toBe(4);
    expect(spots.features['mean_intensity_ch1']![0]).toBe(3);
    expect(spots.radius[0]).toBeCloseTo(Math.cbrt(3 / Math.PI), 15);
  });
  it('survives constant and NaN movies', async () => {
    const flat = await measure(labels, [frame(new Float32Array(9).fill(3), 3)]);
    expect([flat.features['sd_intensity_ch1']![1], flat.features['contrast_ch1']![1]]).toEqual([0, 0]);
    expect(flat.features['snr_ch1']![1]).toBeNaN();
    const missing = await measure(labels, [frame(new Float32Array(9).fill(Number.NaN), 3)]);
    expect(missing.features['mean_intensity_ch1']![1]).toBeNaN();
    expect(missing.features['area']![1]).toBe(4);
  });
  it('refuses a movie of another size or with other planes', async () => {
    await expect(measure(labels, [frame(new Float32Array(8), 4)])).rejects.toThrow('4 × 2');
    await expect(measure(labels, [frame(new Float32Array(18), 3, 2)])).rejects.toThrow('in 2');
  });
});
