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
 * @cost          O(pixels + labels · log labels); 4 bytes for each value up to the greatest, or a map where that is above 2^24.
 */
export function labelBoxes(labels: Uint32Array, width: number): LabelBoxes {
  const { values, index } = indexLabels(labels);
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
  for (let i = 0, x = 0, y = 0; i < labels.length; i++) {
    const k = index[i]! - 1;
    if (k >= 0) {
      areas[k] = areas[k]! + 1;
      if (x < left[k]!) left[k] = x;
      if (x > right[k]!) right[k] = x;
      if (top[k] === -1) top[k] = y;
      bottom[k] = y;
    }
    if (++x === width) {
      x = 0;
      y++;
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
