import type { Frame, Pixels } from '../../runtime/data/frame.ts';
import { combineShifts, type Positions } from '../../runtime/kernels/reference/combine-shifts.ts';
import {
  type Displacement,
  type DriftViewOptions,
  type DriftViews,
  displacement,
  driftViews,
  movedBack,
  sumViews,
} from '../../runtime/kernels/reference/drift-views.ts';
import { bandEnergy } from '../../runtime/kernels/reference/phase-correlation.ts';
import { spreadBlocks } from '../../runtime/kernels/reference/spread-blocks.ts';
import { defineFold, port } from '../../runtime/node/define.ts';
import { choice, integer, number, type ParamValues, toggle } from '../../runtime/node/params.ts';

const params = {
  reference: choice({
    options: ['previous', 'first', 'running mean', 'several previous'],
    default: 'previous',
    doc: 'What each frame is compared with. previous: the frame before it. first: frame 0. running mean: the mean of all frames before it, moved back. several previous: each of some frames before it; displacements that do not fit the others lose their weight.',
  }),
  method: choice({
    options: ['cross-correlation', 'phase correlation'],
    default: 'cross-correlation',
    doc: 'Phase correlation gives all frequencies that the smoothing lets through the same weight: sharper peaks, and false ones where noise is strong.',
  }),
  lags: integer({
    onlyWith: { reference: ['several previous'] },
    default: 4,
    min: 2,
    max: 10,
    unit: 'frame',
    doc: 'Only for several previous: frames (blocks, with time averaging) that each is compared with.',
  }),
  timeAveraging: integer({
    default: 1,
    min: 1,
    max: 50,
    unit: 'frame',
    doc: 'Frames averaged before they are compared; the drift between the middles of such blocks is interpolated.',
  }),
  maxShift: number({
    default: 0,
    min: 0,
    max: 4096,
    unit: 'px',
    doc: 'Largest displacement from the reference along x and along y. 0: a quarter of the shorter side.',
  }),
  smoothing: number({
    default: 1.5,
    min: 0,
    max: 20,
    step: 0.1,
    unit: 'px',
    doc: 'Standard deviation of the Gaussian that removes noise before frames are compared; what it leaves of less than 5 % is left out. 0: none.',
  }),
  background: number({
    default: 10,
    min: 0,
    max: 500,
    unit: 'px',
    doc: 'Standard deviation of the Gaussian that is subtracted before frames are compared: it removes uneven illumination and enhances edges. 0: none.',
  }),
  upsampling: integer({
    default: 10,
    min: 1,
    max: 100,
    unit: '1',
    doc: 'The peak is searched in steps of 1/upsampling px, then between them by a parabola. 1: the drift is rounded to whole px, so that frames are moved without interpolation.',
  }),
  window: choice({
    options: ['none', 'Hann', 'periodic'],
    default: 'periodic',
    doc: 'Against the edges of the frames, which do not move and would pull the result to 0. periodic: removes the steps between opposite edges and keeps all pixels. Hann: fades the frames at their edges; the middle then counts most.',
  }),
  projection: choice({
    options: ['maximum', 'average'],
    default: 'maximum',
    doc: 'Only for volumes: how they are projected along z.',
  }),
  alongZ: toggle({ default: false, doc: 'Only for volumes: also estimates the drift along z, from averages along y.' }),
} as const;
type Options = ParamValues<typeof params>;

type Found = readonly { readonly from: number; readonly moved: Displacement }[];
/** One block of frames: its displacements from earlier blocks, or its views where they are compared in order. */
interface Block {
  readonly found: Found;
  readonly views: DriftViews | null;
  /** 1 for the reference itself, NaN where it is constant. */
  readonly own: number;
  readonly limit: number;
}
interface State {
  readonly blocks: Found[];
  readonly own: number[];
  sum: DriftViews | null;
}

