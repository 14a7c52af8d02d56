import { autoThreshold } from '../../src/runtime/kernels/reference/auto-threshold.ts';
import { connectedComponents } from '../../src/runtime/kernels/reference/connected-components.ts';
import { distanceTransform } from '../../src/runtime/kernels/reference/distance-transform.ts';
import { expandLabels } from '../../src/runtime/kernels/reference/expand-labels.ts';
import { clearBorder } from '../../src/runtime/kernels/reference/filter-labels.ts';
import { hMaxima } from '../../src/runtime/kernels/reference/h-maxima.ts';
import { type HistogramMethod, histogramMethods } from '../../src/runtime/kernels/reference/histogram-threshold.ts';
import { localThreshold } from '../../src/runtime/kernels/reference/local-threshold.ts';
import { peakLocalMax } from '../../src/runtime/kernels/reference/peak-local-max.ts';
import { reconstruct } from '../../src/runtime/kernels/reference/reconstruct.ts';
import { sauvolaThreshold } from '../../src/runtime/kernels/reference/sauvola-threshold.ts';
import { watershed } from '../../src/runtime/kernels/reference/watershed.ts';
import { withBackgroundMarker } from '../support/background-marker.ts';
import { goldenJson, goldenPlanes, readPlanes, sharedFile } from '../support/golden.ts';
import { mirroredGaussian } from '../support/mirrored-gaussian.ts';
import { type GoldenCase, opencv, scipy, skimage, unlike, worst, worstPart } from './golden-case.ts';

const side = 128;
const first = async (name: string) => (await goldenPlanes(name))[0]!;
const thresholds = '`autoThreshold`, segment.threshold, segment.estimate-threshold';
const levels = goldenJson<Record<string, readonly number[]>>('thresholds.json');

/** Thresholds of the three frames, each made of `pixels(frame)`. */
const thresholdCase = (
  names: Readonly<Record<string, HistogramMethod>>,
  pixels: (data: Float32Array) => Uint8Array | Uint16Array | Float32Array,
  about: Pick<GoldenCase, 'tool' | 'compares' | 'tolerance' | 'meant'>,
): GoldenCase => ({
  ...about,
  golden: `thresholds.json: ${Object.keys(names).join(', ')}`,
  ours: thresholds,
  async difference() {
    const frames = await goldenPlanes('in-frames.tif');
    const of = (method: HistogramMethod) =>
      frames.map((frame) => autoThreshold({ ...frame, data: pixels(frame.data) }, method));
    return Math.max(...Object.entries(names).map(([name, method]) => worst(of(method), levels[name]!)));
  },
});
const named = (methods: readonly HistogramMethod[]) => Object.fromEntries(methods.map((method) => [method, method]));
const isMean = (method: HistogramMethod) => method === 'li' || method === 'mean';

/** As the reference was scaled: floor((x - min) / (max - min) · 255). */
function eightBit(data: Float32Array): Uint8Array {
  const [low, high] = [Math.min(...data), Math.max(...data)];
  return Uint8Array.from(data, (value) => Math.floor(((value - low) / (high - low)) * 255));
}

const territory = async () => Uint8Array.from((await first('in-mask.tif')).data);
/** The smoothed distances that markers and watershed were made of, in float64. */
const distances = async () =>
  mirroredGaussian(Float64Array.from(distanceTransform(await territory(), side, side)), side);

const watershedCase = (golden: string, lines: boolean): GoldenCase => ({
  golden,
  tool: `${skimage} watershed${lines ? ', watershed_line' : ''}`,
  ours: '`watershed`, segment.watershed, segment.split',
  compares: 'labels that differ',
  tolerance: 0,
  async difference() {
    const relief = (await distances()).map((value) => -value);
    const markers = Uint32Array.from((await first('in-markers.tif')).data);
    const labels = watershed(relief, markers, side, side, { territory: await territory(), lines });
    return unlike(labels, (await first(golden)).data);
  },
});

