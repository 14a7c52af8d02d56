import { indexLabels, labelBoxes } from './label-boxes.ts';

/** The labels of which `keep` says so, by place in the rising order of their values; the others become 0. */
export function keepLabels(labels: Uint32Array, keep: (place: number, label: number) => boolean): Uint32Array {
  const { values, index } = indexLabels(labels);
  const kept = new Uint32Array(values.length + 1);
  for (let k = 0; k < values.length; k++) if (keep(k, values[k]!)) kept[k + 1] = values[k]!;
  for (let i = 0; i < index.length; i++) index[i] = kept[index[i]!]!;
  return index;
}

/**
 * Removes labels of fewer than `minSize` pixels.
 *
 * @param labels  any values, 0 is background; not modified.
 * @returns       new labels; the values of those that stay are kept.
 * @cost          O(pixels)
 * @source        skimage.morphology.remove_small_objects 0.19.3: equal.
 */
export function removeSmallObjects(labels: Uint32Array, width: number, minSize: number): Uint32Array {
  if (minSize <= 1) return labels.slice();
  const { areas } = labelBoxes(labels, width);
  return keepLabels(labels, (place) => areas[place]! >= minSize);
}

/**
 * Removes labels that come within a margin of the edge of the plane.
 *
 * @param labels  height × width, any values, 0 is background; not modified.
 * @param margin  px, 0 or more: 0 removes what touches the outermost pixels.
 * @returns       new labels; the values of those that stay are kept.
 * @cost          O(pixels)
 * @source        skimage.segmentation.clear_border(buffer_size=margin) 0.19.3: equal where each label is one piece (there it
 *                is pieces that are removed).
 */
export function clearBorder(labels: Uint32Array, width: number, height: number, margin = 0): Uint32Array {
  const { left, right, top, bottom } = labelBoxes(labels, width);
  return keepLabels(
    labels,
    (k) => left[k]! > margin && right[k]! < width - 1 - margin && top[k]! > margin && bottom[k]! < height - 1 - margin,
  );
}
