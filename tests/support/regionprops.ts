import type { RegionFeatures } from '../../src/runtime/kernels/reference/region-features.ts';

/** Columns of the first channel under the names that skimage.measure.regionprops_table gives them. */
export function regionpropsNames(found: RegionFeatures): Readonly<Record<string, ArrayLike<number>>> {
  const { features } = found;
  return {
    ...features,
    label: found.labels,
    'bbox-0': features['bbox_top']!,
    'bbox-1': features['bbox_left']!,
    'bbox-2': features['bbox_top']!.map((top, k) => top + features['bbox_height']![k]!),
    'bbox-3': features['bbox_left']!.map((left, k) => left + features['bbox_width']![k]!),
    'centroid-0': found.y,
    'centroid-1': found.x,
    mean_intensity: features['mean_intensity_ch1']!,
    max_intensity: features['max_intensity_ch1']!,
    min_intensity: features['min_intensity_ch1']!,
    'weighted_centroid-0': features['weighted_centroid_y_ch1']!,
    'weighted_centroid-1': features['weighted_centroid_x_ch1']!,
  };
}
