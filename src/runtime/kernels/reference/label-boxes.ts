import { compactLabels } from './compact-labels.ts';

/** Size and bounds of each label in a plane, as parallel columns in the order of the label values. */
export interface LabelBoxes {
  readonly labels: Uint32Array;
  /** px² */
  readonly areas: Uint32Array;
  /** First and last column and row, both inclusive. */
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly top: Int32Array;
  readonly bottom: Int32Array;
}

/**
 * Areas and bounding boxes of all labels.
 *
 * @param labels  height × width, any values; 0 is background. Not modified.
 * @returns       one row for each value that occurs, rising; empty without labels.
 * @cost          O(pixels + largest label), by runs; see compactLabels for labels above 4,194,303.
 */
export function labelBoxes(labels: Uint32Array, width: number): LabelBoxes {
  const { labels: values, slot, data } = compactLabels(labels);
  const n = values.length;
  const boxes = {
    labels: values,
    areas: new Uint32Array(n),
    left: new Int32Array(n).fill(width),
    right: new Int32Array(n).fill(-1),
    top: new Int32Array(n).fill(-1),
    bottom: new Int32Array(n).fill(-1),
  };
  const { areas, left, right, top, bottom } = boxes;
  const rows = width === 0 ? 0 : data.length / width;
  for (let y = 0; y < rows; y++) {
    const from = y * width;
    const to = from + width;
    let p = from;
    while (p < to) {
      const value = data[p]!;
      if (value === 0) {
        p++;
        continue;
      }
      const start = p++;
      while (p < to && data[p] === value) p++;
      const k = slot[value]!;
      areas[k] = areas[k]! + p - start;
      if (start - from < left[k]!) left[k] = start - from;
      if (p - 1 - from > right[k]!) right[k] = p - 1 - from;
      if (top[k] === -1) top[k] = y;
      bottom[k] = y;
    }
  }
  return boxes;
}

/**
 * The values that occur in a label image, and the image renumbered by them.
 *
 * @param labels  any values; 0 is background. Not modified.
 * @returns       `values` rising; `index[i]` is 0 for background, else 1 + the place of `labels[i]` in `values`.
 * @cost          O(pixels + labels · log labels)
 * @source        skimage.segmentation.relabel_sequential 0.19.3 (offset 1): `index` is equal.
 */
export function indexLabels(labels: Uint32Array): { readonly values: Uint32Array; readonly index: Uint32Array } {
  let highest = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i]! > highest) highest = labels[i]!;
  const index = new Uint32Array(labels.length);
  if (highest <= 1 << 24) {
    const places = new Uint32Array(highest + 1);
    for (let i = 0; i < labels.length; i++) places[labels[i]!] = 1;
    places[0] = 0;
    const found: number[] = [];
    for (let value = 1; value <= highest; value++) if (places[value] === 1) places[value] = found.push(value);
    for (let i = 0; i < labels.length; i++) index[i] = places[labels[i]!]!;
    return { values: Uint32Array.from(found), index };
  }
  const values = Uint32Array.from(new Set(labels))
    .filter((value) => value !== 0)
    .sort();
  const places = new Map([...values].map((value, place) => [value, place + 1] as const));
  for (let i = 0; i < labels.length; i++) index[i] = places.get(labels[i]!) ?? 0;
  return { values, index };
}
