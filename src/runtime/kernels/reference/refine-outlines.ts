import type { Pixels, Plane } from '../../data/frame.ts';
import { expandLabels } from './expand-labels.ts';
import { type LabelBoxes, labelBoxes } from './label-boxes.ts';
import { giveBack } from './work-memory.ts';

export interface RefineOptions {
  /** px: how far an outline may move out, and how far the background is looked for. */
  readonly reach: number;
  /** Where between background and object the outline lies: 0.5 is half of the way up. */
  readonly fraction: number;
}

/**
 * Draws each object anew where its own brightness has fallen to a fraction of the way from its background.
 *
 * @param labels  height × width objects; not modified.
 * @param plane   smooth intensities, bright inside; not modified. NaN is outside.
 * @returns       the same labels, each in one piece and without holes. Of the pixels within reach that are nearer to the
 *                object than to others, object brightness is the median of those above the level, background that of the
 *                others: the level is where both agree. An object that is not brighter than its background, has none, or
 *                would vanish, stays as it was.
 * @cost          O(pixels + the areas of the bounding boxes, widened by the reach, · log)
 * @source        Definition (half-maximum contour).
 */
export function refineOutlines(
  labels: Plane<Uint32Array>,
  plane: Plane<Pixels>,
  { reach, fraction }: RefineOptions,
): Plane<Uint32Array> {
  const { width, height, data } = labels;
  const zones = expandLabels(data, width, height, reach);
  const boxes = labelBoxes(zones, width);
  const out = new Uint32Array(data.length);
  let largest = 0;
  for (let k = 0; k < boxes.labels.length; k++) largest = Math.max(largest, boxArea(boxes, k));
  // One set for all objects: made anew for each they would be many times the size of the image.
  const work = newWork(largest);
  for (let k = 0; k < boxes.labels.length; k++) {
    const label = boxes.labels[k]!;
    const left = boxes.left[k]!;
    const top = boxes.top[k]!;
    const boxWidth = boxes.right[k]! - left + 1;
    const boxHeight = boxes.bottom[k]! - top + 1;
    const level = levelBetween(data, zones, plane.data, width, label, left, top, boxWidth, boxHeight, fraction, work);
    const { mask, before } = work;
    for (let y = 0, i = 0; y < boxHeight; y++) {
      for (let x = 0; x < boxWidth; x++, i++) {
        const j = (top + y) * width + left + x;
        before[i] = data[j] === label ? 1 : 0;
        mask[i] = zones[j] === label && plane.data[j]! > level ? 1 : 0;
      }
    }
    const shape = bestPiece(work, boxWidth, boxHeight);
    for (let y = 0, i = 0; y < boxHeight; y++) {
      for (let x = 0; x < boxWidth; x++, i++) {
        const j = (top + y) * width + left + x;
        // A hole that is filled may hold another object.
        if (shape[i] === 1 && (zones[j] === label || data[j] === 0)) out[j] = label;
      }
    }
  }
  giveBack(zones);
  return { width, height, data: out };
}

const boxArea = ({ left, right, top, bottom }: LabelBoxes, k: number): number =>
  (right[k]! - left[k]! + 1) * (bottom[k]! - top[k]! + 1);

/** What is needed for one object at a time, as large as the largest box. */
interface Work {
  readonly inside: Float64Array;
  readonly around: Float64Array;
  readonly sorted: Float64Array;
  /** 1 above the level; then 1 + the number of its piece. */
  readonly mask: Int32Array;
  readonly before: Uint8Array;
  readonly stack: Int32Array;
}
const newWork = (size: number): Work => ({
  inside: new Float64Array(size),
  around: new Float64Array(size),
  sorted: new Float64Array(size),
  mask: new Int32Array(size),
  before: new Uint8Array(size),
  stack: new Int32Array(size),
});

/**
 * The level between the medians of the two classes that it makes itself, from a start that takes the object to be bright
 * somewhere and dark around. Infinity where the object stands out from nothing: no pixel is above it.
 */
