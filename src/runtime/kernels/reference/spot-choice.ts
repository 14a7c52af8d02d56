import type { Frame, Pixels } from '../../data/frame.ts';
import type { Calibration } from '../../data/movie.ts';
import type { Kernels } from '../../node/kernels.ts';
import { choice, integer, number, type ParamValues, toggle } from '../../node/params.ts';
import type { SpotChoice } from './spot-detect.ts';

/** Parameters of the spot detectors, named as TrackMate names them. */
export const spotParams = {
  channel: integer({ default: 1, min: 1, max: 64, unit: '1', doc: 'Channel to use, from 1.' }),
  radius: number({
    default: 2.5,
    min: 0.5,
    max: 200,
    step: 0.1,
    unit: 'px',
    doc: 'Radius of the spots: half the estimated object diameter.',
  }),
  threshold: number({
    default: 0,
    min: 0,
    max: 1e9,
    step: 1,
    unit: 'grey value',
    doc: 'Spots of lower quality are left out.',
  }),
  aboveNoise: number({
    default: 5,
    min: 0,
    max: 100,
    step: 0.5,
    unit: 'σ',
    doc: 'Spots must also exceed so many standard deviations of the noise in the response; 0 = threshold alone.',
  }),
  doSubpixelLocalization: toggle({
    default: true,
    doc: 'Place spots between pixels; otherwise at the brightest pixel.',
  }),
  localisation: choice({
    options: ['parabolic', 'gaussian fit', 'centroid'],
    default: 'parabolic',
    doc: 'How spots are placed between pixels: top of a parabola in the response, least squares on the pixels, or centre of brightness.',
  }),
  doMedianFiltering: toggle({ default: false, doc: 'Search in a copy filtered by a 3 × 3 median, plane by plane.' }),
};

/** What the detectors need of their parameters and the movie's calibration. */
export function spotChoice(
  params: ParamValues<typeof spotParams>,
  { pixelSize_um: { x, z } }: Calibration,
): SpotChoice {
  const { radius, threshold, aboveNoise, channel } = params;
  const localisation = params.doSubpixelLocalization ? params.localisation : 'none';
  const zRatio = x !== null && z !== null && x > 0 && z > 0 ? z / x : 1;
  return { radius, threshold, aboveNoise, localisation, zRatio, channel };
}

/** Each plane filtered by a 3 × 3 median. */
export async function filteredByMedian(frame: Frame<Pixels>, kernels: Kernels): Promise<Frame<Pixels>> {
  const { width, height, depth, data } = frame;
  if (depth === 1) return { ...(await kernels.median(frame, 3)), depth };
  const out = data.slice();
  for (let z = 0; z < depth; z++) {
    const plane = data.subarray(z * width * height, (z + 1) * width * height);
    out.set((await kernels.median({ width, height, data: plane }, 3)).data, z * width * height);
  }
  return { width, height, depth, data: out };
}
