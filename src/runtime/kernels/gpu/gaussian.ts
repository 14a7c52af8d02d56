import type { Pixels, Plane } from '../../data/frame.ts';
import { checkSigma, gaussianRadius, gaussianWeights } from '../reference/gaussian.ts';
import { fillHoles, hasHoles, spreadHoles, windowsAround } from '../reference/holes.ts';
import { checkPlane } from '../reference/plane-size.ts';
import type { Device, Pass, Program } from './device.ts';
import { addOffset, differences } from './offset.ts';

/** See reference/gaussian.ts; to float32's rounding. */
export async function gaussian(device: Device, plane: Plane<Pixels>, sigma: number): Promise<Plane<Float32Array>> {
  checkPlane(plane);
  checkSigma(sigma);
  const { width, height } = plane;
  if (plane.data.length === 0) return { width, height, data: new Float32Array(0) };
  // Shaders need not know NaN: holes are filled before and spread after.
  const hole = hasHoles(plane.data) ? fillHoles(plane) : null;
  const { grid, offset } = differences(hole ? hole.filled : plane);
  const data = await device.run(grid, [
    passOf('weighColumn', gaussianWeights(sigma, height), height),
    passOf('weighRow', gaussianWeights(sigma, width), width),
  ]);
  const out = addOffset({ width, height, data }, offset);
  if (hole) {
    const radius = gaussianRadius(sigma);
    spreadHoles(out, hole.holes, windowsAround(width, radius), windowsAround(height, radius));
  }
  return out;
}

function passOf(program: Program, half: Float64Array, size: number): Pass {
  const reach = half.length - 1;
  const taps = new Float32Array(2 * reach + 1);
  for (let k = -reach; k <= reach; k++) taps[k + reach] = half[Math.abs(k)]!;
  return { program, parameters: [taps, taps.length, -reach, size, 0, size, 0] };
}
