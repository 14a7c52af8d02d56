import { dtypeOf, newPixels, type Pixels, type Plane } from '../../data/frame.ts';
import { hasHoles, spreadHoles, windowsAround } from '../reference/holes.ts';
import { checkMedianSize, rankPixels } from '../reference/median.ts';
import { checkPlane } from '../reference/plane-size.ts';
import type { Device } from './device.ts';

/** See reference/median.ts; equal to it. */
export async function median(device: Device, plane: Plane<Pixels>, size: number): Promise<Plane<Pixels>> {
  checkPlane(plane);
  checkMedianSize(size);
  const { width, height, data } = plane;
  if (size === 1 || data.length === 0) return { width, height, data: data.slice() };
  const out = newPixels(dtypeOf(data), data.length);
  // Shaders need not know NaN and Infinity, and may round the smallest numbers: ranks stand in for such pixels.
  if (hasHoles(data)) {
    const { ranks, values } = rankPixels(data);
    const chosen = await middles(device, { width, height, data: new Float32Array(ranks) }, size);
    for (let i = 0; i < out.length; i++) out[i] = values[chosen[i]!]!;
    const holes = new Uint8Array(data.length);
    for (let i = 0; i < holes.length; i++) holes[i] = Number.isNaN(data[i]) ? 1 : 0;
    if (out instanceof Float32Array) {
      const reach = size >> 1;
      spreadHoles({ width, height, data: out }, holes, windowsAround(width, reach), windowsAround(height, reach));
    }
  } else {
    out.set(await middles(device, { width, height, data: new Float32Array(data) }, size));
  }
  return { width, height, data: out };
}

async function middles(device: Device, plane: Plane<Float32Array>, size: number): Promise<Float32Array> {
  const { width, height, data } = plane;
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    if (data[i]! < low) low = data[i]!;
    if (data[i]! > high) high = data[i]!;
  }
  // In small squares going from value to value takes fewer steps than halving.
  const steps = size <= 5 ? 0 : Math.min(24, Math.ceil(Math.log2(high - low + 1)) + 1);
  const parameters = [width, height, size, (size * size) >> 1, steps, low, high];
  return device.run(plane, [{ program: 'middleOfSquare', parameters }]);
}
