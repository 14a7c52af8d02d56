import type { Frame } from '../../data/frame.ts';

/**
 * A window on label images: out(x, y, z) = in(x + offset.x, y + offset.y, z + offset.z), 0 outside.
 *
 * @param frame   any depth, which is kept; not modified.
 * @param offset  whole px and planes.
 * @param size    width and height of the window in px.
 * @returns       a new frame.
 * @cost          O(pixels), copied row by row.
 */
export function labelWindow(
  frame: Frame<Uint32Array>,
  offset: { readonly x: number; readonly y: number; readonly z: number },
  size: { readonly width: number; readonly height: number },
): Frame<Uint32Array> {
  const { width, height } = size;
  const { depth } = frame;
  const data = new Uint32Array(width * height * depth);
  const first = Math.max(0, -offset.x);
  const end = Math.min(width, frame.width - offset.x);
  for (let z = Math.max(0, -offset.z); z < Math.min(depth, depth - offset.z); z++) {
    for (let y = Math.max(0, -offset.y); y < Math.min(height, frame.height - offset.y); y++) {
      if (end <= first) break;
      const from = ((z + offset.z) * frame.height + y + offset.y) * frame.width + offset.x;
      data.set(frame.data.subarray(from + first, from + end), (z * height + y) * width + first);
    }
  }
  return { width, height, depth, data };
}
