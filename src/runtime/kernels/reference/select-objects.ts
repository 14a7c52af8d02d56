import type { Frame, Pixels } from '../../data/frame.ts';
import { keepLabels } from './filter-labels.ts';
import { regionFeatures } from './region-features.ts';
import { volumeFeatures } from './volume-features.ts';

/** Bounds that objects must keep; 0 means no bound, except for means, where it is null. */
export interface ObjectBounds {
  /** px², in volumes voxels. */
  readonly minArea: number;
  readonly maxArea: number;
  /** 4π · area / perimeter². */
  readonly minCircularity: number;
  /** Area over that of the convex hull. */
  readonly minSolidity: number;
  /** Longest over shortest axis of the ellipse with the same moments. */
  readonly maxElongation: number;
  /** Mean grey value. */
  readonly minMean: number | null;
  readonly maxMean: number | null;
  /** `touching`: objects that come within the margin of the edge go; `beyond`: those that lie wholly in it. */
  readonly border: 'keep' | 'touching' | 'beyond';
  /** px */
  readonly margin: number;
}

/**
 * Keeps the objects that are within all bounds.
 *
 * @param labels  a plane or volume; not modified.
 * @param frame   intensities for the means; needed only where a mean is bounded.
 * @returns       new labels; the values of those that stay are kept. A feature that is not defined, such as the circularity
 *                of a single pixel, keeps no bound.
 * @throws RangeError where a mean is bounded and there are no intensities, or the shape of objects in volumes is bounded.
 * @cost          O(pixels); shapes O(boxes of all objects) more.
 */
export function selectObjects(
  labels: Frame<Uint32Array>,
  frame: Frame<Pixels> | null,
  bounds: ObjectBounds,
): Frame<Uint32Array> {
  const { width, height, depth, data } = labels;
  const intensity = bounds.minMean !== null || bounds.maxMean !== null;
  if (intensity && !frame) throw new RangeError('a mean is bounded, but no movie is connected: connect one');
  const shape = bounds.minCircularity > 0 || bounds.minSolidity > 0 || bounds.maxElongation > 0;
  if (shape && depth > 1) {
    throw new RangeError(
      `circularity, solidity and elongation are those of flat objects, but there are ${depth} planes: set their bounds to 0, or project the movie`,
    );
  }
  const channels = frame && intensity ? [frame] : [];
  const found =
    depth === 1
      ? regionFeatures(labels, channels, { shape, intensity, contrast: false, moments: false })
      : volumeFeatures(labels, channels, intensity);
  const { area, features } = found;
  const tests: ((k: number) => boolean)[] = [];
  const atLeast = (column: Float64Array | undefined, least: number) => tests.push((k) => column![k]! >= least);
  const atMost = (column: Float64Array | undefined, most: number) => tests.push((k) => column![k]! <= most);
  atLeast(area, bounds.minArea);
  if (bounds.maxArea > 0) atMost(area, bounds.maxArea);
  if (bounds.minCircularity > 0) atLeast(features['circularity'], bounds.minCircularity);
  if (bounds.minSolidity > 0) atLeast(features['solidity'], bounds.minSolidity);
  if (bounds.maxElongation > 0) {
    const minor = features['minor_axis_length']!;
    atMost(
      features['major_axis_length']?.map((major, k) => major / minor[k]!),
      bounds.maxElongation,
    );
  }
  if (bounds.minMean !== null) atLeast(features['mean_intensity_ch1'], bounds.minMean);
  if (bounds.maxMean !== null) atMost(features['mean_intensity_ch1'], bounds.maxMean);
  if (bounds.border !== 'keep') tests.push(borderTest(features, width, height, bounds.border, bounds.margin));
  return { width, height, depth, data: keepLabels(data, (k) => tests.every((passes) => passes(k))) };
}

/** Planes have no border along z: the first and last plane cut nothing off. */
function borderTest(
  features: Readonly<Record<string, Float64Array>>,
  width: number,
  height: number,
  border: 'touching' | 'beyond',
  margin: number,
): (k: number) => boolean {
  const left = features['bbox_left']!;
  const top = features['bbox_top']!;
  const right = left.map((x, k) => x + features['bbox_width']![k]! - 1);
  const bottom = top.map((y, k) => y + features['bbox_height']![k]! - 1);
  if (border === 'touching') {
    return (k) =>
      left[k]! > margin && top[k]! > margin && right[k]! < width - 1 - margin && bottom[k]! < height - 1 - margin;
  }
  return (k) => right[k]! >= margin && bottom[k]! >= margin && left[k]! < width - margin && top[k]! < height - margin;
}
