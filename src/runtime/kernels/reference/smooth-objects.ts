import type { Plane } from '../../data/frame.ts';
import { closeMask, openMask } from './binary-morphology.ts';
import { connectedComponents } from './connected-components.ts';
import { labelBoxes } from './label-boxes.ts';

/**
 * Takes thin spikes off the outlines of objects and fills their narrow bays, each object for itself.
 *
 * @param labels  height × width; not modified.
 * @param open    px: what is narrower than twice this is taken off; 0 for nothing. Of an object that falls apart the largest
 *                piece stays (the first of equal ones); an object that would vanish stays as it was.
 * @param close   px: bays narrower than twice this are filled with what was background; 0 for none. Of two objects that
 *                claim a pixel the one of lower value gets it.
 * @returns       the same labels.
 * @throws RangeError where a radius is negative.
 * @cost          O(pixels + the areas of the bounding boxes, widened by the radii)
 * @source        skimage.morphology.binary_opening and binary_closing with disk(radius) of each object.
 */
export function smoothObjects(labels: Plane<Uint32Array>, open: number, close: number): Plane<Uint32Array> {
  const { width, height, data } = labels;
  const boxes = labelBoxes(data, width);
  const margin = Math.ceil(close) + 1;
  const out = new Uint32Array(data.length);
  for (let k = 0; k < boxes.labels.length; k++) {
    const label = boxes.labels[k]!;
    const left = Math.max(0, boxes.left[k]! - margin);
    const top = Math.max(0, boxes.top[k]! - margin);
    const boxWidth = Math.min(width - 1, boxes.right[k]! + margin) - left + 1;
    const boxHeight = Math.min(height - 1, boxes.bottom[k]! + margin) - top + 1;
    const mask = new Uint8Array(boxWidth * boxHeight);
    for (let y = 0, i = 0; y < boxHeight; y++) {
      for (let x = 0; x < boxWidth; x++, i++) if (data[(top + y) * width + left + x] === label) mask[i] = 1;
    }
    const shape = closeMask(largestOpened(mask, boxWidth, boxHeight, open), boxWidth, boxHeight, close);
    for (let y = 0, i = 0; y < boxHeight; y++) {
      for (let x = 0; x < boxWidth; x++, i++) {
        const j = (top + y) * width + left + x;
        if (shape[i] === 1 && out[j] === 0 && (data[j] === 0 || data[j] === label)) out[j] = label;
      }
    }
  }
  return { width, height, data: out };
}

function largestOpened(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  if (radius === 0) return mask;
  const { labels, count } = connectedComponents(openMask(mask, width, height, radius), width, height, 1, 2);
  if (count === 0) return mask;
  const areas = new Float64Array(count + 1);
  for (let i = 0; i < labels.length; i++) if (labels[i] !== 0) areas[labels[i]!]!++;
  let largest = 1;
  for (let k = 2; k <= count; k++) if (areas[k]! > areas[largest]!) largest = k;
  const out = new Uint8Array(labels.length);
  for (let i = 0; i < labels.length; i++) if (labels[i] === largest) out[i] = 1;
  return out;
}
