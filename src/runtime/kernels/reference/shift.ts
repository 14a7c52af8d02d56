import type { Pixels, Plane } from '../../data/frame.ts';
import type { ShiftOptions } from '../../node/kernels.ts';
import { splineCoefficients, splineWeights } from './cubic-spline.ts';
import { fft } from './fft.ts';
import { continuation, fourierPeriod } from './fourier-line.ts';
import { fillHoles, hasHoles, spreadHoles } from './holes.ts';
import { checkPlane } from './plane-size.ts';
import { portableCosSin } from './portable-trig.ts';
import { type AxisShift, axisShift, shiftWindows } from './shift-axis.ts';

/** @throws RangeError where dx or dy is not finite or an option is unknown. */
export function checkShift(dx: number, dy: number, { interpolation, outside }: ShiftOptions): void {
  if (!Number.isFinite(dx) || !Number.isFinite(dy)) {
    throw new RangeError(`the shift is (${dx}, ${dy}) px, expected finite numbers`);
  }
  if (interpolation !== 'bilinear' && interpolation !== 'cubic' && interpolation !== 'fourier') {
    throw new RangeError(`interpolation is ${String(interpolation)}, expected bilinear, cubic or fourier`);
  }
  if (outside !== 'extend' && typeof outside !== 'number') {
    throw new RangeError(`outside is ${String(outside)}, expected a number or extend`);
  }
}

/** Pixels before and behind the one left of the position whose holes make an output NaN. */
export const holeReach = (interpolation: ShiftOptions['interpolation']): readonly [before: number, after: number] =>
  interpolation === 'cubic' ? [1, 2] : [0, 1];

/**
 * Moves the content of a plane: out(x, y) = in(x - dx, y - dy). Whole shifts copy pixels.
 *
 * `bilinear`: between the 2 × 2 pixels around the position. `cubic`: the cubic B-spline through all pixels, mirrored about
 * the end pixels. `fourier`: a phase ramp on lines continued to the next power of two, with a soft passage from their end
 * to their start (`fourierPeriod`, `continuation`); the highest frequency is kept real.
 *
 * @param plane    height × width; not modified. Where a NaN or infinite pixel is among the 2 × 2 (cubic: 4 × 4) around the
 *                 position the output is NaN; for its neighbours the hole is filled from its row first (`fillHoles`).
 * @param dx       px to the right, `dy` px down; finite.
 * @param options  `outside`: what is read beyond the centres of the outermost pixels, a value or the nearest edge pixel.
 * @returns        a new plane.
 * @throws RangeError where a parameter is out of range.
 * @cost           O(pixels); fourier O(pixels · log pixels).
 * @source         bilinear, cubic: scipy.ndimage.shift(order 1, 3; mode 'constant'), scipy 1.10: equal to float32's last digit.
 */
export function shift(plane: Plane<Pixels>, dx: number, dy: number, options: ShiftOptions): Plane<Float32Array> {
  checkPlane(plane);
  checkShift(dx, dy, options);
  const { width, height } = plane;
  const across = axisShift(width, dx);
  const down = axisShift(height, dy);
  if (across.fraction === 0 && down.fraction === 0) return copyShifted(plane, across, down, options.outside);
  const hole = hasHoles(plane.data) ? fillHoles(plane) : null;
  const values = new Float64Array(hole ? hole.filled.data : plane.data);
  const { interpolation } = options;
  const rows = shiftLines(values, height, width, width, 1, across, interpolation);
  const out = new Float32Array(shiftLines(rows, width, height, 1, width, down, interpolation));
  if (hole) {
    const [before, after] = holeReach(interpolation);
    const columns = shiftWindows(width, across, before, after);
    spreadHoles({ width, height, data: out }, hole.holes, columns, shiftWindows(height, down, before, after));
  }
  if (options.outside !== 'extend') fillOutside(out, width, height, across, down, options.outside);
  return { width, height, data: out };
}

