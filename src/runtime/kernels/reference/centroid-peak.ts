import type { Frame } from '../../data/frame.ts';

const moves = 10;
const threshold_px = 0.6;

/**
 * Centre of brightness within a disc (a spheroid) around a peak; where it is more than 0.6 px from the disc's centre the
 * disc moves on by a pixel, up to ten times.
 *
 * @param frame   without background, nowhere negative; not modified.
 * @param index   pixel to start from.
 * @param reach   radius of the disc, whole px, from 1.
 * @param reachZ  the same along z, whole planes; less near the first and last plane, to be even on both sides. Not used for
 *                one plane.
 * @param out     x, y, z; z in planes. Left as it is where the disc holds no light, or NaN.
 * @cost          O(disc)
 * @source        Crocker, Grier (1996), doi:10.1006/jcis.1996.0217, with the rules of trackpy's refine_com: within 0.02 px of it.
 */
export function centroidPeak(
  frame: Frame<Float32Array>,
  index: number,
  reach: number,
  reachZ: number,
  out: Float64Array,
): void {
  const { width, height, depth, data } = frame;
  let x = inside(index % width, reach, width);
  let y = inside(Math.floor(index / width) % height, reach, height);
  let z = Math.floor(index / (width * height));
  for (let move = 0; move < moves; move++) {
    const alongZ = Math.min(reachZ, z, depth - 1 - z);
    let mass = 0;
    let sumX = 0;
    let sumY = 0;
    let sumZ = 0;
    for (let dz = -alongZ; dz <= alongZ; dz++) {
      const pz = z + dz;
      const partZ = alongZ > 0 ? (dz * dz) / (alongZ * alongZ) : 0;
      for (let dy = -reach; dy <= reach; dy++) {
        const py = y + dy;
        if (py < 0 || py >= height) continue;
        const left = partZ * reach * reach + dy * dy;
        const row = (pz * height + py) * width;
        for (let dx = -reach; dx <= reach; dx++) {
          const px = x + dx;
          if (px < 0 || px >= width || left + dx * dx > reach * reach) continue;
          const value = data[row + px]!;
          mass += value;
          sumX += value * dx;
          sumY += value * dy;
          sumZ += value * dz;
        }
      }
    }
    if (!(mass > 0)) return;
    const [dx, dy, dz] = [sumX / mass, sumY / mass, sumZ / mass];
    out[0] = x + dx;
    out[1] = y + dy;
    out[2] = z + dz;
    if (Math.max(Math.abs(dx), Math.abs(dy), Math.abs(dz)) < threshold_px) return;
    x = inside(x + step(dx), reach, width);
    y = inside(y + step(dy), reach, height);
    z = Math.min(Math.max(z + step(dz), 0), depth - 1);
  }
}

const step = (off: number): number => (off > threshold_px ? 1 : off < -threshold_px ? -1 : 0);

/** The nearest place whose disc lies within the frame, or the middle of a frame too small for it. */
const inside = (place: number, reach: number, length: number): number =>
  2 * reach + 1 > length ? Math.floor((length - 1) / 2) : Math.min(Math.max(place, reach), length - 1 - reach);

/**
 * Blurred minus local mean, what is negative or NaN set to 0: spots without background. NaN and infinite pixels count as 0
 * in the mean.
 *
 * @param blurred  smoothed by about the noise grain; not modified.
 * @param raw      the same frame unsmoothed; not modified.
 * @param size     side of the square of the local mean, odd px; edges are repeated outwards.
 * @returns        a new frame.
 * @cost           O(pixels)
 * @source         trackpy's bandpass; here edges are repeated for the blur, too, and nothing is rounded.
 */
export function bandPassed(
  blurred: Frame<Float32Array>,
  raw: Frame<ArrayLike<number> & (Uint8Array | Uint16Array | Float32Array)>,
  size: number,
): Frame<Float32Array> {
  const { width, height, depth } = raw;
  const out = new Float32Array(raw.data.length);
  const reach = (size - 1) / 2;
  const sums = new Float64Array(width);
  const line = new Float64Array(width + 2 * reach + 1);
  for (let z = 0; z < depth; z++) {
    const plane = z * width * height;
    sums.fill(0);
    for (let k = -reach; k <= reach; k++) addRow(raw.data, plane + clamp(k, height) * width, 1, sums);
    for (let y = 0; y < height; y++) {
      const row = plane + y * width;
      line.set(sums, reach);
      line.fill(sums[0]!, 0, reach);
      line.fill(sums[width - 1]!, reach + width);
      let sum = 0;
      for (let k = 0; k < size; k++) sum += line[k]!;
      for (let x = 0; x < width; x++) {
        const value = blurred.data[row + x]! - sum / (size * size);
        if (value > 0) out[row + x] = value;
        sum += line[x + size]! - line[x]!;
      }
      addRow(raw.data, plane + clamp(y - reach, height) * width, -1, sums);
      addRow(raw.data, plane + clamp(y + reach + 1, height) * width, 1, sums);
    }
  }
  return { width, height, depth, data: out };
}

const clamp = (k: number, length: number): number => Math.min(Math.max(k, 0), length - 1);

function addRow(data: ArrayLike<number>, row: number, sign: number, sums: Float64Array): void {
  for (let x = 0; x < sums.length; x++) {
    const value = data[row + x]!;
    if (value - value === 0) sums[x]! += sign * value;
  }
}
