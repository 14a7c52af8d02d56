import type { Plane } from '../../data/frame.ts';

/**
 * Local maxima that are at least a distance apart; the higher one of two that are closer is kept.
 *
 * @param plane     values, all above `above` that count; a NaN pixel is no peak and hides none. Not modified.
 * @param distance  px along x or y (a square), a whole number from 1.
 * @param labels    regions to search one by one, 0 is left out; pixels of other regions neither count nor compete.
 *                  The whole plane where left out.
 * @param above     peaks must be higher than this.
 * @returns         pixel indices, region by region, highest first; equal heights in raster order. A plateau gives one peak,
 *                  a region without relief gives its first pixel.
 * @throws RangeError where distance is under 1 or not whole.
 * @cost            O(pixels · distance) worst, O(pixels) in practice, and O(candidates · distance²).
 * @source          skimage.feature.peak_local_max(exclude_border=False) 0.19.3: equal without ties. There a region without
 *                  relief has peaks at its isolated pixels only.
 */
export function peakLocalMax(
  plane: Plane<Float32Array>,
  distance: number,
  labels: Uint32Array | null,
  above = Number.NEGATIVE_INFINITY,
): Uint32Array {
  if (!Number.isInteger(distance) || distance < 1) {
    throw new RangeError(`distance is ${distance} px, expected a whole number from 1`);
  }
  const { width, height, data } = plane;
  const candidates: number[] = [];
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) {
      const v = data[i]!;
      if (!(v > above) || (labels && labels[i] === 0)) continue;
      if (isHighest(data, labels, width, height, x, y, distance)) candidates.push(i);
    }
  }
  candidates.sort((a, b) => (labels ? labels[a]! - labels[b]! : 0) || data[b]! - data[a]! || a - b);
  const taken = new Uint8Array(data.length);
  const kept: number[] = [];
  for (const i of candidates) {
    if (hasTakenNear(taken, labels, width, height, i, distance - 1)) continue;
    taken[i] = 1;
    kept.push(i);
  }
  return Uint32Array.from(kept);
}

/** Whether no pixel of the region within the square is higher. Rows nearest first: most pixels are refused at once. */
function isHighest(
  data: Float32Array,
  labels: Uint32Array | null,
  width: number,
  height: number,
  x: number,
  y: number,
  distance: number,
): boolean {
  const i = y * width + x;
  const v = data[i]!;
  const label = labels ? labels[i]! : 0;
  const left = Math.max(0, x - distance);
  const right = Math.min(width - 1, x + distance);
  for (let step = 0; step <= 2 * distance; step++) {
    const row = y + (step & 1 ? (step + 1) >> 1 : -(step >> 1));
    if (row < 0 || row >= height) continue;
    for (let k = row * width + left; k <= row * width + right; k++) {
      if (data[k]! > v && (labels === null || labels[k] === label)) return false;
    }
  }
  return true;
}

function hasTakenNear(
  taken: Uint8Array,
  labels: Uint32Array | null,
  width: number,
  height: number,
  i: number,
  reach: number,
): boolean {
  const x = i % width;
  const y = (i - x) / width;
  const left = Math.max(0, x - reach);
  const right = Math.min(width - 1, x + reach);
  for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
    for (let k = row * width + left; k <= row * width + right; k++) {
      if (taken[k] !== 0 && (labels === null || labels[k] === labels[i])) return true;
    }
  }
  return false;
}
