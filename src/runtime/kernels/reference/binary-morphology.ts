import { distanceTransform } from './distance-transform.ts';

/**
 * Keeps the pixels of a mask that are farther than a radius from the background.
 *
 * @param mask    height × width, 0 is background; not modified. The edge of the image takes nothing away.
 * @param radius  px, 0 or more; the disk is x² + y² ≤ radius².
 * @returns       a new mask of 0 and 1.
 * @throws RangeError where radius is negative or not a number.
 * @cost          O(pixels) for any radius: an exact distance transform.
 * @source        skimage.morphology.binary_erosion(disk(radius)) 0.19.3: equal.
 */
export function erodeMask(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return within(mask, width, height, radius, false);
}

/** Adds the pixels that are at most a radius away; else as `erodeMask`. @source skimage.morphology.binary_dilation(disk(radius)) */
export function dilateMask(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return within(mask, width, height, radius, true);
}

/** Erosion, then dilation: removes what is narrower than the disk. @source skimage.morphology.binary_opening(disk(radius)) */
export function openMask(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return dilateMask(erodeMask(mask, width, height, radius), width, height, radius);
}

/** Dilation, then erosion: closes gaps narrower than the disk. @source skimage.morphology.binary_closing(disk(radius)) */
export function closeMask(mask: Uint8Array, width: number, height: number, radius: number): Uint8Array {
  return erodeMask(dilateMask(mask, width, height, radius), width, height, radius);
}

function within(mask: Uint8Array, width: number, height: number, radius: number, grow: boolean): Uint8Array {
  if (!(radius >= 0)) throw new RangeError(`radius is ${radius} px, expected 0 or more`);
  const side = new Uint8Array(mask.length);
  for (let i = 0; i < mask.length; i++) side[i] = (mask[i] !== 0) !== grow ? 1 : 0;
  const distance = distanceTransform(side, width, height);
  const out = new Uint8Array(mask.length);
  // Squared distances are whole numbers: half a unit keeps rounded roots on the right side.
  const limit = Math.sqrt(Math.floor(radius * radius + 1e-9) + 0.5);
  for (let i = 0; i < out.length; i++) {
    const far = distance[i]! > limit;
    out[i] = far !== grow ? 1 : 0;
  }
  return out;
}