const gradientCase: GoldenCase = {
  golden: 'watershed_gradient.tif',
  tool: `${skimage} watershed, of gradmag_1.tif`,
  ours: '`watershed`, segment.watershed',
  compares: 'labels that differ',
  tolerance: 0,
  needs: 'golden/gradmag_1.tif',
  async difference() {
    const [relief] = await readPlanes(sharedFile('golden/gradmag_1.tif')!);
    const seeds = withBackgroundMarker(await first('in-markers.tif'), await first('in-mask.tif'));
    return unlike(watershed(relief!.data, seeds, side, side), (await first('watershed_gradient.tif')).data);
  },
};

/** Peaks of a frame against those of the reference, which leaves out a border as wide as the distance. */
function peaksThatDiffer(
  data: Float32Array,
  distance: number,
  regions: Uint32Array,
  above: number,
  expected: readonly number[],
): number {
  const labels = regions.map((label, i) => {
    const [x, y] = [i % side, Math.floor(i / side)];
    return Math.min(x, y) < distance || Math.max(x, y) >= side - distance ? 0 : label;
  });
  const peaks = peakLocalMax({ width: side, height: side, depth: 1, data }, distance, labels, above);
  return unlike(
    [...peaks].sort((a, b) => a - b),
    [...expected].sort((a, b) => a - b),
  );
}

const peakCases: readonly GoldenCase[] = [
  {
    golden: 'in-markers.tif',
    tool: `${skimage} peak_local_max, labels`,
    ours: '`peakLocalMax`, segment.split',
    compares: 'peaks that differ',
    tolerance: 0,
    async difference() {
      const { labels } = connectedComponents(await territory(), side, side, 1, 2);
      const { data } = await first('in-markers.tif');
      const expected = [...data.keys()].filter((i) => data[i] !== 0);
      return peaksThatDiffer(Float32Array.from(await distances()), 5, labels, 0, expected);
    },
  },
  {
    golden: 'blobs.json: peaks',
    tool: `${skimage} peak_local_max`,
    ours: '`peakLocalMax`, segment.split',
    compares: 'peaks that differ',
    tolerance: 0,
    async difference() {
      const { data } = await first('in-spots.tif');
      const { peaks } = goldenJson<{ peaks: readonly (readonly [y: number, x: number])[] }>('blobs.json');
      const above = Math.min(...data) + 0.05 * 4000;
      const all = new Uint32Array(data.length).fill(1);
      return peaksThatDiffer(
        data,
        3,
        all,
        above,
        peaks.map(([y, x]) => y * side + x),
      );
    },
  },
];

/** A case whose golden is one image. */
const imageCase = (
  golden: string,
  tool: string,
  ours: string,
  difference: (expected: Float32Array) => Promise<number>,
  { compares, tolerance }: Pick<GoldenCase, 'compares' | 'tolerance'> = {
    compares: 'pixels that differ',
    tolerance: 0,
  },
): GoldenCase => ({
  golden,
  tool,
  ours,
  compares,
  tolerance,
  difference: async () => difference((await first(golden)).data),
});

const labels = { compares: 'labels that differ', tolerance: 0 };
const edt = (golden: string, sampling: readonly [number, number, number], note: string) =>
  imageCase(
    golden,
    `${scipy} distance_transform_edt${note}`,
    '`distanceTransform`, segment.split',
    async (expected) => unlike(distanceTransform(await territory(), side, side, 1, sampling), expected),
    { compares: 'distances that differ, as float32', tolerance: 0 },
  );
const components = (connectivity: 1 | 2) =>
  imageCase(
    `cc${connectivity}.tif`,
    `${skimage} label, connectivity ${connectivity}`,
    '`connectedComponents`, segment.threshold',
    async (expected) => unlike(connectedComponents(await territory(), side, side, 1, connectivity).labels, expected),
    // no two objects of the mask touch at a corner only
    connectivity === 1 ? labels : { ...labels, compares: `${labels.compares} (of this mask the same as in cc1.tif)` },
  );
