import { describe, expect, test } from 'vitest';
import { distanceTransform } from '../../src/runtime/kernels/reference/distance-transform.ts';
import { watershed } from '../../src/runtime/kernels/reference/watershed.ts';
import { withBackgroundMarker } from '../support/background-marker.ts';
import { describeWith, goldenPlanes, readPlanes, sharedFile } from '../support/golden.ts';
import { mirroredGaussian } from '../support/mirrored-gaussian.ts';

describe('the watershed', () => {
  test.each([
    ['watershed.tif', false],
    ['watershed_line.tif', true],
  ] as const)('equals scikit-image: %s', async (name, lines) => {
    const [mask] = await goldenPlanes('in-mask.tif');
    const [markers] = await goldenPlanes('in-markers.tif');
    const [expected] = await goldenPlanes(name);
    const territory = Uint8Array.from(mask!.data);
    const relief = mirroredGaussian(Float64Array.from(distanceTransform(territory, 128, 128)), 128).map((v) => -v);
    const labels = watershed(relief, Uint32Array.from(markers!.data), 128, 128, { territory, lines });
    expect(Float32Array.from(labels)).toEqual(expected!.data);
  });

  test('floods the lower side first, and of equal pixels the one reached first', () => {
    // biome-ignore format: pixels as they lie
    const relief = Uint8Array.of(0, 1, 2, 3, 1, 0);
    const markers = Uint32Array.of(4, 0, 0, 0, 0, 9);
    expect([...watershed(relief, markers, 6, 1)]).toEqual([4, 4, 4, 9, 9, 9]);
    expect([...watershed(new Uint8Array(5), Uint32Array.of(1, 0, 0, 0, 2), 5, 1)]).toEqual([1, 1, 1, 2, 2]);
    expect([...watershed(relief, markers, 6, 1, { lines: true })]).toEqual([4, 4, 4, 0, 9, 9]);
  });

  test('passes corners only with connectivity 2', () => {
    const territory = Uint8Array.of(1, 0, 0, 1);
    const markers = Uint32Array.of(3, 0, 0, 0);
    expect([...watershed(new Uint8Array(4), markers, 2, 2, { territory })]).toEqual([3, 0, 0, 0]);
    expect([...watershed(new Uint8Array(4), markers, 2, 2, { territory, connectivity: 2 })]).toEqual([3, 0, 0, 3]);
  });

  test('does not cross from one territory into another, and leaves territories without markers', () => {
    const territory = Uint32Array.of(5, 5, 6, 6, 0, 7);
    const markers = Uint32Array.of(1, 0, 0, 2, 3, 0);
    expect([...watershed(new Uint8Array(6), markers, 6, 1, { territory })]).toEqual([1, 1, 2, 2, 0, 0]);
  });

  test('gives float32 and float64 reliefs of the same values the same labels', async () => {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [markers] = await goldenPlanes('in-markers.tif');
    const seeds = Uint32Array.from(markers!.data);
    expect(watershed(frame!.data, seeds, 128, 128)).toEqual(watershed(Float64Array.from(frame!.data), seeds, 128, 128));
    expect(watershed(frame!.data, seeds, 128, 128)).toEqual(watershed(Uint16Array.from(frame!.data), seeds, 128, 128));
  });

  test('in a volume passes faces only, or edges and corners too', () => {
    const diagonal = Uint8Array.of(1, 0, 0, 0, 0, 0, 0, 1);
    const seeds = Uint32Array.of(6, 0, 0, 0, 0, 0, 0, 0);
    const reached = (connectivity: 1 | 2 | 3, territory: Uint8Array) =>
      [...watershed(new Uint8Array(8), seeds, 2, 2, { territory, depth: 2, connectivity })].filter((v) => v === 6)
        .length;
    expect([reached(1, diagonal), reached(2, diagonal), reached(3, diagonal)]).toEqual([1, 1, 2]);
    const edge = Uint8Array.of(1, 0, 0, 0, 0, 1, 0, 0);
    expect([reached(1, edge), reached(2, edge), reached(3, edge)]).toEqual([1, 2, 2]);
    expect(reached(1, new Uint8Array(8).fill(1))).toBe(8);
  });

  test('of a frame without markers is empty', () => {
    expect([...watershed(new Uint8Array(4), new Uint32Array(4), 2, 2)]).toEqual([0, 0, 0, 0]);
    expect(watershed(new Uint8Array(0), new Uint32Array(0), 0, 0).length).toBe(0);
  });

  test('refuses sizes that do not agree', () => {
    expect(() => watershed(new Uint8Array(4), new Uint32Array(3), 2, 2)).toThrow(RangeError);
  });
});

describeWith('golden')('the watershed of a gradient', () => {
  test('equals scikit-image, with a marker for the background', async () => {
    const [relief] = await readPlanes(sharedFile('golden/gradmag_1.tif')!);
    const [expected] = await readPlanes(sharedFile('golden/watershed_gradient.tif')!);
    const [mask] = await goldenPlanes('in-mask.tif');
    const [markers] = await goldenPlanes('in-markers.tif');
    const seeds = withBackgroundMarker(markers!, mask!);
    expect(Float32Array.from(watershed(relief!.data, seeds, 128, 128))).toEqual(expected!.data);
  });
});
