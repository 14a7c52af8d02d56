import { bandPassed, centroidPeak } from '../../src/runtime/kernels/reference/centroid-peak.ts';
import { gaussian } from '../../src/runtime/kernels/reference/gaussian.ts';
import { detectSpots } from '../../src/runtime/kernels/reference/spot-detect.ts';
import { dogResponse, logResponse } from '../../src/runtime/kernels/reference/spot-response.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';
import { type GoldenCase, skimage, trackpy } from './golden-case.ts';

type Blob = readonly [y: number, x: number, sigma: number];
const sigma = 1.5;
const side = 128;
const isInside = ([y, x]: readonly number[]) => Math.min(x!, y!) > 0 && Math.max(x!, y!) < side - 1;
const distanceTo = (others: readonly (readonly number[])[], [y, x]: readonly number[]) =>
  Math.min(...others.map((other) => Math.hypot(other[0]! - y!, other[1]! - x!)));
const farthest = (these: readonly (readonly number[])[], others: readonly (readonly number[])[]) =>
  Math.max(...these.map((one) => distanceTo(others, one)));

async function spotsIn(response: typeof logResponse, threshold: number): Promise<readonly (readonly number[])[]> {
  const [plane] = await goldenPlanes('in-spots.tif');
  const frame = { ...plane!, depth: 1 };
  const radius = sigma * Math.SQRT2;
  const choice = { radius, threshold, aboveNoise: 0, localisation: 'none', zRatio: 1, channel: 1 } as const;
  const found = await detectSpots(frame, await response(frame, radius, 1, referenceKernels), choice, referenceKernels);
  return Array.from(found.x, (x, i) => [found.y[i]!, x]);
}

export const spotCases: readonly GoldenCase[] = [
  {
    golden: 'blobs.json: log',
    tool: `${skimage} blob_log`,
    ours: '`logResponse` + `detectSpots`, detect.log-spots',
    compares: 'from each blob of sigma 1.5 to the nearest of ours and back, outermost rows left out, px',
    tolerance: 1,
    async difference() {
      const { log } = goldenJson<{ log: readonly Blob[] }>('blobs.json');
      // blob_log: σ² · LoG of (spots - min) / 4000 above 0.012; quality is 2 · LoG of the spots.
      const found = await spotsIn(logResponse, (0.012 * 4000 * 2) / sigma ** 2);
      const blobs = log.filter((blob) => blob[2] === sigma && isInside(blob));
      return Math.max(farthest(blobs, found), farthest(found.filter(isInside), blobs));
    },
  },
  {
    golden: 'blobs.json: dog',
    tool: `${skimage} blob_dog`,
    ours: '`dogResponse` + `detectSpots`, detect.dog-spots',
    compares: 'from each blob to the nearest of ours (quality above 10) and back, outermost rows left out, px',
    tolerance: 1,
    async difference() {
      const { dog } = goldenJson<{ dog: readonly Blob[] }>('blobs.json');
      const found = await spotsIn(dogResponse, 10);
      const blobs = dog.filter(isInside);
      return Math.max(farthest(blobs, found), farthest(found.filter(isInside), blobs));
    },
  },
  {
    golden: 'trackpy_locate.json',
    tool: `${trackpy} locate`,
    ours: '`bandPassed` + `centroidPeak`, detect.log-spots (centroid)',
    compares: 'places of nine spots, px',
    tolerance: 0.02,
    async difference() {
      const [spots] = await goldenPlanes('in-spots.tif');
      const { rows } = goldenJson<{ rows: readonly (readonly [y: number, x: number])[] }>('trackpy_locate.json');
      const raw = { ...spots!, depth: 1 };
      const light = bandPassed({ ...gaussian(raw, 1), depth: 1 }, raw, 9);
      const at = new Float64Array(3);
      let most = rows.length === 9 ? 0 : Number.POSITIVE_INFINITY;
      for (const [y, x] of rows) {
        centroidPeak(light, Math.round(y) * side + Math.round(x), 4, 1, at);
        most = Math.max(most, Math.hypot(at[0]! - x, at[1]! - y));
      }
      return most;
    },
  },
];
