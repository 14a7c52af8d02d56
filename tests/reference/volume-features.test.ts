import { describe, expect, it } from 'vitest';
import { volumeFeatures } from '../../src/runtime/kernels/reference/volume-features.ts';

const size = { width: 3, height: 2, depth: 2 };
const labels = { ...size, data: Uint32Array.of(7, 7, 0, 0, 0, 2, 7, 0, 0, 0, 0, 2) };
const grey = { ...size, data: Float32Array.of(1, 2, 9, 9, 9, 4, 6, 9, 9, 9, 9, Number.NaN) };

describe('volumeFeatures', () => {
  const found = volumeFeatures(labels, [grey], true);
  it('counts voxels, boxes and centroids over planes', () => {
    expect(Array.from(found.labels)).toEqual([2, 7]);
    expect(Array.from(found.area)).toEqual([2, 3]);
    expect([found.x[1], found.y[1], found.z[1]]).toEqual([1 / 3, 0, 1 / 3]);
    const box = ['bbox_left', 'bbox_top', 'bbox_first', 'bbox_width', 'bbox_height', 'bbox_depth', 'bbox_volume'];
    expect(box.map((name) => found.features[name]![1])).toEqual([0, 0, 0, 2, 1, 2, 4]);
    expect(found.features['extent']![1]).toBe(0.75);
    expect(found.features['equivalent_diameter']![1]).toBeCloseTo(Math.cbrt(18 / Math.PI), 14);
  });
  it('sums up grey values, NaN where a voxel is NaN', () => {
    const names = ['mean', 'median', 'min', 'max', 'total'];
    expect(names.map((name) => found.features[`${name}_intensity_ch1`]![1])).toEqual([3, 2, 1, 6, 9]);
    expect(found.features['sd_intensity_ch1']![1]).toBeCloseTo(Math.sqrt(14 / 3), 14);
    for (const name of names) expect(found.features[`${name}_intensity_ch1`]![0]).toBeNaN();
  });
  it('leaves the grey values out where they are not asked for', () => {
    expect(volumeFeatures(labels, [grey], false).features['mean_intensity_ch1']).toBeUndefined();
  });
  it('refuses a movie with other planes', () => {
    expect(() => volumeFeatures(labels, [{ ...grey, depth: 1 }], true)).toThrow('in 2 planes');
  });
});
