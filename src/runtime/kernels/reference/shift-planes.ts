import type { Frame, Pixels } from '../../data/frame.ts';
import type { Kernels, ShiftOptions } from '../../node/kernels.ts';

/**
 * Moves the content of a volume: each plane by the kernel's shift, then planes by linear interpolation between two.
 *
 * @param frame    any depth; not modified.
 * @param by       px along x and y, planes along z; out(x, y, z) = in(x - by.x, y - by.y, z - by.z).
 * @param kernels  whose `shift` is used.
 * @param options  of the shift. Along z `extend` repeats the first and the last plane; a number fills planes of which not
 *                 all is inside.
 * @returns        a new frame of the same size.
 * @cost           depth × the kernel's shift.
 */
export async function shiftPlanes(
  frame: Frame<Pixels>,
  by: { readonly x: number; readonly y: number; readonly z: number },
  kernels: Pick<Kernels, 'shift'>,
  options: ShiftOptions,
): Promise<Frame<Float32Array>> {
  const { width, height, depth } = frame;
  const size = width * height;
  const data = new Float32Array(size * depth);
  for (let z = 0; z < depth; z++) {
    const plane = { width, height, data: frame.data.subarray(z * size, (z + 1) * size) };
    data.set((await kernels.shift(plane, by.x, by.y, options)).data, z * size);
  }
  return { width, height, depth, data: by.z === 0 ? data : alongZ(data, size, depth, by.z, options.outside) };
}

function alongZ(data: Float32Array, size: number, depth: number, by: number, outside: number | 'extend'): Float32Array {
  const out = new Float32Array(data.length);
  for (let z = 0; z < depth; z++) {
    const at = z - by;
    const to = z * size;
    if (outside !== 'extend' && (at < 0 || at > depth - 1)) {
      out.fill(outside, to, to + size);
      continue;
    }
    const inside = Math.min(depth - 1, Math.max(0, at));
    const below = Math.floor(inside);
    const part = inside - below;
    const a = below * size;
    const b = part === 0 ? a : a + size;
    for (let i = 0; i < size; i++) out[to + i] = data[a + i]! + (data[b + i]! - data[a + i]!) * part;
  }
  return out;
}
