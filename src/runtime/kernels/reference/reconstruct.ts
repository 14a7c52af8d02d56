/**
 * Greyscale reconstruction by dilation: the seed spreads without end, but never rises above the mask.
 *
 * @param seed          height × width, nowhere above the mask; no NaN. Not modified.
 * @param mask          height × width; no NaN. Not modified.
 * @param connectivity  1: spreads over edges, 2: over corners too (default).
 * @param territory     it spreads between pixels of equal value only; everywhere where left out.
 * @returns             a new array, between seed and mask.
 * @throws RangeError where the sizes do not agree or the seed is above the mask.
 * @cost                O(pixels): two scans and a queue of what they left open.
 * @source              skimage.morphology.reconstruction 0.19.3: equal. Vincent 1993, doi:10.1109/83.217222
 */
export function reconstruct<A extends Float32Array | Float64Array>(
  seed: A,
  mask: A,
  width: number,
  height: number,
  connectivity: 1 | 2 = 2,
  territory: Uint32Array | null = null,
): A {
  if (seed.length !== width * height || mask.length !== seed.length) {
    throw new RangeError(`seed and mask have ${seed.length} and ${mask.length} pixels, expected ${width} × ${height}`);
  }
  const out = seed.slice() as A;
  for (let i = 0; i < out.length; i++) {
    if (out[i]! > mask[i]!) throw new RangeError(`the seed is ${out[i]} at pixel ${i}, above the mask's ${mask[i]}`);
  }
  const around = connectivity === 2 ? 4 : 2;
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++) raise(out, mask, territory, width, height, x, y, i, around, -1);
  }
  const queue = new Int32Array(out.length + 1);
  const queued = new Uint8Array(out.length);
  let head = 0;
  let tail = 0;
  for (let y = height - 1, i = out.length - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--, i--) {
      raise(out, mask, territory, width, height, x, y, i, around, 1);
      if (canRaise(out, mask, territory, width, height, x, y, i, around)) {
        queue[tail++] = i;
        queued[i] = 1;
      }
    }
  }
  while (head !== tail) {
    const i = queue[head]!;
    head = head === queue.length - 1 ? 0 : head + 1;
    queued[i] = 0;
    const v = out[i]!;
    const x = i % width;
    const y = (i - x) / width;
    for (let k = 0; k < 2 * around; k++) {
      const sign = k < around ? 1 : -1;
      const nx = x + sign * laterX[k % around]!;
      const ny = y + sign * laterY[k % around]!;
      if (nx < 0 || nx >= width || ny < 0 || ny >= height) continue;
      const j = ny * width + nx;
      if (out[j]! >= v || out[j] === mask[j]) continue;
      if (territory !== null && territory[j] !== territory[i]) continue;
      out[j] = Math.min(v, mask[j]!);
      if (queued[j] === 0) {
        queued[j] = 1;
        queue[tail] = j;
        tail = tail === queue.length - 1 ? 0 : tail + 1;
      }
    }
  }
  return out;
}

/** Neighbours that come later in raster order, edges first; with the sign turned, the earlier ones. */
const laterX = Int32Array.of(1, 0, 1, -1);
const laterY = Int32Array.of(0, 1, 1, 1);

/** Takes the highest of the pixel and its neighbours on one side in raster order, cut at the mask. */
function raise(
  out: Float32Array | Float64Array,
  mask: Float32Array | Float64Array,
  territory: Uint32Array | null,
  width: number,
  height: number,
  x: number,
  y: number,
  i: number,
  around: number,
  sign: number,
): void {
  let v = out[i]!;
  for (let k = 0; k < around; k++) {
    const nx = x + sign * laterX[k]!;
    const ny = y + sign * laterY[k]!;
    if (nx < 0 || nx >= width || ny < 0 || ny >= height) continue;
    const j = ny * width + nx;
    if (out[j]! > v && (territory === null || territory[j] === territory[i])) v = out[j]!;
  }
  out[i] = Math.min(v, mask[i]!);
}

/** Whether the pixel would still raise a later neighbour. */
function canRaise(
  out: Float32Array | Float64Array,
  mask: Float32Array | Float64Array,
  territory: Uint32Array | null,
  width: number,
  height: number,
  x: number,
  y: number,
  i: number,
  around: number,
): boolean {
  for (let k = 0; k < around; k++) {
    const nx = x + laterX[k]!;
    const ny = y + laterY[k]!;
    if (nx < 0 || nx >= width || ny >= height) continue;
    const j = ny * width + nx;
    if (out[j]! < out[i]! && out[j]! < mask[j]! && (territory === null || territory[j] === territory[i])) return true;
  }
  return false;
}
