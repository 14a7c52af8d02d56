import type { Frame } from '../../data/frame.ts';

/**
 * Local maxima that are at least a distance apart; the higher one of two that are closer is kept.
 *
 * @param frame     values; a NaN pixel is no peak and hides none. Not modified.
 * @param distance  px along x or y (a square), a whole number from 1.
 * @param labels    regions to search one by one, 0 is left out; pixels of other regions neither count nor compete.
 *                  The whole frame where left out.
 * @param above     peaks must be higher than this.
 * @param planes    how many planes are as far as `distance`; whole, from 0.
 * @returns         pixel indices, region by region, highest first; equal heights in raster order. A plateau gives one peak,
 *                  a region without relief gives its first pixel.
 * @throws RangeError where distance is under 1 or not whole.
 * @cost            O(pixels · distance) worst, O(pixels) in practice, and O(candidates · distance²).
 * @source          skimage.feature.peak_local_max(exclude_border=False) 0.19.3: equal without ties. There a region without
 *                  relief has peaks at its isolated pixels only.
 */
export function peakLocalMax(
  frame: Frame<Float32Array>,
  distance: number,
  labels: Uint32Array | null,
  above = Number.NEGATIVE_INFINITY,
  planes = distance,
): Uint32Array {
  if (!Number.isInteger(distance) || distance < 1) {
    throw new RangeError(`distance is ${distance} px, expected a whole number from 1`);
  }
  const { data } = frame;
  const candidates: number[] = [];
  for (let i = 0; i < data.length; i++) {
    const v = data[i]!;
    if (!(v > above) || (labels && labels[i] === 0)) continue;
    if (isHighest(frame, labels, i, distance, planes)) candidates.push(i);
  }
  candidates.sort((a, b) => (labels ? labels[a]! - labels[b]! : 0) || data[b]! - data[a]! || a - b);
  const taken = new Uint8Array(data.length);
  const kept: number[] = [];
  for (const i of candidates) {
    if (hasTakenNear(taken, frame, labels, i, distance - 1, Math.max(0, planes - 1))) continue;
    taken[i] = 1;
    kept.push(i);
  }
  return Uint32Array.from(kept);
}

/** Whether no pixel of the region within the box is higher. Nearest rows first: most pixels are refused at once. */
function isHighest(
  { width, height, depth, data }: Frame<Float32Array>,
  labels: Uint32Array | null,
  i: number,
  distance: number,
  planes: number,
): boolean {
  const v = data[i]!;
  const label = labels ? labels[i]! : 0;
  const x = i % width;
  const y = ((i - x) / width) % height;
  const z = Math.floor(i / (width * height));
  const left = Math.max(0, x - distance);
  const right = Math.min(width - 1, x + distance);
  for (let stepZ = 0; stepZ <= 2 * planes; stepZ++) {
    const plane = z + (stepZ & 1 ? (stepZ + 1) >> 1 : -(stepZ >> 1));
    if (plane < 0 || plane >= depth) continue;
    for (let step = 0; step <= 2 * distance; step++) {
      const row = y + (step & 1 ? (step + 1) >> 1 : -(step >> 1));
      if (row < 0 || row >= height) continue;
      const start = (plane * height + row) * width;
      for (let k = start + left; k <= start + right; k++) {
        if (data[k]! > v && (labels === null || labels[k] === label)) return false;
      }
    }
  }
  return true;
}

function hasTakenNear(
  taken: Uint8Array,
  { width, height, depth }: Frame<Float32Array>,
  labels: Uint32Array | null,
  i: number,
  reach: number,
  planes: number,
): boolean {
  const x = i % width;
  const y = ((i - x) / width) % height;
  const z = Math.floor(i / (width * height));
  const left = Math.max(0, x - reach);
  const right = Math.min(width - 1, x + reach);
  for (let plane = Math.max(0, z - planes); plane <= Math.min(depth - 1, z + planes); plane++) {
    for (let row = Math.max(0, y - reach); row <= Math.min(height - 1, y + reach); row++) {
      const start = (plane * height + row) * width;
      for (let k = start + left; k <= start + right; k++) {
        if (taken[k] !== 0 && (labels === null || labels[k] === labels[i])) return true;
      }
    }
  }
  return false;
}
