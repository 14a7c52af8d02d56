import type { Pixels, Plane } from '../../data/frame.ts';

/**
 * Highest value within a disk around each pixel; what lies outside the plane does not count.
 *
 * @param plane   not modified; NaN does not count, a disk of nothing else gives -Infinity.
 * @param radius  px, 0 or more; the disk is x² + y² ≤ radius².
 * @returns       a new plane.
 * @throws RangeError where radius is negative or not a number.
 * @cost          O(pixels · radius): a running maximum for each row of the disk.
 * @source        skimage.morphology.dilation(disk(radius)) 0.19.3: equal.
 */
export const dilate = (plane: Plane<Pixels>, radius: number): Plane<Float32Array> => extreme(plane, radius, 1);

/** Lowest value within a disk around each pixel; else as `dilate`, with Infinity where nothing counts. */
export const erode = (plane: Plane<Pixels>, radius: number): Plane<Float32Array> => extreme(plane, radius, -1);

/** Erosion, then dilation: removes what is bright and narrower than the disk. @source skimage.morphology.opening: equal. */
export const open = (plane: Plane<Pixels>, radius: number): Plane<Float32Array> => dilate(erode(plane, radius), radius);

/** Dilation, then erosion: fills what is dark and narrower than the disk. @source skimage.morphology.closing: equal. */
export const close = (plane: Plane<Pixels>, radius: number): Plane<Float32Array> =>
  erode(dilate(plane, radius), radius);

/** Works on sign × value, so that both extremes are maxima. */
function extreme({ width, height, data }: Plane<Pixels>, radius: number, sign: 1 | -1): Plane<Float32Array> {
  if (!(radius >= 0)) throw new RangeError(`radius is ${radius} px, expected 0 or more`);
  // What reaches beyond the plane from one side to the other changes nothing.
  const reach = Math.min(Math.floor(radius), height - 1);
  const values = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++) {
    const v = sign * data[i]!;
    values[i] = Number.isNaN(v) ? Number.NEGATIVE_INFINITY : v;
  }
  const out = new Float32Array(data.length).fill(Number.NEGATIVE_INFINITY);
  const rows = new Float32Array(data.length);
  let half = -1;
  for (let dy = reach; dy >= 0; dy--) {
    const wide = Math.min(width - 1, Math.floor(Math.sqrt(radius * radius - dy * dy)));
    if (wide !== half) {
      half = wide;
      runningMaximum(values, width, half, rows);
    }
    for (let side = dy === 0 ? 1 : 0; side < 2; side++) {
      const shift = side === 0 ? -dy : dy;
      const from = Math.max(0, -shift) * width;
      const to = Math.min(height, height - shift) * width;
      for (let i = from, j = from + shift * width; i < to; i++, j++) if (rows[j]! > out[i]!) out[i] = rows[j]!;
    }
  }
  if (sign < 0) for (let i = 0; i < out.length; i++) out[i] = -out[i]!;
  return { width, height, data: out };
}

/** Maximum over 2 · half + 1 pixels of a row by prefix and suffix maxima of blocks of that width (van Herk 1992). */
function runningMaximum(values: Float32Array, width: number, half: number, out: Float32Array): void {
  if (half === 0) {
    out.set(values);
    return;
  }
  const block = 2 * half + 1;
  const padded = Math.ceil((width + 2 * half) / block) * block;
  const line = new Float32Array(padded).fill(Number.NEGATIVE_INFINITY);
  const forward = new Float32Array(padded);
  const backward = new Float32Array(padded);
  for (let row = 0; row < values.length; row += width) {
    for (let x = 0; x < width; x++) line[half + x] = values[row + x]!;
    for (let start = 0; start < padded; start += block) {
      let most = Number.NEGATIVE_INFINITY;
      for (let i = start; i < start + block; i++) {
        if (line[i]! > most) most = line[i]!;
        forward[i] = most;
      }
      most = Number.NEGATIVE_INFINITY;
      for (let i = start + block - 1; i >= start; i--) {
        if (line[i]! > most) most = line[i]!;
        backward[i] = most;
      }
    }
    for (let x = 0; x < width; x++) {
      const a = backward[x]!;
      const b = forward[x + block - 1]!;
      out[row + x] = Math.max(a, b);
    }
  }
}
