import type { Pixels } from '../../data/frame.ts';
import type { RegionCrop } from './region-crop.ts';

/**
 * Mean grey value around an object: in its outline enlarged twice about its centre, without the object itself.
 *
 * Other objects in it count as surround; what reaches over the edge of the image is left out.
 *
 * @param crop    the object.
 * @param centreX  its centre relative to the first pixel of the box, px.
 * @param pixels  the channel's plane, height × width.
 * @param left    column and row of the first pixel of the box.
 * @returns       the mean; NaN where there is no such pixel or one of them is NaN.
 * @cost          O(4 · box)
 * @source        The background of TrackMate 7's contrast and SNR of outlines, with the area counted in pixels.
 */
export function surroundMean(
  crop: RegionCrop,
  centreX: number,
  centreY: number,
  pixels: Pixels,
  width: number,
  height: number,
  left: number,
  top: number,
): number {
  const { mask, stride } = crop;
  const fromX = Math.max(-left, Math.floor(-centreX) - 1);
  const toX = Math.min(width - 1 - left, Math.ceil(2 * crop.width - centreX) + 1);
  const fromY = Math.max(-top, Math.floor(-centreY) - 1);
  const toY = Math.min(height - 1 - top, Math.ceil(2 * crop.height - centreY) + 1);
  let sum = 0;
  let count = 0;
  for (let y = fromY; y <= toY; y++) {
    const sourceY = Math.floor((y + centreY) / 2 + 0.5);
    if (sourceY < 0 || sourceY >= crop.height) continue;
    const sourceRow = (sourceY + 1) * stride + 1;
    const ownRow = y >= 0 && y < crop.height ? (y + 1) * stride + 1 : -1;
    const row = (top + y) * width + left;
    for (let x = fromX; x <= toX; x++) {
      const sourceX = Math.floor((x + centreX) / 2 + 0.5);
      if (sourceX < 0 || sourceX >= crop.width || mask[sourceRow + sourceX] === 0) continue;
      if (ownRow !== -1 && x >= 0 && x < crop.width && mask[ownRow + x] === 1) continue;
      sum += pixels[row + x]!;
      count++;
    }
  }
  return sum / count;
}
