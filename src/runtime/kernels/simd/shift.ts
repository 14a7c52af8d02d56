import type { Pixels, Plane } from '../../data/frame.ts';
import type { ShiftOptions } from '../../node/kernels.ts';
import { fillHoles, spreadHoles } from '../reference/holes.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { checkShift, fillOutside, holeReach, shift as referenceShift } from '../reference/shift.ts';
import { axisShift, shiftWindows } from '../reference/shift-axis.ts';
import { shiftTaps } from '../shift-taps.ts';
import { kindOf, type SimdInstance } from './instance.ts';
import { phaseTable } from './phase-table.ts';

/** See reference/shift.ts: to 1e-6 of the range of the pixels, fourier 1e-5; whole shifts equal. */
export function shift(
  simd: SimdInstance,
  plane: Plane<Pixels>,
  dx: number,
  dy: number,
  options: ShiftOptions,
): Plane<Float32Array> {
  checkPlane(plane);
  checkShift(dx, dy, options);
  const { width, height, data } = plane;
  const { wasm } = simd;
  const across = axisShift(width, dx);
  const down = axisShift(height, dy);
  simd.begin(plane, options.interpolation === 'fourier' ? 32 : 20, 500 * (width + height + 64));
  // Whole shifts only copy: there is nothing to compute.
  if (data.length === 0 || (across.fraction === 0 && down.fraction === 0))
    return referenceShift(plane, dx, dy, options);
  const src = simd.put(data);
  const { interpolation } = options;
  if (data instanceof Float32Array && wasm.hasHoles(src, data.length) !== 0) {
    const { filled, holes } = fillHoles(plane);
    const out = shift(simd, filled, dx, dy, { interpolation, outside: 'extend' });
    const [before, after] = holeReach(interpolation);
    spreadHoles(out, holes, shiftWindows(width, across, before, after), shiftWindows(height, down, before, after));
    if (options.outside !== 'extend') fillOutside(out.data, width, height, across, down, options.outside);
    return out;
  }
  const dst = simd.take(data.length * 4);
  if (interpolation === 'fourier') {
    const tables = [simd.put(phaseTable(width, across)), simd.put(phaseTable(height, down))] as const;
    wasm.shiftByPhase(src, kindOf(data), dst, width, height, ...tables);
  } else {
    const x = shiftTaps(across, interpolation);
    const y = shiftTaps(down, interpolation);
    wasm.shiftByTaps(
      src,
      kindOf(data),
      dst,
      width,
      height,
      ...[simd.putFloats(x.taps), x.taps.length, x.base, across.first, across.end],
      ...[simd.putFloats(y.taps), y.taps.length, y.base, down.first, down.end],
    );
  }
  const out = simd.floats(dst, data.length);
  if (options.outside !== 'extend') fillOutside(out, width, height, across, down, options.outside);
  return { width, height, data: out };
}
