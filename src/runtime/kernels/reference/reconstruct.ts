import type { Connectivity } from './connected-components.ts';
import { type Neighbourhood, neighbourhood } from './neighbourhood.ts';

/**
 * Greyscale reconstruction by dilation: the seed spreads without end, but never rises above the mask.
 *
 * @param seed          (depth ×) height × width, nowhere above the mask; no NaN. Not modified.
 * @param mask          of the same size; no NaN. Not modified.
 * @param connectivity  1: spreads over edges (in volumes faces), 2: over corners too (default; in volumes edges), 3: in
 *                      volumes over corners too.
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
  connectivity: Connectivity = 2,
  territory: Uint32Array | null = null,
  depth = 1,
): A {
  if (seed.length !== width * height * depth || mask.length !== seed.length) {
    throw new RangeError(
      `seed and mask have ${seed.length} and ${mask.length} pixels, expected ${width} × ${height} × ${depth}`,
    );
  }
  const out = seed.slice() as A;
  for (let i = 0; i < out.length; i++) {
    if (out[i]! > mask[i]!) throw new RangeError(`the seed is ${out[i]} at pixel ${i}, above the mask's ${mask[i]}`);
  }
  const later = neighbourhood(width, height, depth, connectivity, 'later');
  const grid = { out, mask, territory, width, height, depth, later };
  let i = 0;
  for (let z = 0; z < depth; z++) {
    for (let y = 0; y < height; y++) for (let x = 0; x < width; x++, i++) raise(grid, x, y, z, i, -1);
  }
  const queue = new Int32Array(out.length + 1);
  const queued = new Uint8Array(out.length);
  let tail = 0;
  for (let z = depth - 1; z >= 0; z--) {
    for (let y = height - 1; y >= 0; y--) {
      for (let x = width - 1; x >= 0; x--) {
        i--;
        if (raise(grid, x, y, z, i, 1)) {
          queue[tail++] = i;
          queued[i] = 1;
        }
      }
    }
  }
  spread(grid, queue, queued, tail);
  return out;
}

interface Grid {
  readonly out: Float32Array | Float64Array;
  readonly mask: Float32Array | Float64Array;
  readonly territory: Uint32Array | null;
  readonly width: number;
  readonly height: number;
  readonly depth: number;
  readonly later: Neighbourhood;
}

/**
 * Takes the highest of the pixel and its neighbours on one side in raster order (1: those after it), cut at the mask.
 * Returns whether it would still raise one of those neighbours.
 */
function raise(grid: Grid, x: number, y: number, z: number, i: number, sign: number): boolean {
  const { out, mask, territory, width, height, depth, later } = grid;
  let v = out[i]!;
  const inner = x > 0 && x < width - 1 && y > 0 && y < height - 1 && (depth === 1 || (z > 0 && z < depth - 1));
  for (let k = 0; k < later.offset.length; k++) {
    if (!inner && isOutside(grid, x + sign * later.x[k]!, y + sign * later.y[k]!, z + sign * later.z[k]!)) continue;
    const j = i + sign * later.offset[k]!;
    if (out[j]! > v && (territory === null || territory[j] === territory[i])) v = out[j]!;
  }
  v = Math.min(v, mask[i]!);
  out[i] = v;
  if (sign < 0) return false;
  for (let k = 0; k < later.offset.length; k++) {
    if (!inner && isOutside(grid, x + later.x[k]!, y + later.y[k]!, z + later.z[k]!)) continue;
    const j = i + later.offset[k]!;
    if (out[j]! < v && out[j]! < mask[j]! && (territory === null || territory[j] === territory[i])) return true;
  }
  return false;
}

function isOutside({ width, height, depth }: Grid, x: number, y: number, z: number): boolean {
  return x < 0 || x >= width || y < 0 || y >= height || z < 0 || z >= depth;
}

/** Lets each queued pixel raise its neighbours until none can be raised; `queue` is a ring with room for every pixel. */
function spread(grid: Grid, queue: Int32Array, queued: Uint8Array, filled: number): void {
  const { out, mask, territory, width, height, depth, later } = grid;
  const half = later.offset.length;
  let head = 0;
  let tail = filled;
  while (head !== tail) {
    const i = queue[head]!;
    head = head === queue.length - 1 ? 0 : head + 1;
    queued[i] = 0;
    const v = out[i]!;
    const x = i % width;
    const y = ((i - x) / width) % height;
    const z = Math.floor(i / (width * height));
    for (let k = 0; k < 2 * half; k++) {
      const sign = k < half ? 1 : -1;
      const step = k < half ? k : k - half;
      const nx = x + sign * later.x[step]!;
      const ny = y + sign * later.y[step]!;
      const nz = z + sign * later.z[step]!;
      if (nx < 0 || nx >= width || ny < 0 || ny >= height || nz < 0 || nz >= depth) continue;
      const j = i + sign * later.offset[step]!;
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
}
