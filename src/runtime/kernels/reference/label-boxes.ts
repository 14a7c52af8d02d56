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

/** Above this label a table indexed by label would be larger than the image. */
const denseLimit = 1 << 22;
/** Columns of a box while it grows. */
const columns = 5;

/**
 * Areas and bounding boxes of all labels.
 *
 * @param labels  height × width, any values; 0 is background. Not modified.
 * @returns       one row for each value that occurs, rising; empty without labels.
 * @cost          O(pixels + largest label + labels · log labels), one pass by runs; see compactLabels for labels above
 *                4,194,303.
 */
export function labelBoxes(labels: Uint32Array, width: number): LabelBoxes {
  let slot = new Int32Array(1024);
  let boxes = new Int32Array(256 * columns);
  const values: number[] = [];
  const rows = width === 0 ? 0 : labels.length / width;
  for (let y = 0; y < rows; y++) {
    const from = y * width;
    const to = from + width;
    let p = from;
    while (p < to) {
      const value = labels[p]!;
      if (value === 0) {
        p++;
        continue;
      }
      const start = p++;
      while (p < to && labels[p] === value) p++;
      if (value >= slot.length) {
        if (value >= denseLimit) return boxesOfCopy(labels, width);
        slot = longer(slot, 2 * value);
      }
      let at = (slot[value]! - 1) * columns;
      if (at < 0) {
        at = values.length * columns;
        slot[value] = values.push(value);
        if (at === boxes.length) boxes = longer(boxes, 2 * boxes.length);
        boxes[at + 1] = width;
        boxes[at + 3] = y;
      }
      boxes[at]! += p - start;
      if (start - from < boxes[at + 1]!) boxes[at + 1] = start - from;
      if (p - 1 - from > boxes[at + 2]!) boxes[at + 2] = p - 1 - from;
      boxes[at + 4] = y;
    }
  }
  return inOrder(Uint32Array.from(values), boxes);
}

function longer(values: Int32Array, length: number): Int32Array<ArrayBuffer> {
  const copy = new Int32Array(length);
  copy.set(values);
  return copy;
}

function inOrder(values: Uint32Array, boxes: Int32Array): LabelBoxes {
  const order = Array.from(values, (_, k) => k).sort((a, b) => values[a]! - values[b]!);
  const column = (place: number): Int32Array => Int32Array.from(order, (k) => boxes[k * columns + place]!);
  return {
    labels: Uint32Array.from(order, (k) => values[k]!),
    areas: Uint32Array.from(column(0)),
    left: column(1),
    right: column(2),
    top: column(3),
    bottom: column(4),
  };
}

/** The same by way of a copy whose labels are small. */
function boxesOfCopy(labels: Uint32Array, width: number): LabelBoxes {
  const compact = compactLabels(labels);
  return { ...labelBoxes(compact.data, width), labels: compact.labels };
}

/**
 * The values that occur in a label image, and the image renumbered by them.
 *
 * @param labels  any values; 0 is background. Not modified.
 * @param index   where the image goes; it may be `labels` itself.
 * @returns       `values` rising; `index[i]` is 0 for background, else 1 + the place of `labels[i]` in `values`.
 * @cost          O(pixels + labels · log labels)
 * @source        skimage.segmentation.relabel_sequential 0.19.3 (offset 1): `index` is equal.
 */
export function indexLabels(
  labels: Uint32Array,
  index: Uint32Array = new Uint32Array(labels.length),
): { readonly values: Uint32Array; readonly index: Uint32Array } {
  let highest = 0;
  for (let i = 0; i < labels.length; i++) if (labels[i]! > highest) highest = labels[i]!;
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
