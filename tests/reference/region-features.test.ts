import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { regionFeatures } from '../../src/runtime/kernels/reference/region-features.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';
import { regionpropsNames } from '../support/regionprops.ts';

const all = { shape: true, intensity: true, contrast: true, moments: true };
const picture = (...rows: string[]) => ({
  width: rows[0]!.length,
  height: rows.length,
  data: Uint32Array.from(rows.join(''), (sign) => (sign === '.' ? 0 : Number(sign))),
});
const shapeOf = (...rows: string[]) => {
  const { features } = regionFeatures(picture(...rows), [], { ...all, intensity: false, contrast: false });
  return Object.fromEntries(Object.entries(features).map(([name, column]) => [name, column[0]!]));
};
const grey = (plane: { width: number; height: number }, value: (i: number) => number) => ({
  ...plane,
  data: Float32Array.from({ length: plane.width * plane.height }, (_, i) => value(i)),
});

describe('regionFeatures on ten nuclei', async () => {
  const golden = goldenJson<Record<string, number[]>>('regionprops.json');
  const [labels] = await goldenPlanes('in-labels.tif');
  const [frame] = await goldenPlanes('in-frames.tif');
  const found = regionFeatures({ ...labels!, data: Uint32Array.from(labels!.data) }, [frame!], all);
  const ours = regionpropsNames(found);
  it.each(['label area bbox-0 bbox-1 bbox-2 bbox-3 bbox_area convex_area euler_number max_intensity min_intensity'])(
    'equals scikit-image 0.19.3 exactly in whole numbers: %s',
    (names) => {
      for (const name of names.split(' ')) expect(Array.from(ours[name]!), name).toEqual(golden[name]);
    },
  );
  it.each([
    'centroid-0 centroid-1 orientation major_axis_length minor_axis_length eccentricity solidity extent',
    'perimeter perimeter_crofton equivalent_diameter feret_diameter_max',
    'mean_intensity weighted_centroid-0 weighted_centroid-1',
  ])('equals it to 1e-9 relative in %s', (names) => {
    for (const name of names.split(' ')) {
      golden[name]!.forEach((value, k) => {
        const difference = Math.abs(ours[name]![k]! - value);
        // A half turn apart is the same axis.
        const turned = name === 'orientation' ? Math.abs(difference - Math.PI) : difference;
        expect(Math.min(difference, turned), `${name} of ${k}`).toBeLessThanOrEqual(1e-9 * Math.abs(value) + 1e-15);
      });
    }
  });
  it('equals it in central moments and Hu invariants to 1e-9 of the scale of each', () => {
    for (const order of ['02', '11', '20', '03', '12', '21', '30']) {
      const column = golden[`moments_central-${order[0]}-${order[1]}`]!;
      const scale = Math.max(...column.map(Math.abs));
      column.forEach((value, k) => {
        expect(Math.abs(ours[`moments_central_${order}`]![k]! - value)).toBeLessThan(1e-9 * scale);
      });
    }
    for (let i = 0; i < 7; i++) {
      golden[`moments_hu-${i}`]!.forEach((value, k) => {
        expect(Math.abs(ours[`moments_hu_${i + 1}`]![k]! - value)).toBeLessThan(1e-9 * Math.abs(value) + 1e-15);
      });
    }
  });
});

