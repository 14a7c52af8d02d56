import type { Pixels, Plane } from '../../data/frame.ts';
import { connectedComponents } from './connected-components.ts';
import { expandLabels } from './expand-labels.ts';
import { labelBoxes } from './label-boxes.ts';
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
  for (let k = 0; k < boxes.labels.length; k++) {
    const label = boxes.labels[k]!;
    const left = boxes.left[k]!;
    const top = boxes.top[k]!;
    const boxWidth = boxes.right[k]! - left + 1;
    const boxHeight = boxes.bottom[k]! - top + 1;
    const level = levelBetween(data, zones, plane.data, width, label, left, top, boxWidth, boxHeight, fraction);
    const mask = new Uint8Array(boxWidth * boxHeight);
    const before = new Uint8Array(boxWidth * boxHeight);
    for (let y = 0, i = 0; y < boxHeight; y++) {
      for (let x = 0; x < boxWidth; x++, i++) {
        const j = (top + y) * width + left + x;
        if (data[j] === label) before[i] = 1;
        if (zones[j] === label && plane.data[j]! > level) mask[i] = 1;
      }
    }
    const shape = bestPiece(mask, before, boxWidth, boxHeight);
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
): number {
  const inside = new Float64Array(boxWidth * boxHeight);
  const around = new Float64Array(boxWidth * boxHeight);
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
  const sorted = merged(low, high);
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

/** Two sorted lists as one. */
function merged(a: Float64Array, b: Float64Array): Float64Array {
  const out = new Float64Array(a.length + b.length);
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

/** The piece of the mask that shares most with the object before, its holes filled; the object before where there is none. */
function bestPiece(mask: Uint8Array, before: Uint8Array, width: number, height: number): Uint8Array {
  const { labels, count } = connectedComponents(mask, width, height, 1, 1);
  const shared = new Float64Array(count + 1);
  for (let i = 0; i < labels.length; i++) if (before[i] === 1 && labels[i] !== 0) shared[labels[i]!]!++;
  let best = 0;
  for (let k = 1; k <= count; k++) if (shared[k]! > shared[best]!) best = k;
  if (best === 0) return before;
  const shape = new Uint8Array(width * height);
  for (let i = 0; i < shape.length; i++) if (labels[i] === best) shape[i] = 1;
  fillHoles(shape, width, height);
  return shape;
}

/** Sets what is 0 and can't be reached from the edge over edges of pixels. */
function fillHoles(shape: Uint8Array, width: number, height: number): void {
  const open: number[] = [];
  const reach = (i: number): void => {
    if (shape[i] !== 0) return;
    shape[i] = 2;
    open.push(i);
  };
  for (let x = 0; x < width; x++) {
    reach(x);
    reach((height - 1) * width + x);
  }
  for (let y = 0; y < height; y++) {
    reach(y * width);
    reach(y * width + width - 1);
  }
  for (let i = open.pop(); i !== undefined; i = open.pop()) {
    const x = i % width;
    if (x > 0) reach(i - 1);
    if (x + 1 < width) reach(i + 1);
    if (i >= width) reach(i - width);
    if (i + width < shape.length) reach(i + width);
  }
  for (let i = 0; i < shape.length; i++) shape[i] = shape[i] === 2 ? 0 : 1;
}
