import type { Pixels } from '../../data/frame.ts';
import { middleOf } from './middle-of.ts';
import type { RegionCrop } from './region-crop.ts';

/** The grey values of one object in one channel; every number is NaN where one of its pixels is NaN. */
export class RegionIntensity {
  mean = 0;
  /** Standard deviation of the pixels themselves (divided by their number). */
  sd = 0;
  median = 0;
  min = 0;
  max = 0;
  total = 0;
  /** Centre of mass relative to the first pixel of the box, px; NaN where the total is 0. */
  centreX = 0;
  centreY = 0;
  private values = new Float64Array(0);

  /**
   * Measures one object.
   *
   * @param crop    the object, at least one pixel.
   * @param pixels  the channel's plane with `stride` columns.
   * @param corner  index in `pixels` of the first pixel of the box.
   * @cost          O(box)
   * @source        skimage.measure.regionprops 0.19.3 (intensity_mean, _max, _min, centroid_weighted); numpy.std, numpy.median
   */
  measure(crop: RegionCrop, pixels: Pixels, stride: number, corner: number): void {
    if (this.values.length < crop.area) this.values = new Float64Array(2 * crop.area);
    this.collect(crop, pixels, stride, corner);
    this.summarise(crop.area);
  }

  private collect(crop: RegionCrop, pixels: Pixels, stride: number, corner: number): void {
    const { height, mask, first, last } = crop;
    const values = this.values;
    let n = 0;
    let sum = 0;
    let sumX = 0;
    let sumY = 0;
    for (let y = 0; y < height; y++) {
      const inMask = (y + 1) * crop.stride + 1;
      const inPlane = corner + y * stride;
      const end = last[y]!;
      let rowSum = 0;
      for (let x = first[y]!; x <= end; x++) {
        if (mask[inMask + x] === 0) continue;
        const value = pixels[inPlane + x]!;
        values[n++] = value;
        rowSum += value;
        sumX += value * x;
      }
      sum += rowSum;
      sumY += rowSum * y;
    }
    this.total = sum;
    this.mean = sum / n;
    this.centreX = sumX / sum;
    this.centreY = sumY / sum;
  }

  private summarise(n: number): void {
    const values = this.values;
    const mean = this.mean;
    let min = Number.POSITIVE_INFINITY;
    let max = Number.NEGATIVE_INFINITY;
    let squares = 0;
    for (let i = 0; i < n; i++) {
      const value = values[i]!;
      if (value < min) min = value;
      if (value > max) max = value;
      squares += (value - mean) * (value - mean);
    }
    this.sd = Math.sqrt(squares / n);
    const missing = Number.isNaN(mean);
    this.min = missing ? Number.NaN : min;
    this.max = missing ? Number.NaN : max;
    this.median = missing ? Number.NaN : middleOf(values, n);
  }
}
