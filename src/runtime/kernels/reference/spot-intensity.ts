import type { Frame, Pixels } from '../../data/frame.ts';

/** Grey values of spots, a column each. */
export interface SpotIntensities {
  /** Mean within the radius. */
  readonly mean: Float64Array;
  /** (inside - around) / (inside + around), Michelson's. */
  readonly contrast: Float64Array;
  /** (inside - around) / standard deviation inside. */
  readonly snr: Float64Array;
}

/**
 * Mean, contrast and signal-to-noise of spots: inside is within the radius, around from one to two radii.
 *
 * @param frame   raw pixels; not modified.
 * @param spots   x, y in px, z in planes.
 * @param radius  px, above 0.
 * @param zRatio  planes are this many px apart.
 * @returns       NaN where there is nothing to take: no pixel around, a deviation or a sum of 0, a NaN pixel. The pixel
 *                nearest to the centre is always inside.
 * @cost          O(spots · radius²), in 3-D · radius³
 * @source        TrackMate 7's contrast and SNR; there pixels count from the pixel nearest to the centre.
 */
export function spotIntensities(
  frame: Frame<Pixels>,
  spots: { readonly x: Float64Array; readonly y: Float64Array; readonly z: Float64Array },
  radius: number,
  zRatio: number,
): SpotIntensities {
  const count = spots.x.length;
  const mean = new Float64Array(count);
  const contrast = new Float64Array(count);
  const snr = new Float64Array(count);
  const sums = new Float64Array(5);
  for (let i = 0; i < count; i++) {
    addBall(frame, spots.x[i]!, spots.y[i]!, spots.z[i]!, radius, zRatio, sums);
    const [inside = 0, total = 0, squares = 0, around = 0, aroundTotal = 0] = sums;
    mean[i] = total / inside;
    const difference = mean[i]! - aroundTotal / around;
    contrast[i] = difference / (mean[i]! + aroundTotal / around);
    const variance = inside > 1 ? Math.max(squares - (total * total) / inside, 0) / (inside - 1) : 0;
    snr[i] = variance > 0 ? difference / Math.sqrt(variance) : Number.NaN;
    if (!Number.isFinite(contrast[i]!)) contrast[i] = Number.NaN;
  }
  return { mean, contrast, snr };
}

/** Fills `sums` with pixels, sum and sum of squares inside, pixels and sum around. */
function addBall(
  frame: Frame<Pixels>,
  x: number,
  y: number,
  z: number,
  radius: number,
  zRatio: number,
  sums: Float64Array,
): void {
  const { width, height, depth, data } = frame;
  sums.fill(0);
  const near = radius * radius;
  const far = 4 * near;
  const [cx, cy, cz] = [Math.round(x), Math.round(y), Math.round(z)];
  const reach = 2 * radius;
  const reachZ = depth > 1 ? reach / zRatio : 0;
  for (let pz = Math.max(Math.ceil(z - reachZ), 0); pz <= Math.min(Math.floor(z + reachZ), depth - 1); pz++) {
    const dz = (pz - z) * zRatio;
    for (let py = Math.max(Math.ceil(y - reach), 0); py <= Math.min(Math.floor(y + reach), height - 1); py++) {
      const dy = py - y;
      const row = (pz * height + py) * width;
      const last = Math.min(Math.floor(x + reach), width - 1);
      for (let px = Math.max(Math.ceil(x - reach), 0); px <= last; px++) {
        const dx = px - x;
        const square = dx * dx + dy * dy + dz * dz;
        if (square > far) continue;
        const value = data[row + px]!;
        if (square <= near || (px === cx && py === cy && pz === cz)) {
          sums[0]! += 1;
          sums[1]! += value;
          sums[2]! += value * value;
        } else {
          sums[3]! += 1;
          sums[4]! += value;
        }
      }
    }
  }
}
