import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';
import { gaussian, gaussianRadius } from '../../src/runtime/kernels/reference/gaussian.ts';
import { close, open } from '../../src/runtime/kernels/reference/grey-morphology.ts';
import { laplacian } from '../../src/runtime/kernels/reference/laplacian.ts';
import { matchHistograms } from '../../src/runtime/kernels/reference/match-histograms.ts';
import { differenceOfGaussians } from '../../src/runtime/kernels/reference/spot-response.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import { loadSimdKernels } from '../../src/runtime/kernels/simd-kernels.ts';
import type { Kernels } from '../../src/runtime/node/kernels.ts';
import { goldenPlanes } from '../support/golden.ts';
import { logOfConstant } from '../support/log-constant.ts';
import { largestDifference } from '../support/planes.ts';
import { type GoldenCase, opencv, scipy, skimage, unlike, worst } from './golden-case.ts';

interface Filter {
  readonly golden: string;
  readonly tool: string;
  readonly ours: string;
  readonly compares: string;
  readonly tolerance: number;
  run(kernels: Kernels, plane: Plane<Float32Array>): Promise<Plane<Pixels>>;
  /** Pixels at each side that are not compared. */
  readonly border?: number;
}

const uint16 = (plane: Plane<Float32Array>) => ({ ...plane, data: Uint16Array.from(plane.data) });

const blur = (golden: string, sigma: number, edges: 'nearest' | 'reflect'): Filter => {
  const border = edges === 'reflect' ? gaussianRadius(sigma) : 0;
  return {
    golden,
    tool: `${scipy} gaussian_filter, ${edges}`,
    ours: '`gaussian`, denoise.gaussian',
    compares: border > 0 ? `grey values, inside a border of ${border} px` : 'grey values',
    tolerance: 5e-4,
    border,
    run: (kernels, plane) => kernels.gaussian(plane, sigma),
  };
};
const rank = (size: number): Filter => ({
  golden: `median_${size}.tif`,
  tool: `${scipy} median_filter`,
  ours: '`median`, denoise.median',
  compares: 'grey values',
  tolerance: 0,
  run: (kernels, plane) => kernels.median(uint16(plane), size),
});
const move = (order: 1 | 3, interpolation: 'bilinear' | 'cubic'): Filter => ({
  golden: `shift_order${order}.tif`,
  tool: `${scipy} ndimage.shift, order ${order}`,
  ours: `\`shift\`, ${interpolation}, drift.apply`,
  compares: 'grey values',
  tolerance: 1e-3,
  run: (kernels, plane) => kernels.shift(plane, -1.7, 2.3, { interpolation, outside: 0 }),
});

const filters: readonly Filter[] = [
  blur('gauss_2_nearest.tif', 2, 'nearest'),
  blur('gauss_1.tif', 1, 'reflect'),
  blur('gauss_2.tif', 2, 'reflect'),
  blur('gauss_3.3.tif', 3.3, 'reflect'),
  rank(3),
  rank(5),
  {
    ...rank(5),
    golden: 'median_5_opencv.tif',
    tool: `${opencv} medianBlur`,
    compares: 'grey values, inside a border of 2 px (edges repeated there, mirrored here)',
    border: 2,
  },
  move(1, 'bilinear'),
  move(3, 'cubic'),
  {
    golden: 'rolling_ball_25.tif',
    tool: `${skimage} rolling_ball`,
    ours: '`background`, rolling ball, segment.subtract-background',
    compares: 'grey values',
    tolerance: 1e-3,
    run: (kernels, plane) => kernels.background(plane, 'rolling ball', 25),
  },
  {
    golden: 'tophat_disk8.tif',
    tool: `${skimage} white_tophat`,
    ours: '`background`, top-hat, segment.subtract-background',
    compares: 'grey values, the background subtracted',
    tolerance: 0,
    run: async (kernels, plane) => {
      const { data } = await kernels.background(plane, 'top-hat', 8);
      return { ...plane, data: plane.data.map((value, i) => value - data[i]!) };
    },
  },
];

const forms: readonly (readonly [name: string, load: () => Promise<Kernels>])[] = [
  ['reference', async () => referenceKernels],
  ['SIMD', loadSimdKernels],
];

