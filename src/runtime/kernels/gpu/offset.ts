import type { Pixels, Plane } from '../../data/frame.ts';
import type { Grid } from './device.ts';

/** The plane less its first pixel: sums of small numbers round less, and a constant plane stays exactly constant. */
export function differences({ width, height, data }: Plane<Pixels>): { readonly grid: Grid; readonly offset: number } {
  const offset = data[0] ?? 0;
  const out = new Float32Array(data.length);
  for (let i = 0; i < out.length; i++) out[i] = data[i]! - offset;
  return { grid: { width, height, data: out }, offset };
}

/** In place. */
export function addOffset(plane: Plane<Float32Array>, offset: number): Plane<Float32Array> {
  const { data } = plane;
  for (let i = 0; i < data.length; i++) data[i] = data[i]! + offset;
  return plane;
}
