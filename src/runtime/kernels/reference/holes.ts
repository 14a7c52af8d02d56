import type { Pixels, Plane } from '../../data/frame.ts';

/** A plane in which every pixel is finite, and where it was not. */
export interface FilledPlane {
  readonly filled: Plane<Float32Array>;
  /** 1 where the pixel was NaN or infinite, else 0. */
  readonly holes: Uint8Array;
}

/** Whether any pixel is NaN or infinite. */
export function hasHoles(data: Pixels): boolean {
  if (!(data instanceof Float32Array)) return false;
  for (let i = 0; i < data.length; i++) {
    if (data[i]! - data[i]! !== 0) return true;
  }
  return false;
}

/**
 * Gives every NaN or infinite pixel the value of the finite pixel before it in its row (else the one after it), and rows
 * without any that of the row above (else below). So linear filters don't carry a hole further than their window.
 *
 * @param plane  any pixels; not modified.
 * @returns      a filled copy and the holes; all 0 where no pixel is finite.
 * @cost         O(pixels)
 */
export function fillHoles({ width, height, data }: Plane<Pixels>): FilledPlane {
  const out = Float32Array.from(data);
  const holes = new Uint8Array(data.length);
  let firstWhole = -1;
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let last = -1;
    for (let x = 0; x < width; x++) {
      const i = row + x;
      if (out[i]! - out[i]! === 0) {
        if (last < 0) out.fill(out[i]!, row, i);
        last = i;
      } else {
        holes[i] = 1;
        if (last >= 0) out[i] = out[last]!;
      }
    }
    if (last >= 0 && firstWhole < 0) firstWhole = y;
    if (last < 0 && firstWhole >= 0) out.copyWithin(row, row - width, row);
  }
  for (let y = 0; y < firstWhole; y++) out.copyWithin(y * width, firstWhole * width, (firstWhole + 1) * width);
  if (firstWhole < 0) out.fill(0);
  return { filled: { width, height, data: out }, holes };
}

/**
 * Sets every pixel to NaN whose window holds a hole.
 *
 * @param out     width × height pixels; modified.
 * @param left    the window of (x, y) is x - left … x + right, y - up … y + down, cut at the borders.
 * @cost          O(pixels)
 */
export function spreadHoles(
  out: Plane<Float32Array>,
  holes: Uint8Array,
  left: number,
  right: number,
  up: number,
  down: number,
): void {
  const { width, height, data } = out;
  const wide = new Uint8Array(holes.length);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    let count = 0;
    for (let x = -right; x < width; x++) {
      if (x + right < width && holes[row + x + right] === 1) count++;
      if (x - left - 1 >= 0 && holes[row + x - left - 1] === 1) count--;
      if (x >= 0 && count > 0) wide[row + x] = 1;
    }
  }
  const counts = new Int32Array(width);
  for (let y = -down; y < height; y++) {
    const entering = (y + down) * width;
    const leaving = (y - up - 1) * width;
    for (let x = 0; x < width; x++) {
      let count = counts[x]!;
      if (y + down < height) count += wide[entering + x]!;
      if (y - up - 1 >= 0) count -= wide[leaving + x]!;
      counts[x] = count;
      if (y >= 0 && count > 0) data[y * width + x] = Number.NaN;
    }
  }
}