export default defineFold({
  id: 'drift.estimate',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only last digits are new
  title: 'Estimate drift',
  summary: 'Measures how the whole field has moved in each frame, by correlation with others.',
  keywords: [
    'registration',
    'stabilise',
    'Fast4DReg',
    'Correct 3D drift',
    'StackReg',
    'motion correction',
    'alignment',
  ],
  sources: [
    'Fast4DReg: doi:10.1242/jcs.260728',
    'Fiji: Plugins > Registration > Correct 3D Drift, doi:10.3791/51086',
    'Guizar-Sicairos et al. 2008: doi:10.1364/OL.33.000156',
    'skimage.registration.phase_cross_correlation',
    'Periodic plus smooth decomposition, Moisan 2011: doi:10.1007/s10851-010-0227-1',
    'Redundant cross-correlation, Wang et al. 2014: doi:10.1364/OE.22.015982',
  ],
  help: 'Gives the drift that Apply drift takes away, in the channel it was measured in or in any other: choose one in which something stands still or moves at random. With previous, the default, each frame is compared with the one before it and the steps are added up: it follows cells that move, grow and divide, but small errors add up too. first suits specimens that hardly change; running mean the same where single frames are noisy; several previous withstands single bad frames. What all objects do together can not be told from drift. Where the result follows noise (quality near 0), smooth more; where it stays at 0 although the field moves, as with dirt or uneven light that stands still, take a smaller background. A quality that falls to near 0 in a frame means that nothing was recognised there: look at the table. Frames without any structure, and those of NaN, have quality NaN and are taken to have stayed where the frame before was; NaN pixels count as the mean. Frame 0 is the reference and has drift 0. Volumes are projected along z first.',
  inputs: { movie: port('Movie', 'Movie to look at.') },
  outputs: { transform: port('Transform', 'Displacement of each frame against frame 0.') },
  params,
  time: {
    scope: 'window',
    reach: ({ reference, lags, timeAveraging }) => ({
      before: timeAveraging * (1 + (reference === 'previous' ? 1 : reference === 'several previous' ? lags : 0)) - 1,
      after: 0,
      also: reference === 'first' ? Array.from({ length: timeAveraging }, (_, t) => t) : [],
    }),
  },
  space: 'volume',
  channels: 'one',
  async map({ movie: { frames, times } }, options, { t, headers }): Promise<Block | null> {
    const size = options.timeAveraging;
    if ((t + 1) % size !== 0 && t !== headers.movie.size.t - 1) return null;
    const block = Math.floor(t / size);
    const viewsOf = (wanted: number): DriftViews =>
      sumViews(
        frames.filter((_, i) => Math.floor((times[i] ?? 0) / size) === wanted).map((one) => viewsOfFrame(one, options)),
      );
    const views = viewsOf(block);
    const own = bandEnergy(views.above) > 0 ? 1 : Number.NaN;
    const limit = largestShift(frames[0], options);
    if (options.reference === 'running mean') return { found: [], views, own, limit };
    const found = earlierBlocks(block, options).map((from) => ({
      from,
      moved: compare(viewsOf(from), views, limit, options),
    }));
    return { found, views: null, own, limit };
  },
  start: (): State => ({ blocks: [], own: [], sum: null }),
  merge(state, block, _t, options) {
    if (block === null) return state;
    const { views, found, own, limit } = block;
    state.own.push(own);
    if (!views) state.blocks.push(found);
    else if (state.sum === null) {
      state.sum = views;
      state.blocks.push([]);
    } else {
      const moved = compare(state.sum, views, limit, options);
      state.blocks.push([{ from: 0, moved }]);
      // The correlation does not depend on how many are in the sum.
      if (moved.quality > 0) state.sum = sumViews([state.sum, movedBack(views, moved)]);
    }
    return state;
  },
  async finish({ blocks, own }, _inputs, options, { headers }) {
    const { size, calibration } = headers.movie;
    const { dx, dy, dz } = options.reference === 'several previous' ? fitted(blocks) : addedUp(blocks);
    const quality = Float64Array.from(blocks, (found, b) => found[0]?.moved.quality ?? own[b] ?? Number.NaN);
    const spread = (values: Float64Array) => spreadBlocks(values, options.timeAveraging, size.t);
    // Steps are never rounded: what each loses would add up.
    const drift = (values: Float64Array) =>
      spread(values).map((d) => (options.upsampling === 1 ? Math.round(d) + 0 : d));
    return {
      transform: {
        type: 'shift',
        size: { ...size, c: 1 },
        calibration,
        dx: drift(dx),
        dy: drift(dy),
        dz: drift(dz),
        quality: spread(quality),
      },
    };
  },
});

/** Running means travel between threads: they keep the frequencies that hold most of the structure. */
const highestOfMean = 48;

function viewsOfFrame(frame: Frame<Pixels>, options: Options): DriftViews {
  const { smoothing, background, window, projection, alongZ, reference } = options;
  const highest = reference === 'running mean' ? highestOfMean : 0;
  const viewed: DriftViewOptions = { smoothing, background, window, highest, projection, alongZ };
  return driftViews(frame, viewed);
}

function compare(reference: DriftViews, moving: DriftViews, maxShift: number, { method, upsampling }: Options) {
  return displacement(reference, moving, {
    method: method === 'phase correlation' ? method : 'cross correlation',
    upsampling,
    between: 'parabola',
    maxShift: { x: maxShift, y: maxShift },
  });
}

function largestShift(frame: Frame<Pixels> | undefined, { maxShift }: Options): number {
  return maxShift > 0 || !frame ? maxShift : Math.min(frame.width, frame.height) / 4;
}

function earlierBlocks(block: number, { reference, lags }: Options): readonly number[] {
  if (reference === 'first') return block === 0 ? [] : [0];
  const wanted = reference === 'several previous' ? lags : 1;
  return Array.from({ length: Math.min(wanted, block) }, (_, i) => block - 1 - i);
}

/** Where nothing was recognised, the block stays where the one before it was. */
function addedUp(blocks: readonly Found[]): Positions {
  const dx = new Float64Array(blocks.length);
  const dy = new Float64Array(blocks.length);
  const dz = new Float64Array(blocks.length);
  for (let block = 1; block < blocks.length; block++) {
    const [pair] = blocks[block] ?? [];
    const known = pair && !Number.isNaN(pair.moved.quality);
    const from = known ? pair.from : block - 1;
    dx[block] = (dx[from] ?? 0) + (known ? pair.moved.dx : 0);
    dy[block] = (dy[from] ?? 0) + (known ? pair.moved.dy : 0);
    dz[block] = (dz[from] ?? 0) + (known ? pair.moved.dz : 0);
  }
  return { dx, dy, dz };
}

function fitted(blocks: readonly Found[]): Positions {
  const pairs = blocks.flatMap((found, to) => {
    const recognised = found.filter(({ moved }) => !Number.isNaN(moved.quality));
    // A frame in which nothing is recognised stays where the one before it was, and a weight of 0 would give it no place.
    return (recognised.length > 0 ? recognised : found.slice(0, 1)).map(({ from, moved: { dx, dy, dz, quality } }) => {
      return { from, to, dx, dy, dz, weight: Math.max(1e-6, quality || 0) };
    });
  });
  return combineShifts(blocks.length, pairs);
}
