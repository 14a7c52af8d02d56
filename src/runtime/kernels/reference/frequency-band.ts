import type { Pixels, Plane } from '../../data/frame.ts';
import { fastLengthWithin, fft } from './fft.ts';
import { type PlaneSpectrum, planeSpectrum } from './plane-spectrum.ts';
import { portableExp } from './portable-math.ts';
import { portableCosSin } from './portable-trig.ts';

/**
 * The Fourier coefficients of a plane without its mean, up to a highest frequency: row r belongs to firstRow + r cycles per
 * `height`, column u to u cycles per `width`. What is above the band counts as 0.
 */
export interface FrequencyBand {
  /** Size of the transform in px: of the middle of the plane where its own has a prime factor above 5. */
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
interface BandFilter {
  /** Standard deviation of the Gaussian that removes noise, in px; 0 for none. */
  readonly smoothing: number;
  /** Standard deviation of the Gaussian that is subtracted as background, in px; 0 for none. */
  readonly background: number;
}
export interface BandOptions extends BandFilter {
  /**
   * A transform sees opposite edges as neighbours; the step between them, which does not move with the content, holds the
   * correlation. `periodic` takes away the smooth image of these steps (Moisan 2011), `Hann` fades to the mean at the edges.
   */
  readonly window: 'none' | 'Hann' | 'periodic';
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
 * @cost           512 × 512 with smoothing 1.5: 3 ms.
 * @source         `periodic`: Moisan 2011, doi:10.1007/s10851-010-0227-1.
 */
export function frequencyBand(plane: Plane<Pixels>, options: BandOptions): FrequencyBand {
  const { smoothing, background, highest } = options;
  for (const [name, value] of Object.entries({ smoothing, background, highest })) {
    if (!(value >= 0 && value < Number.POSITIVE_INFINITY))
      throw new RangeError(`${name} is ${value}, expected 0 or more`);
  }
  if (plane.data.length === 0) throw new RangeError(`a plane of ${plane.width} × ${plane.height} has no pixels`);
  const width = fastLengthWithin(plane.width);
  const height = fastLengthWithin(plane.height);
  const limit = smoothing > 0 ? cutoff / smoothing : 0.5;
  const lastColumn = Math.min(width >> 1, Math.ceil(limit * width), highest || width);
  const lastRow = Math.min(height >> 1, Math.ceil(limit * height), highest || height);
  const columns = lastColumn + 1;
  const firstRow = -lastRow;
  const rows = Math.min(height, 2 * lastRow + 1);
  // Whole numbers are finite, and where nothing is faded the mean is the coefficient that is left out.
  const asItIs =
    options.window !== 'Hann' &&
    width === plane.width &&
    height === plane.height &&
    !(plane.data instanceof Float32Array);
  const middle = { width, height, data: asItIs ? plane.data : withoutMean(plane, width, height, options.window) };
  const full = planeSpectrum(middle, middle, columns);
  if (options.window === 'periodic') subtractSteps(full, middle.data);
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
  const exponent = (sigma: number, f2: number): number => portableExp(-2 * (Math.PI * sigma) ** 2 * f2);
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

/** The middle of the plane minus the mean of its finite pixels, faded by the window. */
function withoutMean(plane: Plane<Pixels>, width: number, height: number, window: BandOptions['window']): Float64Array {
  const { data } = plane;
  const first = ((plane.height - height) >> 1) * plane.width + ((plane.width - width) >> 1);
  let sum = 0;
  let count = 0;
  for (let y = 0; y < height; y++) {
    const from = first + y * plane.width;
    for (let i = from; i < from + width; i++) {
      const value = data[i]!;
      if (value - value === 0) {
        sum += value;
        count++;
      }
    }
  }
  const mean = count > 0 ? sum / count : 0;
  const level = new Float64Array(width * height);
  const fadeX = fade(width, window);
  const fadeY = fade(height, window);
  for (let y = 0; y < height; y++) {
    const from = first + y * plane.width;
    const to = y * width;
    const weight = fadeY[y]!;
    for (let x = 0; x < width; x++) {
      const value = data[from + x]!;
      if (value - value === 0) level[to + x] = (value - mean) * weight * fadeX[x]!;
    }
  }
  return level;
}

/**
 * Takes away the smooth image whose Laplacian is the steps between opposite edges. Steps are on the edges only, so one
 * transform along each axis gives all their coefficients.
 */
function subtractSteps(spectrum: PlaneSpectrum, data: ArrayLike<number>): void {
  const { width, height, columns, re, im } = spectrum;
  const acrossRe = new Float64Array(width);
  const acrossIm = new Float64Array(width);
  const downRe = new Float64Array(height);
  const downIm = new Float64Array(height);
  const last = (height - 1) * width;
  for (let x = 0; x < width; x++) acrossRe[x] = data[last + x]! - data[x]!;
  for (let y = 0; y < height; y++) downRe[y] = data[y * width + width - 1]! - data[y * width]!;
  fft(acrossRe, acrossIm);
  fft(downRe, downIm);
  const cosU = Float64Array.from({ length: columns }, (_, u) => portableCosSin(u / width)[0]);
  const sinU = Float64Array.from({ length: columns }, (_, u) => portableCosSin(u / width)[1]);
  for (let v = 0; v < height; v++) {
    const [c, s] = portableCosSin(v / height);
    const dr = downRe[v]!;
    const di = downIm[v]!;
    for (let u = v === 0 ? 1 : 0; u < columns; u++) {
      const ar = acrossRe[u]!;
      const ai = acrossIm[u]!;
      // Each step stands on its edge with one sign and on the opposite edge with the other: 1 - exp(2πi·frequency).
      const scale = 1 / (2 * (cosU[u]! + c) - 4);
      re[v * columns + u]! -= scale * (ar * (1 - c) + ai * s + dr * (1 - cosU[u]!) + di * sinU[u]!);
      im[v * columns + u]! -= scale * (ai * (1 - c) - ar * s + di * (1 - cosU[u]!) - dr * sinU[u]!);
    }
  }
}

/** Symmetric about the middle, above 0 at the first and the last pixel. */
function fade(length: number, window: BandOptions['window']): Float64Array {
  if (window !== 'Hann') return new Float64Array(length).fill(1);
  return Float64Array.from({ length }, (_, i) => portableCosSin((i + 0.5) / (2 * length))[1] ** 2);
}
