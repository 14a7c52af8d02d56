import { bleachFactors } from '../../src/runtime/kernels/reference/bleach-factors.ts';
import { exponentialAt, fitExponential } from '../../src/runtime/kernels/reference/fit-exponential.ts';
import { meanSignal } from '../../src/runtime/kernels/reference/frame-signal.ts';
import { histogramBins, histogramCounts } from '../../src/runtime/kernels/reference/histogram-bins.ts';
import { linePoints, profileLine } from '../../src/runtime/kernels/reference/profile-line.ts';
import { regionFeatures } from '../../src/runtime/kernels/reference/region-features.ts';
import { smoothSeries } from '../../src/runtime/kernels/reference/smooth-series.ts';
import { summariseValues } from '../../src/runtime/kernels/reference/summarise-values.ts';
import { trendOf } from '../../src/runtime/kernels/reference/trend-of.ts';
import { goldenJson, goldenPlanes } from '../support/golden.ts';
import { regionpropsNames } from '../support/regionprops.ts';
import { type GoldenCase, numpy, scipy, skimage, unlike, worst, worstPart } from './golden-case.ts';

type Columns = Readonly<Record<string, ArrayLike<number>>>;
const props = goldenJson<Readonly<Record<string, readonly number[]>>>('regionprops.json');

const objectCase = (
  names: readonly string[],
  about: Pick<GoldenCase, 'compares' | 'tolerance'>,
  difference: (ours: ArrayLike<number>, golden: readonly number[], name: string) => number,
  part = names.join(', '),
): GoldenCase => ({
  ...about,
  golden: `regionprops.json: ${part}`,
  tool: `${skimage} regionprops_table`,
  ours: '`regionFeatures`, measure.object-features',
  async difference() {
    const ours = await features();
    return Math.max(...names.map((name) => difference(ours[oursOf(name)]!, props[name]!, name)));
  },
});

/** moments_central-0-2 is our moments_central_02, moments_hu-0 our moments_hu_1. */
const oursOf = (name: string): string =>
  name
    .replace(/^(moments_central)-(\d)-(\d)$/, '$1_$2$3')
    .replace(/^(moments_hu)-(\d)$/, (_, hu: string, i: string) => `${hu}_${Number(i) + 1}`);

async function features(): Promise<Columns> {
  const [labels] = await goldenPlanes('in-labels.tif');
  const [frame] = await goldenPlanes('in-frames.tif');
  const groups = { shape: true, intensity: true, contrast: true, moments: true };
  return regionpropsNames(regionFeatures({ ...labels!, data: Uint32Array.from(labels!.data) }, [frame!], groups));
}

const worstOfLargest = (ours: ArrayLike<number>, golden: readonly number[]) =>
  worst(ours, golden) / Math.max(...golden.map(Math.abs));

/** Axes a half turn apart are the same. */
function worstAxis(ours: ArrayLike<number>, golden: readonly number[]): number {
  const nearest = Array.from(ours, (angle, k) => angle - Math.PI * Math.round((angle - golden[k]!) / Math.PI));
  return worstPart(nearest, golden);
}

const central = ['02', '11', '20', '03', '12', '21', '30'].map((o) => `moments_central-${o[0]}-${o[1]}`);
const objectCases: readonly GoldenCase[] = [
  objectCase(
    'label area bbox-0 bbox-1 bbox-2 bbox-3 bbox_area convex_area euler_number max_intensity min_intensity'.split(' '),
    { compares: 'values that differ, of ten objects', tolerance: 0 },
    unlike,
    'label, area, bbox, bbox_area, convex_area, euler_number, max_intensity, min_intensity',
  ),
  objectCase(
    [
      ...'centroid-0 centroid-1 orientation major_axis_length minor_axis_length eccentricity solidity extent'.split(
        ' ',
      ),
      ...'perimeter perimeter_crofton equivalent_diameter feret_diameter_max'.split(' '),
      ...'mean_intensity weighted_centroid-0 weighted_centroid-1'.split(' '),
    ],
    { compares: 'part of each value', tolerance: 1e-9 },
    (ours, golden, name) => (name === 'orientation' ? worstAxis(ours, golden) : worstPart(ours, golden)),
    'centroid, orientation, axes, eccentricity, solidity, extent, perimeters, equivalent_diameter, feret_diameter_max, mean_intensity, weighted_centroid',
  ),
  objectCase(
    central,
    { compares: 'part of the largest of each order', tolerance: 1e-9 },
    worstOfLargest,
    'moments_central of orders 2 and 3',
  ),
  objectCase(
    Array.from({ length: 7 }, (_, i) => `moments_hu-${i}`),
    { compares: 'part of the largest of each', tolerance: 1e-9 },
    worstOfLargest,
    'moments_hu',
  ),
];

const series = goldenJson<Readonly<Record<'x' | 'savgol_7_2' | 'detrend', readonly number[]>>>('stats.json');
const steps = Float64Array.from(series.x, (_, i) => i);
const values = Float64Array.from(series.x);

