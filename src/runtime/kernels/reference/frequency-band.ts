import type { Pixels, Plane } from '../../data/frame.ts';
import { fastLength } from './fft.ts';
import { planeSpectrum } from './plane-spectrum.ts';

/**
 * The Fourier coefficients of a plane without its mean, up to a highest frequency: row r belongs to firstRow + r cycles per
 * `height`, column u to u cycles per `width`. What is above the band counts as 0.
 */
export interface FrequencyBand {
  /** Size of the transform in px; the plane was continued by its mean where it is larger. */
  readonly width: number;
  readonly height: number;
  readonly firstRow: number;
  readonly rows: number;
  readonly columns: number;
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly filter: BandFilter;
}
/** Gains of the frequencies f in cycles per px: exp(-2π²·smoothing²·f²) - exp(-2π²·background²·f²). */
export interface BandFilter {
  /** Standard deviation of the Gaussian that removes noise, in px; 0 for none. */
  readonly smoothing: number;
  /** Standard deviation of the Gaussian that is subtracted as background, in px; 0 for none. */
  readonly background: number;
}
export interface BandOptions extends BandFilter {
  /** `Hann` fades the plane to its mean at the edges, so that what is cut by an edge does not hold the correlation. */
  readonly window: 'none' | 'Hann';
  /** Highest frequency kept along each axis, in cycles per width or height; 0 keeps all that the filter lets through. */
  readonly highest: number;
}

/** Where the smoothing has a gain of 5 %, times its standard deviation: nothing above takes part. */
const cutoff = Math.sqrt(Math.log(20) / 2) / Math.PI;
const gains = new Map<string, Float64Array>();

/**
 * Filtered Fourier coefficients of one plane.
 *
 * @param plane    not modified; pixels that are not finite count as the mean of the others.
 * @param options  filter, window and highest frequency.
 * @returns        a band; all 0 for a constant plane and for one without a finite pixel.
 * @throws RangeError if a plane has no pixels, or an option is negative or not finite.
 * @cost           512 × 512 with smoothing 1.5: 3 ms; lengths with prime factors above 5 are continued to the next without.
 */
export function frequencyBand(plane: Plane<Pixels>, options: BandOptions): FrequencyBand {
  const { smoothing, background, highest } = options;
  for (const [name, value] of Object.entries({ smoothing, background, highest })) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} is ${value}, expected 0 or more`);
  }
  if (plane.data.length === 0) throw new RangeError(`a plane of ${plane.width} × ${plane.height} has no pixels`);
  const width = fastLength(plane.width);
  const height = fastLength(plane.height);
  const limit = smoothing > 0 ? cutoff / smoothing : 0.5;
  const lastColumn = Math.min(width >> 1, Math.ceil(limit * width), highest || width);
  const lastRow = Math.min(height >> 1, Math.ceil(limit * height), highest || height);
  const columns = lastColumn + 1;
  const firstRow = -lastRow;
  const rows = Math.min(height, 2 * lastRow + 1);
  // Whole numbers are finite, and without a border to fade or to continue the mean is the coefficient that is left out.
  const asItIs =
    options.window === 'none' &&
    width === plane.width &&
    height === plane.height &&
    !(plane.data instanceof Float32Array);
  const data = asItIs ? plane.data : withoutMean(plane, options.window);
  const full = planeSpectrum({ width: plane.width, height: plane.height, data }, { width, height }, columns);
  const filter: BandFilter = { smoothing, background };
  const band = { width, height, firstRow, rows, columns, filter };
  const gain = bandGain(band);
  const re = new Float64Array(rows * columns);
  const im = new Float64Array(rows * columns);
  for (let r = 0; r < rows; r++) {
    const v = firstRow + r;
    const from = (v < 0 ? v + height : v) * columns;
    const to = r * columns;
    for (let u = 0; u < columns; u++) {
      re[to + u] = full.re[from + u]! * gain[to + u]!;
      im[to + u] = full.im[from + u]! * gain[to + u]!;
    }
  }
  return { ...band, re, im };
}

/** The gains that a band was multiplied with, in its order; shared, so not to be written to. */
export function bandGain(band: Omit<FrequencyBand, 're' | 'im'>): Float64Array {
  const { width, height, firstRow, rows, columns, filter } = band;
  const key = [width, height, firstRow, rows, columns, filter.smoothing, filter.background].join();
  const known = gains.get(key);
  if (known) return known;
  const gain = new Float64Array(rows * columns);
  const exponent = (sigma: number, f2: number): number => Math.exp(-2 * (Math.PI * sigma) ** 2 * f2);
  for (let r = 0; r < rows; r++) {
    const fy = (firstRow + r) / height;
    for (let u = 0; u < columns; u++) {
      const f2 = (u / width) ** 2 + fy * fy;
      if (f2 === 0) continue; // the mean
      gain[r * columns + u] =
        exponent(filter.smoothing, f2) - (filter.background > 0 ? exponent(filter.background, f2) : 0);
    }
  }
  if (gains.size > 8) gains.clear();
  gains.set(key, gain);
  return gain;
}

/** How often a column counts in sums over the whole plane: all but the first and the last of an even width stand for two. */
export const columnWeight = (band: { readonly width: number }, u: number): number =>
  u === 0 || 2 * u === band.width ? 1 : 2;

/** The plane minus the mean of its finite pixels, faded by the window. */
function withoutMean(plane: Plane<Pixels>, window: BandOptions['window']): Float64Array {
  const { width, height, data } = plane;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (value - value === 0) {
      sum += value;
      count++;
    }
  }
  const mean = count > 0 ? sum / count : 0;
  const level = new Float64Array(data.length);
  const fadeX = fade(width, window);
  const fadeY = fade(height, window);
  for (let y = 0; y < height; y++) {
    const row = y * width;
    const weight = fadeY[y]!;
    for (let x = 0; x < width; x++) {
      const value = data[row + x]!;
      if (value - value === 0) level[row + x] = (value - mean) * weight * fadeX[x]!;
    }
  }
  return level;
}

/** Symmetric about the middle, above 0 at the first and the last pixel. */
function fade(length: number, window: BandOptions['window']): Float64Array {
  if (window === 'none') return new Float64Array(length).fill(1);
  return Float64Array.from({ length }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / length) ** 2);
}