describe('regionFeatures', () => {
  it('measures a plus of five pixels', () => {
    const plus = shapeOf('.....', '..1..', '.111.', '..1..', '.....');
    expect(plus).toMatchObject({ area: 5, bbox_area: 9, convex_area: 5, euler_number: 1, feret_diameter_max: 3 });
    expect(plus['extent']).toBeCloseTo(5 / 9, 15);
    expect(plus['perimeter']).toBeCloseTo(4 * Math.SQRT2, 14);
    expect(plus['eccentricity']).toBe(0);
  });
  it('counts pieces and holes in the Euler number, and fills holes and gaps in the hull', () => {
    expect(shapeOf('111', '1.1', '111')).toMatchObject({ euler_number: 0, area: 8, convex_area: 9 });
    expect(shapeOf('1.1', '...', '1.1')).toMatchObject({ euler_number: 4, area: 4, convex_area: 9 });
    expect(shapeOf('1..', '.1.', '..1')['euler_number']).toBe(1);
  });
  it('counts a pixel whose centre lies on the edge of the hull', () => {
    // Pixels (1, 0) and (3, 2) lie on the edge; scikit-image 0.19.3 counts 10 too.
    expect(shapeOf('..1.', '1.11', '.1..', '..1.')['convex_area']).toBe(10);
  });
  it('turns the orientation from the row axis, and takes no side where nothing is longer', () => {
    expect(shapeOf('1', '1', '1')['orientation']).toBe(0);
    expect(Math.abs(shapeOf('111')['orientation']!)).toBeCloseTo(Math.PI / 2, 15);
    expect(shapeOf('1..', '.1.', '..1')['orientation']).toBeCloseTo(Math.PI / 4, 15);
    expect(shapeOf('..1', '.1.', '1..')['orientation']).toBeCloseTo(-Math.PI / 4, 15);
    expect(shapeOf('11', '11')['orientation']).toBe(Math.PI / 4);
  });
  it('gives a single pixel no length, and no circularity', () => {
    const pixel = shapeOf('...', '.1.', '...');
    expect(pixel).toMatchObject({ area: 1, convex_area: 1, perimeter: 0, major_axis_length: 0, feret_diameter_max: 1 });
    expect(pixel['circularity']).toBeNaN();
  });
  it('gives no rows for an empty plane, and the columns all the same', () => {
    const found = regionFeatures(picture('...', '...'), [grey({ width: 3, height: 2 }, () => 1)], all);
    expect(found.labels.length).toBe(0);
    expect(found.features['mean_intensity_ch1']!.length).toBe(0);
  });
  it('sums up the grey values of each channel', () => {
    const labels = picture('11.', '11.');
    const values = [1, 2, 9, 3, 10, 9];
    const found = regionFeatures(labels, [grey(labels, () => 5), grey(labels, (i) => values[i]!)], all).features;
    expect(found['mean_intensity_ch1']![0]).toBe(5);
    expect(found['sd_intensity_ch1']![0]).toBe(0);
    expect(['mean', 'median', 'min', 'max', 'total'].map((name) => found[`${name}_intensity_ch2`]![0])).toEqual([
      4, 2.5, 1, 10, 16,
    ]);
    expect(found['sd_intensity_ch2']![0]).toBeCloseTo(Math.sqrt(12.5), 14);
    expect(found['weighted_centroid_x_ch2']![0]).toBe(12 / 16);
  });
  it('gives NaN in the grey values of an object with a NaN pixel, and of no other', () => {
    const labels = picture('1122');
    const found = regionFeatures(labels, [grey(labels, (i) => (i === 1 ? Number.NaN : i))], all).features;
    for (const name of ['mean', 'sd', 'median', 'min', 'max', 'total']) {
      expect(found[`${name}_intensity_ch1`]![0], name).toBeNaN();
      expect(found[`${name}_intensity_ch1`]![1], name).not.toBeNaN();
    }
  });
  it('takes contrast and signal-to-noise against the outline enlarged twice', () => {
    const labels = picture('.......', '.......', '..111..', '..111..', '..111..', '.......', '.......');
    const inside = (i: number) => (labels.data[i] === 1 ? 30 + (i % 2) * 2 : 10);
    const found = regionFeatures(labels, [grey(labels, inside)], all).features;
    const mean = found['mean_intensity_ch1']![0]!;
    expect(found['contrast_ch1']![0]).toBeCloseTo((mean - 10) / (mean + 10), 14);
    expect(found['snr_ch1']![0]).toBeCloseTo((mean - 10) / found['sd_intensity_ch1']![0]!, 12);
    const alone = picture('11', '11');
    expect(regionFeatures(alone, [grey(alone, (i) => i)], all).features['contrast_ch1']![0]).toBeNaN();
  });
  it('measures only the groups asked for', () => {
    const labels = picture('11');
    const none = { shape: false, intensity: false, contrast: false, moments: false };
    expect(Object.keys(regionFeatures(labels, [grey(labels, () => 1)], none).features)).toEqual([
      'area',
      'bbox_left',
      'bbox_top',
      'bbox_width',
      'bbox_height',
      'bbox_area',
      'extent',
      'equivalent_diameter',
    ]);
  });
  it('refuses a movie of another size', () => {
    expect(() => regionFeatures(picture('11'), [grey({ width: 3, height: 1 }, () => 1)], all)).toThrow('3 × 1');
  });
  it('does not depend on where an object is, nor on its label', () => {
    const shape = fc.array(fc.array(fc.boolean(), { minLength: 7, maxLength: 7 }), { minLength: 6, maxLength: 6 });
    fc.assert(
      fc.property(shape, fc.nat(9), fc.nat(9), fc.integer({ min: 1, max: 4294967295 }), (rows, dx, dy, label) => {
        fc.pre(rows.some((row) => row.includes(true)));
        const place = (x0: number, y0: number, value: number) => {
          const data = new Uint32Array(20 * 20);
          rows.forEach((row, y) => {
            row.forEach((inside, x) => {
              if (inside) data[(y + y0) * 20 + x + x0] = value;
            });
          });
          return regionFeatures({ width: 20, height: 20, data }, [], { ...all, contrast: false });
        };
        const here = place(0, 0, 1);
        const there = place(dx, dy, label);
        for (const name of Object.keys(here.features)) {
          if (name === 'bbox_left' || name === 'bbox_top') continue;
          expect(there.features[name], name).toEqual(here.features[name]);
        }
        expect(there.x[0]! - here.x[0]!).toBeCloseTo(dx, 12);
      }),
      { seed: 11, numRuns: 200 },
    );
  });
});
