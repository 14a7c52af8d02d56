import type { Frame, Pixels } from '../../data/frame.ts';
import type { Kernels } from '../../node/kernels.ts';

/**
 * Gaussian blur of every plane of a frame; sigma 0 gives the frame itself.
 *
 * @param frame  not modified.
 * @param sigma  px, 0 or more.
 * @cost         that of `kernels.gaussian` for each plane.
 */
export async function blurFrame(frame: Frame<Pixels>, sigma: number, kernels: Kernels): Promise<Frame<Pixels>> {
  if (sigma === 0) return frame;
  const { width, height, depth } = frame;
  if (depth === 1) return { ...(await kernels.gaussian(frame, sigma)), depth };
  const data = new Float32Array(frame.data.length);
  for (let z = 0; z < depth; z++) {
    const plane = frame.data.subarray(z * width * height, (z + 1) * width * height);
    data.set((await kernels.gaussian({ width, height, data: plane }, sigma)).data, z * width * height);
  }
  return { width, height, depth, data };
}
