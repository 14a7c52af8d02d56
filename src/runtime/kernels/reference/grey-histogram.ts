import type { Pixels, Plane } from '../../data/frame.ts';

/** Pixel counts in bins of one width; the first and the last bin are not empty, except where there is no pixel at all. */
export interface GreyHistogram {
  readonly counts: Float64Array;
  /** Grey value at the middle of each bin, rising. */
  readonly centres: Float64Array;
}

/** Bins of a float image, as scikit-image and ImageJ have them. */
export const floatBins = 256;

/**
 * Histogram of one plane: a bin for each grey level of integer pixels, 256 bins from minimum to maximum of float pixels.
 *
 * @param plane  NaN and infinite pixels are left out.
 * @returns      one bin for a constant plane, no bin where no pixel is finite.
 * @cost         O(pixels + bins); at most 65,536 bins.
 * @source       skimage.exposure.histogram(source_range="image"), numpy.histogram with edges in float64.
 */
export function greyHistogram(plane: Plane<Pixels>): GreyHistogram {
  return plane.data instanceof Float32Array ? binned(plane.data) : levels(plane.data);
}

function levels(data: Uint8Array | Uint16Array): GreyHistogram {
  const all = new Float64Array(data instanceof Uint8Array ? 256 : 65536);
  for (let i = 0; i < data.length; i++) all[data[i]!]!++;
  let low = 0;
  let high = all.length - 1;
  while (low < all.length && all[low] === 0) low++;
  while (high > low && all[high] === 0) high--;
  const counts = all.slice(low, high + 1);
  return { counts, centres: Float64Array.from(counts, (_, bin) => low + bin) };
}

function binned(data: Float32Array): GreyHistogram {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (v < low && v !== Number.NEGATIVE_INFINITY) low = v;
    if (v > high && v !== Number.POSITIVE_INFINITY) high = v;
  }
  if (low > high) return { counts: new Float64Array(0), centres: new Float64Array(0) };
  let finite = 0;
  if (low === high) {
    for (let i = 0; i < data.length; i++) if (data[i] === low) finite++;
    return { counts: Float64Array.of(finite), centres: Float64Array.of(low) };
  }
  const step = (high - low) / floatBins;
  const edges = new Float64Array(floatBins + 1);
  for (let bin = 0; bin < floatBins; bin++) edges[bin] = low + bin * step;
  edges[floatBins] = high;
  const counts = new Float64Array(floatBins);
  const scale = floatBins / (high - low);
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (!(v >= low && v <= high)) continue;
    let bin = Math.floor((v - low) * scale);
    if (bin >= floatBins) bin = floatBins - 1;
    // The product may land one bin off the edge that it is compared with.
    if (v < edges[bin]!) bin--;
    else if (bin < floatBins - 1 && v >= edges[bin + 1]!) bin++;
    counts[bin]!++;
  }
  const centres = new Float64Array(floatBins);
  for (let bin = 0; bin < floatBins; bin++) centres[bin] = (edges[bin]! + edges[bin + 1]!) / 2;
  return { counts, centres };
}