const trueLabels = async () => Uint32Array.from((await first('in-labels.tif')).data);

export const segmentCases: readonly GoldenCase[] = [
  thresholdCase(named(histogramMethods.filter((method) => !isMean(method))), (data) => Uint16Array.from(data), {
    tool: `${skimage} threshold_*`,
    compares: 'levels of three uint16 frames, grey values',
    tolerance: 0,
  }),
  thresholdCase(named(histogramMethods.filter(isMean)), (data) => Uint16Array.from(data), {
    tool: `${skimage} threshold_*`,
    compares: 'levels of three uint16 frames, grey values',
    tolerance: 5e-10,
  }),
  thresholdCase({ otsu_float_256bins: 'otsu', triangle_float_256bins: 'triangle', li_float: 'li' }, (data) => data, {
    tool: `${skimage} threshold_*`,
    compares: 'levels of three float frames, grey values',
    tolerance: 5e-10,
  }),
  thresholdCase({ skimage_otsu_8bit: 'otsu' }, eightBit, {
    tool: `${skimage} threshold_otsu`,
    compares: 'levels of three uint8 frames, grey values',
    tolerance: 0,
  }),
  thresholdCase({ opencv_otsu_8bit: 'otsu' }, eightBit, {
    tool: `${opencv} threshold, THRESH_OTSU`,
    compares: 'levels of three uint8 frames, grey values',
    tolerance: 0,
  }),
  thresholdCase({ opencv_triangle_8bit: 'triangle' }, eightBit, {
    tool: `${opencv} threshold, THRESH_TRIANGLE`,
    compares: 'levels of three uint8 frames, grey values',
    tolerance: 1,
    meant: "OpenCV's levels are one grey value above ours, which follow scikit-image",
  }),
  imageCase(
    'local_threshold.tif',
    `${skimage} threshold_local`,
    '`localThreshold`, segment.threshold',
    async (expected) => worst(localThreshold(await first('in-frames.tif'), 51, 0).data, expected),
    { compares: 'levels, grey values', tolerance: 1e-4 },
  ),
  imageCase(
    'sauvola.tif',
    `${skimage} threshold_sauvola`,
    '`sauvolaThreshold`, segment.threshold',
    async (expected) => worstPart(sauvolaThreshold(await first('in-frames.tif'), 25, 0.2, 1).data, expected),
    { compares: 'levels, part of each', tolerance: 1e-5 },
  ),
  components(1),
  components(2),
  edt('edt.tif', [1, 1, 1], ''),
  edt('edt_aniso.tif', [1, 2, 1], ', sampling (2, 1)'),
  ...peakCases,
  imageCase('hmax.tif', `${skimage} h_maxima`, '`hMaxima`, segment.split', async (expected) =>
    unlike(hMaxima({ ...(await first('in-frames.tif')), depth: 1 }, 200), expected),
  ),
  imageCase('reconstruct.tif', `${skimage} reconstruction`, '`reconstruct`, segment.split', async (expected) => {
    const { data } = await first('in-frames.tif');
    return unlike(
      reconstruct(
        data.map((value) => value - 300),
        data,
        side,
        side,
      ),
      expected,
    );
  }),
  watershedCase('watershed.tif', false),
  watershedCase('watershed_line.tif', true),
  gradientCase,
  imageCase(
    'expand3.tif',
    `${skimage} expand_labels`,
    '`expandLabels`, segment.expand',
    async (expected) => unlike(expandLabels(await trueLabels(), side, side, 3), expected),
    labels,
  ),
  imageCase(
    'clear_border.tif',
    `${skimage} clear_border`,
    '`clearBorder`, segment.filter-objects',
    async (expected) => unlike(clearBorder(await trueLabels(), side, side), expected),
    labels,
  ),
];
