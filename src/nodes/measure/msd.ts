import { physicalTracks, type Scales } from '../../runtime/data/scales.ts';
import type { Column } from '../../runtime/data/table.ts';
import { trackletsOf } from '../../runtime/data/tracklets.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { fitMsd, type MsdFit } from '../../runtime/kernels/reference/fit-msd.ts';
import {
  type MeanSquaredDisplacement,
  meanSquaredDisplacement,
} from '../../runtime/kernels/reference/mean-squared-displacement.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { integer } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'measure.msd',
  version: 1,
  title: 'Mean squared displacement',
  summary: 'Measures how far objects get in a given time, with diffusion coefficient and exponent.',
  keywords: [
    'MSD',
    'diffusion',
    'anomalous',
    'exponent',
    'power law',
    'trackpy',
    'msdanalyzer',
    'single particle tracking',
    'Brownian',
  ],
  sources: [
    'trackpy imsd and emsd: equal to 1e-9 on the same links',
    'doi:10.1016/S0006-3495(91)82125-7 (weights of the ensemble)',
    'doi:10.1103/PhysRevE.82.041914 (how many lags to fit)',
  ],
  help: 'The mean of the squared distance between two positions of a track that lie lag frames apart, for each track from division to division and, weighted by the number of independent steps, for all together (ensemble). The exponent of the power law tells the kind of motion: 1 diffusion, above 1 directed, below 1 confined. The straight line through the first fitLags values gives the diffusion coefficient, slope / (2 · dimensions), and the offset, which holds the error of the positions. Long lags are means of few steps: fit few lags, and read a single track with care. Correct drift first. Lengths are in µm and times in s where the movie is calibrated, else in px and frames; where time stamps are irregular, lag times are multiples of the mean interval. Two dimensions for movies of one plane, else three. Tracks of one detection add nothing; empty tracks give tables without values.',
  inputs: { tracks: port('Tracks', 'Tracks to measure.') },
  outputs: {
    ensemble: port('Table', 'One row for each lag: MSD of all tracks, its standard error over tracks, and the fits.'),
    tracks: port('Table', 'One row for each track and lag.'),
    fits: port('Table', 'Exponent and diffusion coefficient of the ensemble and of each track.'),
  },
  params: {
    maxLag: integer({ default: 20, min: 1, max: 10_000, unit: 'frame', doc: 'Longest lag.' }),
    fitLags: integer({ default: 4, min: 2, max: 10_000, unit: 'frame', doc: 'Lags from 1 that the fits use.' }),
  },
  // Compact in and out: there are no frames to go through.
  time: { scope: 'movie' },
  async run({ tracks }, { maxLag, fitLags }, { cautions }) {
    const lags = Math.max(0, Math.min(maxLag, tracks.size.t - 1));
    const { scales, ...positions } = physicalTracks(tracks);
    const { ofNode, begin } = trackletsOf(tracks);
    const result = meanSquaredDisplacement({ frame: tracks.frame, ...positions }, ofNode, begin.length, lags);
    const lagTimes = lagTimesOf(tracks, scales, lags);
    const dimensions = tracks.size.z > 1 ? 3 : 2;
    const fitOf = (msd: Float64Array) => fitMsd(lagTimes, msd, fitLags, dimensions);
    const all = fitOf(result.ensemble);
    const fits = Array.from(begin, (_, g) => fitOf(result.msd.subarray(g * lags, (g + 1) * lags)));
    return {
      ensemble: { columns: ensembleColumns(result, lagTimes, scales, all, dimensions), cautions },
      tracks: { columns: trackColumns(result, lagTimes, scales), cautions },
      fits: { columns: fitColumns(all, fits, scales), cautions },
    };
  },
});

function lagTimesOf(tracks: Tracks, scales: Scales, lags: number): Float64Array {
  const last = tracks.size.t - 1;
  const interval = last > 0 ? (scales.timeOf(last) - scales.timeOf(0)) / last : 1;
  return Float64Array.from({ length: lags }, (_, k) => (k + 1) * interval);
}

function ensembleColumns(
  { ensemble, sem, tracks, pairs, lags }: MeanSquaredDisplacement,
  lagTimes: Float64Array,
  { length, time }: Scales,
  fit: MsdFit,
  dimensions: number,
): readonly Column[] {
  const all = new Float64Array(lags);
  pairs.forEach((count, k) => {
    all[k % lags] = (all[k % lags] ?? 0) + count;
  });
  const area = `${length}²`;
  return [
    { name: 'lag', unit: 'frame', values: lagTimes.map((_, k) => k + 1) },
    { name: 'lag_time', unit: time, values: lagTimes },
    { name: 'msd', unit: area, values: ensemble },
    { name: 'sem', unit: area, values: sem },
    { name: 'n_tracks', unit: '1', values: Float64Array.from(tracks) },
    { name: 'n_pairs', unit: '1', values: all },
    { name: 'power_law', unit: area, values: lagTimes.map((lag) => fit.prefactor * lag ** fit.exponent) },
    {
      name: 'line',
      unit: area,
      values: lagTimes.map((lag) => 2 * dimensions * fit.diffusionCoefficient * lag + fit.offset),
    },
  ];
}

function trackColumns(
  { msd, pairs, lags }: MeanSquaredDisplacement,
  lagTimes: Float64Array,
  { length, time }: Scales,
): readonly Column[] {
  const present = Array.from(msd.keys()).filter((k) => !Number.isNaN(msd[k]));
  const column = (name: string, unit: string, value: (k: number) => number): Column => ({
    name,
    unit,
    values: Float64Array.from(present, value),
  });
  return [
    column('track', '', (k) => Math.floor(k / lags) + 1),
    column('lag', 'frame', (k) => (k % lags) + 1),
    column('lag_time', time, (k) => lagTimes[k % lags] ?? Number.NaN),
    column('msd', `${length}²`, (k) => msd[k] ?? Number.NaN),
    column('n_pairs', '1', (k) => pairs[k] ?? 0),
  ];
}

function fitColumns(ensemble: MsdFit, tracks: readonly MsdFit[], { length, time }: Scales): readonly Column[] {
  const fits = [ensemble, ...tracks];
  const column = (name: string, unit: string, value: (fit: MsdFit) => number): Column => ({
    name,
    unit,
    values: Float64Array.from(fits, value),
  });
  return [
    { name: 'of', unit: '', values: fits.map((_, k) => (k === 0 ? 'ensemble' : 'track')) },
    { name: 'track', unit: '', values: Float64Array.from(fits, (_, k) => (k === 0 ? Number.NaN : k)) },
    column('diffusion_coefficient', `${length}²/${time}`, (fit) => fit.diffusionCoefficient),
    column('offset', `${length}²`, (fit) => fit.offset),
    column('line_r2', '1', (fit) => fit.lineR2),
    column('exponent', '1', (fit) => fit.exponent),
    column('prefactor', `${length}²`, (fit) => fit.prefactor),
    column('power_law_r2', '1', (fit) => fit.powerLawR2),
  ];
}