const kernelCases = filters.flatMap(({ run, border = 0, ...filter }) =>
  forms.map(
    ([form, load]): GoldenCase => ({
      ...filter,
      ours: `${filter.ours} (${form})`,
      async difference() {
        const [frame] = await goldenPlanes('in-frames.tif');
        const [expected] = await goldenPlanes(filter.golden);
        return largestDifference(await run(await load(), frame!), expected!, border);
      },
    }),
  ),
);

const laplacianCase = (
  { compares, tolerance, ...about }: Pick<GoldenCase, 'compares' | 'tolerance' | 'meant'>,
  constant: number,
): GoldenCase => ({
  ...about,
  golden: 'log_1.5.tif',
  tool: `${scipy} gaussian_laplace`,
  ours: '`gaussian` + `laplacian`, detect.log-spots',
  compares,
  tolerance,
  async difference() {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes('log_1.5.tif');
    const blurred = gaussian(frame!, 1.5);
    const { data } = laplacian({ ...blurred, depth: 1 }, 1);
    const ours = data.map((value, i) => value + constant * blurred.data[i]!);
    return worst(cropped(ours, 128, 16, 96), expected!.data) / rangeOf(expected!.data);
  },
});

const morphology = (golden: string, method: typeof open, ours: string, tool: 'opening' | 'closing'): GoldenCase => ({
  golden,
  tool: `${skimage} ${tool}`,
  ours,
  compares: 'grey values that differ',
  tolerance: 0,
  async difference() {
    const [frame] = await goldenPlanes('in-frames.tif');
    const [expected] = await goldenPlanes(golden);
    return unlike(method(frame!, 3).data, expected!.data);
  },
});

export const filterCases: readonly GoldenCase[] = [
  ...kernelCases,
  morphology('open_disk3.tif', open, '`open`, segment.subtract-background', 'opening'),
  morphology('close_disk3.tif', close, '`close`, no node', 'closing'),
  laplacianCase(
    {
      compares: 'part of the range',
      tolerance: 0.005,
      meant: "scipy's weights, cut at 4 sigma, don't sum to 0: they answer to a constant frame, ours do not",
    },
    0,
  ),
  laplacianCase(
    { compares: "part of the range, scipy's answer to a constant added to ours", tolerance: 0.0012 },
    logOfConstant(1.5),
  ),
  {
    golden: 'dog_1_1.6.tif',
    tool: `${skimage} difference_of_gaussians`,
    ours: '`differenceOfGaussians`, detect.dog-spots',
    compares: 'part of the range',
    tolerance: 1e-6,
    async difference() {
      const [frame] = await goldenPlanes('in-frames.tif');
      const [expected] = await goldenPlanes('dog_1_1.6.tif');
      const [narrow, wide] = [1, 1.6].map((sigma) => ({ sigma, sigmaZ: sigma }));
      const { data } = await differenceOfGaussians({ ...frame!, depth: 1 }, narrow!, wide!, referenceKernels);
      return worst(cropped(data, 128, 0, 96), expected!.data) / rangeOf(expected!.data);
    },
  },
  {
    golden: 'histmatch.tif',
    tool: `${skimage} match_histograms`,
    ours: '`matchHistograms`, bleach.histogram-matching',
    compares: 'grey values that differ, of uint16 and of float32',
    tolerance: 0,
    async difference() {
      const frames = await goldenPlanes('in-frames.tif');
      const [expected] = await goldenPlanes('histmatch.tif');
      const [template, source] = [frames[0]!.data, frames[2]!.data];
      const whole = matchHistograms(Uint16Array.from(source), Uint16Array.from(template));
      return unlike(whole, expected!.data) + unlike(matchHistograms(source, template), expected!.data);
    },
  },
];

/** The square of `side` px whose corner is at (from, from). */
function cropped(data: Float32Array, width: number, from: number, side: number): Float32Array {
  return Float32Array.from(
    { length: side * side },
    (_, i) => data[(from + Math.floor(i / side)) * width + from + (i % side)]!,
  );
}

const rangeOf = (data: Float32Array): number => Math.max(...data) - Math.min(...data);