function copyShifted(
  { width, height, data }: Plane<Pixels>,
  across: AxisShift,
  down: AxisShift,
  outside: ShiftOptions['outside'],
): Plane<Float32Array> {
  const out = new Float32Array(data.length);
  for (let y = 0; y < height; y++) {
    const from = (y < down.first ? 0 : y >= down.end ? height - 1 : y + down.base) * width;
    const to = y * width;
    if (across.first < across.end) {
      const start = from + across.first + across.base;
      out.set(data.subarray(start, start + across.end - across.first), to + across.first);
    }
    out.fill(data[from]!, to, to + across.first);
    out.fill(data[from + width - 1]!, to + across.end, to + width);
  }
  if (outside !== 'extend') fillOutside(out, width, height, across, down, outside);
  return { width, height, data: out };
}

/** Writes `value` wherever a position lies beyond the centres of the outermost pixels. */
export function fillOutside(
  out: Float32Array,
  width: number,
  height: number,
  across: AxisShift,
  down: AxisShift,
  value: number,
): void {
  for (let y = 0; y < height; y++) {
    const row = y * width;
    if (y < down.first || y >= down.end) {
      out.fill(value, row, row + width);
    } else {
      out.fill(value, row, row + across.first);
      out.fill(value, row + across.end, row + width);
    }
  }
}

/** Moves `count` lines of n pixels each, `step` apart along the line and `pitch` apart from line to line. */
function shiftLines(
  values: Float64Array,
  count: number,
  n: number,
  pitch: number,
  step: number,
  plan: AxisShift,
  interpolation: ShiftOptions['interpolation'],
): Float64Array {
  const out = new Float64Array(values.length);
  const line = new Float64Array(n);
  const moved = new Float64Array(n);
  const move = plan.fraction === 0 ? copyLine : { bilinear, cubic, fourier: fourierMover(n, plan) }[interpolation];
  for (let k = 0; k < count; k++) {
    const start = k * pitch;
    for (let i = 0; i < n; i++) line[i] = values[start + i * step]!;
    moved.fill(line[0]!, 0, plan.first);
    moved.fill(line[n - 1]!, plan.end);
    move(line, moved, plan);
    for (let i = 0; i < n; i++) out[start + i * step] = moved[i]!;
  }
  return out;
}

function copyLine(line: Float64Array, out: Float64Array, { base, first, end }: AxisShift): void {
  for (let i = first; i < end; i++) out[i] = line[i + base]!;
}

function bilinear(line: Float64Array, out: Float64Array, { base, fraction, first, end }: AxisShift): void {
  for (let i = first; i < end; i++) {
    out[i] = (1 - fraction) * line[i + base]! + fraction * line[i + base + 1]!;
  }
}

/** Overwrites `line`. */
function cubic(line: Float64Array, out: Float64Array, { base, fraction, first, end }: AxisShift): void {
  const n = line.length;
  const [w0, w1, w2, w3] = splineWeights(fraction);
  splineCoefficients(line);
  for (let i = first; i < end; i++) {
    const k = i + base;
    const before = line[k === 0 ? Math.min(1, n - 1) : k - 1]!;
    const behind = line[k + 2 < n ? k + 2 : n - 2]!;
    out[i] = w0 * before + w1 * line[k]! + w2 * line[k + 1]! + w3 * behind;
  }
}

function fourierMover(n: number, plan: AxisShift) {
  const period = fourierPeriod(n);
  const { ending, starting, weight } = continuation(n, period);
  const re = new Float64Array(period);
  const im = new Float64Array(period);
  const cos = new Float64Array(period);
  const sin = new Float64Array(period);
  for (let k = 0; k < period; k++) {
    const [c, s] = portableCosSin((plan.fraction * (k < period / 2 ? k : k - period)) / period);
    cos[k] = c / period;
    sin[k] = k === period / 2 ? 0 : s / period;
  }
  return (line: Float64Array, out: Float64Array, { base, first, end }: AxisShift): void => {
    re.set(line);
    im.fill(0);
    for (let i = 0; i < weight.length; i++) {
      re[n + i] = (1 - weight[i]!) * line[ending[i]!]! + weight[i]! * line[starting[i]!]!;
    }
    fft(re, im, period);
    for (let k = 0; k < period; k++) {
      const real = re[k]! * cos[k]! - im[k]! * sin[k]!;
      im[k] = re[k]! * sin[k]! + im[k]! * cos[k]!;
      re[k] = real;
    }
    fft(im, re, period); // exchanged: the inverse
    for (let i = first; i < end; i++) out[i] = re[i + base]!;
  };
}
