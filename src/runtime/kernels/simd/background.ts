import type { Pixels, Plane } from '../../data/frame.ts';
import type { BackgroundMethod } from '../../node/kernels.ts';
import { checkBackground } from '../reference/background.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { ballDrop } from '../reference/rolling-ball.ts';
import { gaussian } from './gaussian.ts';
import { kindOf, type SimdInstance } from './instance.ts';

/** See reference/background.ts: rolling ball to float32's rounding, top-hat equal, gaussian as gaussian. */
export function background(
  simd: SimdInstance,
  plane: Plane<Pixels>,
  method: BackgroundMethod,
  radius: number,
): Plane<Float32Array> {
  checkPlane(plane);
  checkBackground(method, radius);
  if (method === 'gaussian') return gaussian(simd, plane, radius);
  const { width, height, data } = plane;
  const { wasm } = simd;
  let dst: number;
  if (data.length === 0) return { width, height, data: new Float32Array(0) };
  if (method === 'rolling ball') {
    const { drop, side, gaps, reach, radius: whole } = ballTables(radius, width, height);
    simd.begin(plane, 24, drop.byteLength + gaps.byteLength);
    const src = simd.put(data);
    dst = simd.take(data.length * 4);
    const tables = [simd.put(drop), side, simd.put(gaps), reach, whole] as const;
    wasm.rollingBall(src, kindOf(data), dst, width, height, ...tables);
  } else {
    const halves = diskHalves(radius, width, height);
    const pad = halves[0]!;
    const levels = Math.floor(Math.log2(2 * pad + 1)) + 1;
    simd.begin(plane, 16, 4 * levels * height * (width + 2 * pad + 20));
    const src = simd.put(data);
    dst = simd.take(data.length * 4);
    const at = simd.put(halves);
    wasm.opening(src, kindOf(data), dst, width, height, at, halves.length - 1, pad);
  }
  return { width, height, data: simd.floats(dst, data.length) };
}

/** Half widths of the disk's rows, for dy = 0, 1, ...; none longer than the plane. */
function diskHalves(radius: number, width: number, height: number): Int32Array {
  const reach = Math.min(Math.floor(radius), height - 1);
  return Int32Array.from({ length: reach + 1 }, (_, dy) =>
    Math.min(width - 1, Math.floor(Math.sqrt(radius * radius - dy * dy))),
  );
}

interface BallTables {
  readonly drop: Float32Array;
  readonly side: number;
  readonly gaps: Float32Array;
  readonly reach: number;
  readonly radius: number;
}
let lastTables: (BallTables & { readonly key: string }) | undefined;

/** The tables that rollingBall of ball.as.ts reads; those of the last call are kept. */
function ballTables(radius: number, width: number, height: number): BallTables {
  // Beyond the plane the ball doesn't matter.
  const furthest = Math.min(Math.floor(radius), Math.max(width, height) + 16);
  const key = `${radius} ${furthest}`;
  if (lastTables?.key === key) return lastTables;
  const side = furthest + 21;
  const quarter = ballDrop(radius, side);
  const span = 2 * side - 1;
  const drop = new Float32Array(span * span);
  for (let dy = 1 - side; dy < side; dy++) {
    const row = (dy + side - 1) * span + side - 1;
    for (let dx = 1 - side; dx < side; dx++) drop[row + dx] = quarter[Math.abs(dy) * side + Math.abs(dx)]!;
  }
  const gap = (apart: number): number => (apart === 0 ? 0 : (Math.abs(apart) - 1) * 4 + 1);
  const reach = Math.ceil(furthest / 4) + 5;
  const gaps = new Float32Array((2 * reach + 1) * (reach + 1)).fill(Number.POSITIVE_INFINITY);
  for (let dy = 0; dy <= reach; dy++) {
    for (let dx = -reach; dx <= reach; dx++) {
      if (gap(dy) < side && gap(dx) < side) {
        gaps[dy * (2 * reach + 1) + dx + reach] = quarter[gap(dy) * side + gap(dx)]!;
      }
    }
  }
  lastTables = { key, drop, side, gaps, reach, radius: furthest };
  return lastTables;
}
