import type { Pixels, Plane } from '../../data/frame.ts';
import type { ShiftOptions } from '../../node/kernels.ts';
import { continuation, fourierPeriod } from '../reference/fourier-line.ts';
import { fillHoles, hasHoles, spreadHoles } from '../reference/holes.ts';
import { checkPlane } from '../reference/plane-size.ts';
import { checkShift, fillOutside, holeReach, shift as referenceShift } from '../reference/shift.ts';
import { type AxisShift, axisShift, shiftWindows } from '../reference/shift-axis.ts';
import { fourierTaps, shiftTaps } from '../shift-taps.ts';
import type { Device, Grid, Pass } from './device.ts';
import { addOffset, differences } from './offset.ts';

/** See reference/shift.ts: to 2e-6 of the range of the pixels; whole shifts equal. */
export async function shift(
  device: Device,
  plane: Plane<Pixels>,
  dx: number,
  dy: number,
  options: ShiftOptions,
): Promise<Plane<Float32Array>> {
  checkPlane(plane);
  checkShift(dx, dy, options);
  const { width, height } = plane;
  const across = axisShift(width, dx);
  const down = axisShift(height, dy);
  // Whole shifts only copy: there is nothing to compute.
  if (plane.data.length === 0 || (across.fraction === 0 && down.fraction === 0)) {
    return referenceShift(plane, dx, dy, options);
  }
  const hole = hasHoles(plane.data) ? fillHoles(plane) : null;
  const { grid, offset } = differences(hole ? hole.filled : plane);
  const { interpolation } = options;
  const data = await device.run(grid, [
    passOf('Column', height, down, interpolation),
    passOf('Row', width, across, interpolation),
  ]);
  const out = addOffset({ width, height, data }, offset);
  if (hole) {
    const [before, after] = holeReach(interpolation);
    const columns = shiftWindows(width, across, before, after);
    spreadHoles(out, hole.holes, columns, shiftWindows(height, down, before, after));
  }
  if (options.outside !== 'extend') fillOutside(out.data, width, height, across, down, options.outside);
  return out;
}

function passOf(
  line: 'Row' | 'Column',
  n: number,
  plan: AxisShift,
  interpolation: ShiftOptions['interpolation'],
): Pass {
  if (interpolation === 'fourier' && plan.fraction > 0) {
    return { program: `multiply${line}`, parameters: [fourierMatrix(n, plan), n] };
  }
  const { taps, base } = shiftTaps(plan, interpolation === 'fourier' ? 'bilinear' : interpolation);
  return {
    program: `weigh${line}`,
    parameters: [new Float32Array(taps), taps.length, base, n, plan.first, plan.end, 1],
  };
}

/** Row i holds the weights of the n pixels in output i: the phase ramp and the continuation of the line in one. */
function fourierMatrix(n: number, { base, fraction, first, end }: AxisShift): Grid {
  const period = fourierPeriod(n);
  const taps = fourierTaps(period, fraction);
  const { ending, starting, weight } = continuation(n, period);
  const data = new Float32Array(n * n);
  const row = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    row.fill(0);
    if (i < first) {
      row[0] = 1;
    } else if (i >= end) {
      row[n - 1] = 1;
    } else {
      for (let k = 0; k < period; k++) {
        const tap = taps[(i + base - k + period) % period]!;
        if (k < n) {
          row[k] = row[k]! + tap;
        } else {
          const t = weight[k - n]!;
          row[ending[k - n]!] = row[ending[k - n]!]! + (1 - t) * tap;
          row[starting[k - n]!] = row[starting[k - n]!]! + t * tap;
        }
      }
    }
    data.set(row, i * n);
  }
  return { width: n, height: n, data };
}
