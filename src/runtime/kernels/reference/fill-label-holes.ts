import { connectedComponents } from './connected-components.ts';
import { labelBoxes } from './label-boxes.ts';

/**
 * Fills the holes of each label: what it encloses, be it background or another label.
 *
 * @param labels   height × width, 0 is background; not modified.
 * @param maxArea  largest hole that is filled, px²; Infinity for all.
 * @returns        new labels. A hole is closed where the label surrounds it over edges and corners; what reaches the edge of
 *                 the plane is none. Of nested labels the outermost wins.
 * @throws RangeError where the sizes do not agree.
 * @cost           O(pixels + the areas of the bounding boxes)
 * @source         scipy.ndimage.binary_fill_holes 1.10 for a single label: equal.
 */
export function fillLabelHoles(
  labels: Uint32Array,
  width: number,
  height: number,
  maxArea = Number.POSITIVE_INFINITY,
): Uint32Array {
  if (labels.length !== width * height) {
    throw new RangeError(`${labels.length} labels do not fill ${height} × ${width} pixels`);
  }
  const out = labels.slice();
  const boxes = labelBoxes(labels, width);
  // The widest first, so that what lies inside another label is gone when its turn comes.
  const order = Array.from(boxes.labels.keys()).sort((a, b) => boxArea(boxes, b) - boxArea(boxes, a) || a - b);
  for (const k of order) {
    const left = boxes.left[k]!;
    const top = boxes.top[k]!;
    const boxWidth = boxes.right[k]! - left + 1;
    const boxHeight = boxes.bottom[k]! - top + 1;
    if (boxes.areas[k] === boxWidth * boxHeight) continue;
    const label = boxes.labels[k]!;
    const gaps = new Uint8Array(boxWidth * boxHeight);
    let present = 0;
    for (let y = 0, i = 0; y < boxHeight; y++) {
      for (let x = 0; x < boxWidth; x++, i++) {
        if (out[(top + y) * width + left + x] === label) present++;
        else gaps[i] = 1;
      }
    }
    if (present > 0) fillGaps(out, width, label, left, top, gaps, boxWidth, boxHeight, maxArea);
  }
  return out;
}

function boxArea(boxes: ReturnType<typeof labelBoxes>, k: number): number {
  return (boxes.right[k]! - boxes.left[k]! + 1) * (boxes.bottom[k]! - boxes.top[k]! + 1);
}

/** Gives the label to the gaps that do not reach the edge of its box. */
function fillGaps(
  out: Uint32Array,
  width: number,
  label: number,
  left: number,
  top: number,
  gaps: Uint8Array,
  boxWidth: number,
  boxHeight: number,
  maxArea: number,
): void {
  const { labels: pieces, count } = connectedComponents(gaps, boxWidth, boxHeight, 1, 1);
  const areas = new Float64Array(count + 1);
  for (let i = 0; i < pieces.length; i++) areas[pieces[i]!]!++;
  for (let x = 0; x < boxWidth; x++) {
    areas[pieces[x]!] = Number.POSITIVE_INFINITY;
    areas[pieces[(boxHeight - 1) * boxWidth + x]!] = Number.POSITIVE_INFINITY;
  }
  for (let y = 0; y < boxHeight; y++) {
    areas[pieces[y * boxWidth]!] = Number.POSITIVE_INFINITY;
    areas[pieces[(y + 1) * boxWidth - 1]!] = Number.POSITIVE_INFINITY;
  }
  areas[0] = Number.POSITIVE_INFINITY;
  for (let y = 0, i = 0; y < boxHeight; y++) {
    for (let x = 0; x < boxWidth; x++, i++) {
      const area = areas[pieces[i]!]!;
      if (area !== Number.POSITIVE_INFINITY && area <= maxArea) out[(top + y) * width + left + x] = label;
    }
  }
}
