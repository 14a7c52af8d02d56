import type { Frame, Pixels } from '../../data/frame.ts';
import type { Detections } from '../../data/spots.ts';
import type { Kernels } from '../../node/kernels.ts';
import { blurFrame } from './blur-frame.ts';
import { bandPassed, centroidPeak } from './centroid-peak.ts';
import { GaussianPeak } from './gaussian-peak.ts';
import { localMaxima } from './local-maxima.ts';
import { parabolicPeak } from './parabolic-peak.ts';
import { pointGrid } from './point-grid.ts';
import { spotIntensities } from './spot-intensity.ts';
import { spotSigma } from './spot-response.ts';

type Localisation = 'none' | 'parabolic' | 'gaussian fit' | 'centroid';

export interface SpotChoice {
  /** Radius of the spots, px, above 0. */
  readonly radius: number;
  /** Least quality, in grey values of the response. */
  readonly threshold: number;
  /** Least quality in standard deviations of the response's noise; 0 turns it off. */
  readonly aboveNoise: number;
  readonly localisation: Localisation;
  /** Planes are this many px apart. */
  readonly zRatio: number;
  /** Channel measured, from 1: for the names of features. */
  readonly channel: number;
}

/**
 * Spots at the local maxima of a response, in raster order.
 *
 * @param frame     raw pixels, for fits and features; not modified.
 * @param response  `logResponse` or `dogResponse` of it, or any filter that is high on spots; not modified.
 * @returns         quality is the response at the peak pixel, which is above 0, at least `threshold` and at least
 *                  `aboveNoise` robust standard deviations of its plane's response, twice as many in the first and last rows
 *                  and columns, where repeating the edge doubles the noise; and above 1/500 of the frame's highest, as the
 *                  filter ripples beside bright spots where it is cut. Of equal neighbours the first in raster order counts. A constant frame has none; nor has a NaN a spot beside it.
 *                  Where a Gaussian fit fails the parabolic place is kept.
 * @cost            O(pixels) and O(spots)
 */
export async function detectSpots(
  frame: Frame<Pixels>,
  response: Frame<Float32Array>,
  choice: SpotChoice,
  kernels: Kernels,
): Promise<Detections> {
  const { radius, zRatio, channel } = choice;
  const peaks = peaksOf(response, choice.threshold, choice.aboveNoise);
  const place = await localise(frame, response, peaks, choice, kernels);
  const { mean, contrast, snr } = spotIntensities(frame, place, radius, zRatio);
  const names = [`mean_intensity_ch${channel}`, `contrast_ch${channel}`, `snr_ch${channel}`] as const;
  return {
    ...place,
    radius: new Float64Array(peaks.length).fill(radius),
    quality: Float64Array.from(peaks, (i) => response.data[i]!),
    label: null,
    features: { [names[0]]: mean, [names[1]]: contrast, [names[2]]: snr },
    units: { [names[0]]: 'grey value', [names[1]]: '1', [names[2]]: '1' },
  };
}

/** A quality must be above this part of the frame's highest: where the filter is cut, it ripples beside bright spots. */
const leastPart = 1 / 500;

/** Local maxima that are high enough. */
function peaksOf(response: Frame<Float32Array>, threshold: number, aboveNoise: number): Uint32Array {
  const { width, height, depth, data } = response;
  const size = width * height;
  const noise = Float64Array.from({ length: depth }, (_, z) =>
    aboveNoise > 0 ? aboveNoise * robustDeviation(data.subarray(z * size, (z + 1) * size)) : 0,
  );
  const maxima = localMaxima(response, Math.max(threshold, Math.min(...noise), Number.MIN_VALUE));
  let highest = 0;
  for (const i of maxima) if (data[i]! > highest) highest = data[i]!;
  return maxima.filter((i) => {
    const x = i % width;
    const y = Math.floor(i / width) % height;
    const isAtEdge = x === 0 || y === 0 || x === width - 1 || y === height - 1;
    return data[i]! >= noise[Math.floor(i / size)]! * (isAtEdge ? 2 : 1) && data[i]! > leastPart * highest;
  });
}

const sampled = 5000;

/** 1.4826 · median absolute deviation from the median, of at most some 5,000 evenly chosen values; NaN values don't count. */
export function robustDeviation(values: Float32Array): number {
  const step = Math.floor(values.length / sampled) | 1; // odd, so that not every line is sampled at the same columns
  const some = new Float32Array(Math.ceil(values.length / step));
  let count = 0;
  for (let i = 0; i < values.length; i += step) {
    const value = values[i]!;
    if (value - value === 0) some[count++] = value;
  }
  if (count === 0) return 0;
  const kept = some.subarray(0, count).sort();
  const median = kept[count >> 1]!;
  for (let i = 0; i < count; i++) kept[i] = Math.abs(kept[i]! - median);
  return 1.4826 * kept.sort()[count >> 1]!;
}

