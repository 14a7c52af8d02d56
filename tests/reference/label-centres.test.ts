import { describe, expect, it } from 'vitest';
import { labelCentres } from '../../src/runtime/kernels/reference/label-centres.ts';

const frame = (depth: number, ...data: number[]) => ({
  width: 3,
  height: data.length / 3 / depth,
  depth,
  data: Uint32Array.from(data),
});

describe('labelCentres', () => {
  it('gives centre, area and radius of each object, by label', () => {
    const found = labelCentres(frame(1, 9, 9, 0, 9, 9, 0, 0, 0, 2));
    expect(found.label).toEqual(Uint32Array.of(2, 9));
    expect([...found.x]).toEqual([2, 0.5]);
    expect([...found.y]).toEqual([2, 0.5]);
    expect([...(found.features['area'] ?? [])]).toEqual([1, 4]);
    expect(found.radius[1]).toBeCloseTo(2 / Math.sqrt(Math.PI), 14);
    expect(found.units).toEqual({ area: 'px²' });
  });
  it('counts planes too, the radius being that of a ball', () => {
    const found = labelCentres(frame(2, 1, 0, 0, 1, 0, 0));
    expect([found.x[0], found.y[0], found.z[0]]).toEqual([0, 0, 0.5]);
    expect(((4 * Math.PI) / 3) * (found.radius[0] ?? 0) ** 3).toBeCloseTo(2, 12);
    expect(found.units).toEqual({ area: 'px³' });
  });
  it('takes the largest labels there are', () => {
    expect(labelCentres(frame(1, 4_294_967_295, 0, 5)).label).toEqual(Uint32Array.of(5, 4_294_967_295));
  });
  it('gives no detections for an image without objects', () => {
    expect(labelCentres(frame(1, 0, 0, 0)).x.length).toBe(0);
  });
});
