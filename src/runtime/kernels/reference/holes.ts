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
  const out = new Float32Array(data);
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

/** The pixels of a line that each of its outputs is made from: `from[i]` to `to[i]`, both included, within the line. */
export interface Windows {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Windows from i - reach to i + reach on a line of n pixels, cut at its ends. */
export function windowsAround(n: number, reach: number): Windows {
  const from = new Int32Array(n);
  const to = new Int32Array(n);
  for (let i = 0; i < n; i++) {
    from[i] = Math.max(0, i - reach);
    to[i] = Math.min(n - 1, i + reach);
  }
  return { from, to };
}

/**
 * Sets every pixel to NaN whose window, columns × rows, holds a hole.
 *
 * @param out      pixels in memory of their own; modified.
 * @param holes    1 at the holes of the plane that `out` was made from, as large as `out`.
 * @cost           O(pixels)
 */
export function spreadHoles(out: Plane<Float32Array>, holes: Uint8Array, columns: Windows, rows: Windows): void {
  const { width, height, data } = out;
  const sums = new Uint32Array((width + 1) * (height + 1)); // holes above and to the left
  for (let y = 0; y < height; y++) {
    const above = y * (width + 1);
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += holes[y * width + x]!;
      sums[above + width + 2 + x] = sums[above + 1 + x]! + row;
    }
  }
  for (let y = 0; y < height; y++) {
    const top = rows.from[y]! * (width + 1);
    const bottom = (rows.to[y]! + 1) * (width + 1);
    for (let x = 0; x < width; x++) {
      const left = columns.from[x]!;
      const right = columns.to[x]! + 1;
      if (sums[bottom + right]! - sums[bottom + left]! - sums[top + right]! + sums[top + left]! > 0) {
        data[y * width + x] = Number.NaN;
      }
    }
  }
}