function levelBetween(
  labels: Uint32Array,
  zones: Uint32Array,
  values: Pixels,
  width: number,
  label: number,
  left: number,
  top: number,
  boxWidth: number,
  boxHeight: number,
  fraction: number,
  { inside, around, sorted: both }: Work,
): number {
  let within = 0;
  let without = 0;
  for (let y = top; y < top + boxHeight; y++) {
    for (let j = y * width + left; j < y * width + left + boxWidth; j++) {
      if (zones[j] !== label || Number.isNaN(values[j]!)) continue;
      if (labels[j] === label) inside[within++] = values[j]!;
      else around[without++] = values[j]!;
    }
  }
  if (within === 0 || without === 0) return Number.POSITIVE_INFINITY;
  const low = around.subarray(0, without).sort();
  const high = inside.subarray(0, within).sort();
  const sorted = merged(low, high, both);
  let dark = quantile(low, 0.5);
  let bright = quantile(high, 0.9);
  if (!(bright > dark)) return Number.POSITIVE_INFINITY;
  let level = dark + fraction * (bright - dark);
  for (let pass = 0; pass < 20; pass++) {
    const below = countBelow(sorted, level);
    if (below === 0 || below === sorted.length) break;
    dark = quantile(sorted.subarray(0, below), 0.5);
    bright = quantile(sorted.subarray(below), 0.5);
    const next = dark + fraction * (bright - dark);
    if (next === level) break;
    level = next;
  }
  return level;
}

/** Two sorted lists as one, in the beginning of `into`. */
function merged(a: Float64Array, b: Float64Array, into: Float64Array): Float64Array {
  const out = into.subarray(0, a.length + b.length);
  let i = 0;
  let j = 0;
  for (let k = 0; k < out.length; k++) {
    if (j === b.length || (i < a.length && a[i]! <= b[j]!)) out[k] = a[i++]!;
    else out[k] = b[j++]!;
  }
  return out;
}

/** How many of the sorted values are at most the level. */
function countBelow(sorted: Float64Array, level: number): number {
  let from = 0;
  let to = sorted.length;
  while (from < to) {
    const middle = (from + to) >> 1;
    if (sorted[middle]! > level) to = middle;
    else from = middle + 1;
  }
  return from;
}

const quantile = (sorted: Float64Array, share: number): number => sorted[Math.floor(share * (sorted.length - 1))]!;

/**
 * The piece of the mask (over edges of pixels) that shares most with the object before, the first of several, its holes
 * filled: 1 in the array that is given back. The object before where no piece shares anything.
 */
function bestPiece({ mask, before, stack }: Work, width: number, height: number): Int32Array | Uint8Array {
  const size = width * height;
  let best = 0;
  let most = 0;
  for (let i = 0, piece = 2; i < size; i++) {
    if (mask[i] !== 1) continue;
    const shared = spread(mask, before, stack, i, piece, width, size);
    if (shared > most) {
      most = shared;
      best = piece;
    }
    piece++;
  }
  if (best === 0) return before;
  for (let i = 0; i < size; i++) mask[i] = mask[i] === best ? 1 : 0;
  // What can be reached from the edge of the box is outside; the rest is the piece and its holes.
  for (let x = 0; x < width; x++) {
    if (mask[x] === 0) spread(mask, before, stack, x, -1, width, size);
    if (mask[size - width + x] === 0) spread(mask, before, stack, size - width + x, -1, width, size);
  }
  for (let i = 0; i < size; i += width) {
    if (mask[i] === 0) spread(mask, before, stack, i, -1, width, size);
    if (mask[i + width - 1] === 0) spread(mask, before, stack, i + width - 1, -1, width, size);
  }
  for (let i = 0; i < size; i++) mask[i] = mask[i] === -1 ? 0 : 1;
  return mask;
}

/** Gives a value to all pixels that hang together with the first over edges. @returns how many of them `before` has. */
function spread(
  mask: Int32Array,
  before: Uint8Array,
  stack: Int32Array,
  first: number,
  value: number,
  width: number,
  size: number,
): number {
  const old = mask[first]!;
  let shared = 0;
  let open = 0;
  mask[first] = value;
  stack[open++] = first;
  while (open > 0) {
    const i = stack[--open]!;
    if (before[i] === 1) shared++;
    const x = i % width;
    if (x > 0 && mask[i - 1] === old) {
      mask[i - 1] = value;
      stack[open++] = i - 1;
    }
    if (x + 1 < width && mask[i + 1] === old) {
      mask[i + 1] = value;
      stack[open++] = i + 1;
    }
    if (i >= width && mask[i - width] === old) {
      mask[i - width] = value;
      stack[open++] = i - width;
    }
    if (i + width < size && mask[i + width] === old) {
      mask[i + width] = value;
      stack[open++] = i + width;
    }
  }
  return shared;
}
