import type { Pixels, Plane } from '../../data/frame.ts';
import { hasHoles } from '../reference/holes.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { checkLevel, floatBelow, threshold as referenceThreshold } from '../reference/threshold.ts';
import type { Device } from './device.ts';

/** Below this shaders may take a float32 for 0. */
const smallestNormal = 2 ** -126;

/** See reference/threshold.ts; equal to it. */
export async function threshold(device: Device, plane: Plane<Pixels>, level: number): Promise<Plane<Uint8Array>> {
  checkPlane(plane);
  checkLevel(level);
  const { width, height, data } = plane;
  const bound = floatBelow(level);
  const isPlain = Number.isFinite(bound) && (bound === 0 || Math.abs(bound) >= smallestNormal);
  if (data.length === 0 || !isPlain || hasHoles(data)) return referenceThreshold(plane, level);
  const grid = { width, height, data: new Float32Array(data) };
  const above = await device.run(grid, [{ program: 'isAbove', parameters: [bound] }]);
  return { width, height, data: new Uint8Array(above) };
}
