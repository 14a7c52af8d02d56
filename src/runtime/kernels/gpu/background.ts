import type { Pixels, Plane } from '../../data/frame.ts';
import type { BackgroundMethod } from '../../node/kernels.ts';
import { checkBackground } from '../reference/background.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { ballDrop } from '../reference/rolling-ball.ts';
import type { Device, Pass } from './device.ts';
import { gaussian } from './gaussian.ts';

/** Stands for a hole; nothing from here on counts. */
const hole = 3.4e38;

/** See reference/background.ts: rolling ball to float32's rounding, top-hat equal, gaussian as gaussian. */
export async function background(
  device: Device,
  plane: Plane<Pixels>,
  method: BackgroundMethod,
  radius: number,
): Promise<Plane<Float32Array>> {
  checkPlane(plane);
  checkBackground(method, radius);
  if (method === 'gaussian') return gaussian(device, plane, radius);
  const { width, height } = plane;
  if (plane.data.length === 0) return { width, height, data: new Float32Array(0) };
  const data = new Float32Array(plane.data);
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) data[i] = hole;
  const passes = method === 'rolling ball' ? ball(width, height, radius) : disk(width, height, radius);
  const out = await device.run({ width, height, data }, passes);
  for (let i = 0; i < out.length; i++) if (out[i]! > 3e38) out[i] = Number.NaN;
  return { width, height, data: out };
}

function ball(width: number, height: number, radius: number): readonly Pass[] {
  const reach = Math.min(Math.floor(radius), Math.max(width, height));
  const side = reach + 1;
  const data = new Float32Array(ballDrop(radius, side));
  for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) data[i] = hole;
  const drops = { width: side, height: side, data };
  return [{ program: 'lowestOnBall', parameters: [drops, width, height, reach] }];
}

function disk(width: number, height: number, radius: number): readonly Pass[] {
  const reach = Math.min(Math.floor(radius), height);
  const halves = new Float32Array(reach + 1);
  for (let dy = 0; dy <= reach; dy++) halves[dy] = Math.floor(Math.sqrt(radius * radius - dy * dy));
  return [
    { program: 'lowestInDisk', parameters: [halves, width, height, reach, 1] },
    { program: 'lowestInDisk', parameters: [halves, width, height, reach, -1] },
  ];
}
