import type { Pixels, Plane } from '../../data/frame.ts';
import { keepLabels } from './filter-labels.ts';
import { labelBoxes } from './label-boxes.ts';
import { regionFeatures } from './region-features.ts';

/** Bounds that objects must keep; 0 means no bound, except for means, where it is null. */
export interface ObjectBounds {
  /** px² */
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
 * @param labels  height × width; not modified.
 * @param plane   intensities for the means; needed only where a mean is bounded.
 * @returns       new labels; the values of those that stay are kept. A feature that is not defined, such as the circularity
 *                of a single pixel, keeps no bound.
 * @throws RangeError where a mean is bounded and there is no plane.
 * @cost          O(pixels); shapes O(boxes of all objects) more.
 */
export function selectObjects(
  labels: Plane<Uint32Array>,
  plane: Plane<Pixels> | null,
  bounds: ObjectBounds,
): Plane<Uint32Array> {
  const { width, height, data } = labels;
  const intensity = bounds.minMean !== null || bounds.maxMean !== null;
  if (intensity && !plane) throw new RangeError('a mean is bounded, but no movie is connected: connect one');
  const shape = bounds.minCircularity > 0 || bounds.minSolidity > 0 || bounds.maxElongation > 0;
  const { areas, left, right, top, bottom } = labelBoxes(data, width);
  const groups = { shape, intensity, contrast: false, moments: false };
  const { features } =
    shape || intensity ? regionFeatures(labels, plane && intensity ? [plane] : [], groups) : { features: {} };
  const column = (name: string): Float64Array | undefined => (features as Record<string, Float64Array>)[name];
  const circularity = column('circularity');
  const solidity = column('solidity');
  const major = column('major_axis_length');
  const minor = column('minor_axis_length');
  const mean = column('mean_intensity_ch1');
  const { margin } = bounds;
  const kept = keepLabels(data, (k) => {
    if (areas[k]! < bounds.minArea || (bounds.maxArea > 0 && areas[k]! > bounds.maxArea)) return false;
    if (bounds.minCircularity > 0 && !(circularity![k]! >= bounds.minCircularity)) return false;
    if (bounds.minSolidity > 0 && !(solidity![k]! >= bounds.minSolidity)) return false;
    if (bounds.maxElongation > 0 && !(major![k]! <= bounds.maxElongation * minor![k]!)) return false;
    if (bounds.minMean !== null && !(mean![k]! >= bounds.minMean)) return false;
    if (bounds.maxMean !== null && !(mean![k]! <= bounds.maxMean)) return false;
    if (bounds.border === 'touching') {
      return (
        left[k]! > margin && top[k]! > margin && right[k]! < width - 1 - margin && bottom[k]! < height - 1 - margin
      );
    }
    if (bounds.border === 'beyond') {
      return right[k]! >= margin && bottom[k]! >= margin && left[k]! < width - margin && top[k]! < height - margin;
    }
    return true;
  });
  return { width, height, data: kept };
}
