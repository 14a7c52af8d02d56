import type { Frame } from '../../data/frame.ts';

/**
 * Pixels that no neighbour exceeds, among 8 in a plane and 26 in a volume; outside the frame there are no neighbours.
 *
 * @param frame  not modified. A pixel with a NaN neighbour is no maximum.
 * @param least  lowest value of a maximum.
 * @returns      indices, rising. Of equal neighbours the first in raster order is kept, so a plateau gives its first pixel
 *               (and more where its outline is bent).
 * @cost         O(pixels)
 * @source       Definition (ImgLib2's LocalExtrema.MaximumCheck, which keeps every pixel of a plateau).
 */
export function localMaxima(frame: Frame<Float32Array>, least: number): Uint32Array {
  const { width, height, depth, data } = frame;
  const found: number[] = [];
  for (let z = 0, i = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++, i++) {
        const value = data[i]!;
        if (!(value >= least)) continue;
        // In flat noise half of the pixels are refused by one look.
        if (x > 0 && !(value > data[i - 1]!)) continue;
        if (x < width - 1 && !(value >= data[i + 1]!)) continue;
        if (exceedsOthers(data, width, height, depth, x, y, z, i)) found.push(i);
      }
    }
  }
  return Uint32Array.from(found);
}

/** Whether pixel i is above all neighbours before it and not below those after it. */
function exceedsOthers(
  data: Float32Array,
  width: number,
  height: number,
  depth: number,
  x: number,
  y: number,
  z: number,
  i: number,
): boolean {
  const value = data[i]!;
  const left = x > 0 ? -1 : 0;
  const right = x < width - 1 ? 1 : 0;
  for (let dz = z > 0 ? -1 : 0; dz <= (z < depth - 1 ? 1 : 0); dz++) {
    for (let dy = y > 0 ? -1 : 0; dy <= (y < height - 1 ? 1 : 0); dy++) {
      const row = i + (dz * height + dy) * width;
      for (let dx = left; dx <= right; dx++) {
        const j = row + dx;
        if (j < i ? !(value > data[j]!) : !(value >= data[j]!)) return false;
      }
    }
  }
  return true;
}
