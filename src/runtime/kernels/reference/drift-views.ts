import type { Frame, Pixels, Plane } from '../../data/frame.ts';
import { axialShift, movedRows } from './axial-shift.ts';
import { type BandOptions, type FrequencyBand, frequencyBand } from './frequency-band.ts';
import { type CorrelationOptions, phaseCorrelation } from './phase-correlation.ts';
import { portableCosSin } from './portable-trig.ts';

export interface DriftViewOptions extends BandOptions {
  /** How a volume is made a plane. */
  readonly projection: 'maximum' | 'average';
  /** Also looks at volumes from the side. */
  readonly alongZ: boolean;
}
/** What is compared of two frames: the plane seen from above and, of a volume, the one seen along y, one row a plane. */
export interface DriftViews {
  readonly above: FrequencyBand;
  readonly side: Plane<Float32Array> | null;
}
export interface Displacement {
  readonly dx: number;
  readonly dy: number;
  /** In planes. */
  readonly dz: number;
  /** Correlation coefficient of the views from above, 0 to 1; NaN where one is constant. */
  readonly quality: number;
}

/** Seldom are there more options in one run than one; frames that are gone take their views with them. */
const made = new WeakMap<Frame<Pixels>, { readonly key: string; readonly views: DriftViews }>();

/**
 * The views of one frame, kept as long as the frame: a frame that is compared with several is transformed once.
 *
 * @param frame    not modified; of a volume the projections along z and, if asked for, along y are taken.
 * @param options  filter, window and projection.
 * @cost           as `frequencyBand`, the first time.
 */
export function driftViews(frame: Frame<Pixels>, options: DriftViewOptions): DriftViews {
  const key = JSON.stringify(options);
  const known = made.get(frame);
  if (known?.key === key) return known.views;
  const above = frequencyBand(frame.depth > 1 ? projectAlongZ(frame, options.projection) : frame, options);
  const views: DriftViews = { above, side: options.alongZ && frame.depth > 1 ? projectAlongY(frame) : null };
  made.set(frame, { key, views });
  return views;
}

/** Views of the sum of several frames: the transform of a sum is the sum of the transforms. */
export function sumViews(all: readonly DriftViews[]): DriftViews {
  const [first, ...others] = all;
  if (!first) throw new RangeError('the sum of the views of 0 frames is not defined, expected at least 1');
  const re = first.above.re.slice();
  const im = first.above.im.slice();
  const side = first.side ? { ...first.side, data: first.side.data.slice() } : null;
  for (const other of others) {
    for (let i = 0; i < re.length; i++) {
      re[i]! += other.above.re[i]!;
      im[i]! += other.above.im[i]!;
    }
    if (side && other.side) for (let i = 0; i < side.data.length; i++) side.data[i]! += other.side.data[i]!;
  }
  return { above: { ...first.above, re, im }, side };
}

/** Views of the frame with its content moved back by a displacement; rows and columns that were not seen are NaN. */
export function movedBack({ above, side }: DriftViews, { dx, dy, dz }: Displacement): DriftViews {
  return { above: rampOf(above, dx, dy), side: side && movedRows(side, -dx, -dz) };
}

/**
 * How the content has moved from one frame to another, by their views.
 *
 * @param options  how the views from above are compared; along z at most half of the planes are searched.
 */
export function displacement(reference: DriftViews, moving: DriftViews, options: CorrelationOptions): Displacement {
  const { dx, dy, quality } = phaseCorrelation(reference.above, moving.above, options);
  const dz = reference.side && moving.side ? axialShift(reference.side, moving.side, dx) : 0;
  return { dx, dy, dz, quality };
}

function rampOf(band: FrequencyBand, dx: number, dy: number): FrequencyBand {
  const { rows, columns, firstRow, width, height } = band;
  const re = new Float64Array(rows * columns);
  const im = new Float64Array(rows * columns);
  const cosX = new Float64Array(columns);
  const sinX = new Float64Array(columns);
  for (let u = 0; u < columns; u++) {
    const [c, s] = portableCosSin((u * dx) / width);
    cosX[u] = c;
    sinX[u] = s;
  }
  for (let r = 0; r < rows; r++) {
    const [cosY, sinY] = portableCosSin(((firstRow + r) * dy) / height);
    for (let u = 0; u < columns; u++) {
      const c = cosX[u]! * cosY - sinX[u]! * sinY;
      const s = sinX[u]! * cosY + cosX[u]! * sinY;
      const at = r * columns + u;
      re[at] = band.re[at]! * c - band.im[at]! * s;
      im[at] = band.re[at]! * s + band.im[at]! * c;
    }
  }
  return { ...band, re, im };
}

function projectAlongZ(
  { width, height, depth, data }: Frame<Pixels>,
  method: 'maximum' | 'average',
): Plane<Float32Array> {
  const size = width * height;
  const out = Float32Array.from(data.subarray(0, size));
  for (let z = 1; z < depth; z++) {
    const from = z * size;
    if (method === 'average') for (let i = 0; i < size; i++) out[i]! += data[from + i]!;
    else for (let i = 0; i < size; i++) if (data[from + i]! > out[i]!) out[i] = data[from + i]!;
  }
  if (method === 'average') for (let i = 0; i < size; i++) out[i]! /= depth;
  return { width, height, data: out };
}

/** Mean along y, one row a plane. */
function projectAlongY({ width, height, depth, data }: Frame<Pixels>): Plane<Float32Array> {
  const sums = new Float64Array(width);
  const out = new Float32Array(depth * width);
  for (let z = 0; z < depth; z++) {
    sums.fill(0);
    for (let y = 0; y < height; y++) {
      const from = (z * height + y) * width;
      for (let x = 0; x < width; x++) sums[x]! += data[from + x]!;
    }
    for (let x = 0; x < width; x++) out[z * width + x] = sums[x]! / height;
  }
  return { width, height: depth, data: out };
}