const seriesCases: readonly GoldenCase[] = [
  {
    golden: 'stats.json: savgol_7_2',
    tool: `${scipy} savgol_filter`,
    ours: '`smoothSeries`, series.smooth',
    compares: 'values',
    tolerance: 1e-12,
    async difference() {
      const smoothing = { method: 'Savitzky–Golay', window: 7, order: 2, sigma: 1 } as const;
      return worst(smoothSeries(steps, values, smoothing), series.savgol_7_2);
    },
  },
  {
    golden: 'stats.json: detrend',
    tool: `${scipy} signal.detrend`,
    ours: '`trendOf`, series.detrend',
    compares: 'values less their straight line',
    tolerance: 1e-12,
    async difference() {
      const line = trendOf(steps, values, 'linear', 3);
      return worst(
        values.map((value, i) => value - line[i]!),
        series.detrend,
      );
    },
  },
];

interface Exponential {
  readonly t: readonly number[];
  readonly mono: readonly number[];
  readonly mono_params: readonly number[];
  readonly mono_stderr: readonly number[];
  readonly mono_ssr: number;
}
const decay = goldenJson<Exponential>('exp_fit.json');
const decayCase = (
  part: string,
  compares: string,
  tolerance: number,
  difference: (fit: NonNullable<ReturnType<typeof fitExponential>>) => number,
): GoldenCase => ({
  golden: `exp_fit.json: ${part}`,
  tool: `${scipy} curve_fit`,
  ours: '`fitExponential`, bleach.estimate',
  compares,
  tolerance,
  difference: async () => difference(fitExponential(decay.t, decay.mono)!),
});

const bleachCases: readonly GoldenCase[] = [
  decayCase('mono_params', 'part of each parameter', 1e-6, ({ amplitude, tau, offset }) =>
    worstPart([amplitude, tau, offset], decay.mono_params),
  ),
  decayCase('mono_stderr', 'part of each standard error', 1e-4, ({ errors }) =>
    worstPart([errors.amplitude, errors.tau, errors.offset], decay.mono_stderr),
  ),
  decayCase('mono_ssr', 'part of the sum of squares', 1e-12, (fit) => {
    const squares = decay.mono.reduce((sum, y, i) => sum + (y - exponentialAt(fit, decay.t[i]!)) ** 2, 0);
    return worstPart([squares], [decay.mono_ssr]);
  }),
  {
    golden: 'frame_means.json: factors',
    tool: numpy,
    ours: '`bleachFactors`, simple ratio, bleach.estimate',
    compares: 'factors of 100 frames',
    tolerance: 1e-6,
    async difference() {
      const { means, factors } =
        goldenJson<Readonly<Record<'means' | 'factors', readonly number[]>>>('frame_means.json');
      const frames = means.map((mean) => ({ width: 1, height: 1, depth: 1, data: Float32Array.of(mean) }));
      const signals = frames.map((frame) => meanSignal(frame, null, 100, null));
      return worst(bleachFactors(signals, 'simple ratio').factor, factors);
    },
  },
];

const profileCase = (name: 'w1' | 'w5', width: number): GoldenCase => ({
  golden: `profile_line.json: ${name}`,
  tool: `${skimage} profile_line, linewidth ${width}`,
  ours: '`profileLine`, project.kymograph',
  compares: 'grey values',
  tolerance: 1e-9,
  async difference() {
    const [plane] = await goldenPlanes('in-frames.tif');
    const ends = [
      [10, 10],
      [117, 100],
    ] as const;
    return worst(
      profileLine(plane!, linePoints(ends, width), 'mean'),
      goldenJson<Record<typeof name, number[]>>('profile_line.json')[name],
    );
  },
});

interface Noise {
  readonly mean: number;
  readonly std: number;
  readonly histogram16: readonly number[];
  readonly histogram16_edges: readonly number[];
}
const noise = goldenJson<Noise>('noise.json');
const grey = async () => Float64Array.from((await goldenPlanes('in-frames.tif'))[0]!.data);

const valueCases: readonly GoldenCase[] = [
  {
    golden: 'noise.json: histogram16, histogram16_edges',
    tool: `${numpy} histogram`,
    ours: '`histogramBins`, `histogramCounts`, figure.histogram',
    compares: 'counts and edges that differ',
    tolerance: 0,
    async difference() {
      const edges = histogramBins(await grey(), 16);
      return unlike(edges, noise.histogram16_edges) + unlike(histogramCounts(await grey(), edges), noise.histogram16);
    },
  },
  {
    golden: 'noise.json: mean, std',
    tool: numpy,
    ours: '`summariseValues`, series.summary',
    compares: 'part of each (std of all, ours of a sample brought to it)',
    tolerance: 1e-12,
    async difference() {
      const { mean, sd, n } = summariseValues(await grey(), 0.95);
      return worstPart([mean, sd * Math.sqrt((n - 1) / n)], [noise.mean, noise.std]);
    },
  },
];

export const measureCases: readonly GoldenCase[] = [
  ...objectCases,
  ...valueCases,
  profileCase('w1', 1),
  profileCase('w5', 5),
  ...bleachCases,
  ...seriesCases,
];