interface Places {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

async function localise(
  frame: Frame<Pixels>,
  response: Frame<Float32Array>,
  peaks: Uint32Array,
  { localisation, radius, zRatio }: SpotChoice,
  kernels: Kernels,
): Promise<Places> {
  const count = peaks.length;
  const places = { x: new Float64Array(count), y: new Float64Array(count), z: new Float64Array(count) };
  const at = new Float64Array(3);
  const keep = (k: number) => {
    places.x[k] = at[0]!;
    places.y[k] = at[1]!;
    places.z[k] = at[2]!;
  };
  for (let k = 0; k < count; k++) {
    if (localisation === 'none') pixelOf(response, peaks[k]!, at);
    else parabolicPeak(response, peaks[k]!, at);
    keep(k);
  }
  if (localisation === 'gaussian fit' && count > 0) return fitted(frame, places, radius, zRatio);
  if (localisation === 'centroid' && count > 0) {
    const reach = Math.max(Math.round(2 * radius), 1);
    const reachZ = Math.max(Math.round((1.5 * radius) / zRatio), 1);
    const smooth = await blurFrame(frame, noiseGrain_px, kernels);
    const light = bandPassed({ ...frame, data: Float32Array.from(smooth.data) }, frame, 2 * reach + 1);
    for (let k = 0; k < count; k++) {
      pixelOf(response, peaks[k]!, at);
      centroidPeak(light, peaks[k]!, reach, reachZ, at);
      keep(k);
    }
  }
  return places;
}

const noiseGrain_px = 1;

function pixelOf({ width, height }: Frame<Float32Array>, i: number, out: Float64Array): void {
  out[0] = i % width;
  out[1] = Math.floor(i / width) % height;
  out[2] = Math.floor(i / (width * height));
}

const sweeps = 5;
const settled_px = 0.01;
const spotLength = 5;
const nobody = new Float64Array(0);

/**
 * The places after a Gaussian fit each. At first pixels closer to another spot don't count; then spots with neighbours are
 * fitted again, in turn, to what is left when the neighbours' fits are taken away.
 */
function fitted(frame: Frame<Pixels>, places: Places, radius: number, zRatio: number): Places {
  const sigma = spotSigma(radius, frame.depth);
  const sigmaZ = sigma / zRatio;
  const peak = new GaussianPeak({ ...frame, data: Float32Array.from(frame.data) });
  const count = places.x.length;
  const spots = new Float64Array(count * spotLength);
  const isGood = new Uint8Array(count);
  const others = neighbours(places, Math.max(6 * sigma, 4));
  const place = (k: number) => ({ x: places.x[k]!, y: places.y[k]!, z: places.z[k]!, sigma, sigmaZ });
  const spot = (k: number) => spots.subarray(k * spotLength, (k + 1) * spotLength);
  const crowded: number[] = [];
  for (let k = 0; k < count; k++) {
    const near = others(k);
    if (near.length > 0) crowded.push(k);
    if (peak.fit({ ...place(k), others: near }, spot(k))) isGood[k] = 1;
  }
  for (const k of crowded) if (isGood[k] === 1) peak.add(spot(k), sigmaZ / sigma, -1);
  for (let sweep = 0, moved = 1; sweep < sweeps && moved > settled_px; sweep++) {
    moved = 0;
    for (const k of crowded) {
      const one = spot(k);
      const [, x = 0, y = 0] = one;
      if (isGood[k] === 1) peak.add(one, sigmaZ / sigma, 1);
      if (peak.fit({ ...place(k), others: nobody }, one)) isGood[k] = 1;
      if (isGood[k] === 1) peak.add(one, sigmaZ / sigma, -1);
      moved = Math.max(moved, Math.abs(one[1]! - x), Math.abs(one[2]! - y));
    }
  }
  const out = { x: places.x.slice(), y: places.y.slice(), z: places.z.slice() };
  for (let k = 0; k < count; k++) {
    if (isGood[k] === 0) continue;
    out.x[k] = spots[k * spotLength + 1]!;
    out.y[k] = spots[k * spotLength + 2]!;
    if (frame.depth > 1) out.z[k] = spots[k * spotLength + 4]!;
  }
  return out;
}

/** For each place x, y, z of the others within `reach` in the plane, in turn. */
function neighbours(places: Places, reach: number): (k: number) => Float64Array {
  const grid = pointGrid(places, reach);
  return (k) => {
    const x = places.x[k]!;
    const y = places.y[k]!;
    const found: number[] = [];
    const column = Math.floor((x - grid.left) / grid.cell);
    const row = Math.floor((y - grid.top) / grid.cell);
    for (let r = Math.max(row - 1, 0); r <= Math.min(row + 1, grid.rows - 1); r++) {
      const start = grid.cellStart[r * grid.columns + Math.max(column - 1, 0)]!;
      const end = grid.cellStart[r * grid.columns + Math.min(column + 1, grid.columns - 1) + 1]!;
      for (let place = start; place < end; place++) {
        if (grid.order[place] === k) continue;
        if ((grid.x[place]! - x) ** 2 + (grid.y[place]! - y) ** 2 > reach * reach) continue;
        found.push(grid.x[place]!, grid.y[place]!, grid.z[place]!);
      }
    }
    return Float64Array.from(found);
  };
}
