import { blurFrame } from '../../runtime/kernels/reference/blur-frame.ts';
import {
  addDyadic,
  type DyadicHistogram,
  dyadicHistogram,
  emptyDyadic,
} from '../../runtime/kernels/reference/dyadic-histogram.ts';
import { levelMethods, levelOfHistogram } from '../../runtime/kernels/reference/level-of.ts';
import { defineFold, port } from '../../runtime/node/define.ts';
import { choice, number } from '../../runtime/node/params.ts';

export default defineFold({
  id: 'segment.estimate-threshold',
  version: 1,
  title: 'Estimate threshold',
  summary: 'Finds one level for the whole movie from the summed histogram of its frames.',
  keywords: ['otsu', 'li', 'triangle', 'global threshold', 'stack histogram'],
  sources: ['Fiji: Auto Threshold with "Stack histogram"', 'skimage.filters.threshold_otsu and others, 0.19.3'],
  help: 'Connect the table to the level of Threshold, and give both nodes the same movie, smoothing and kind of objects. One level for all frames does not jump from frame to frame, and frames without objects stay empty; it is wrong where the movie bleaches: correct bleaching first, or let Threshold find a level for each frame. The frames are added up in bins that do not depend on their order, so the level is the same for any number of workers. Of float movies the level is exact to 1/256 of the range, or finer. A constant movie gives its grey value, so that nothing is above it; a movie without frames, of NaN, or in which the method finds no level gives NaN, which Threshold takes as no objects.',
  inputs: { movie: port('Movie', 'Movie that is to be thresholded.') },
  outputs: { level: port('Table', 'One row: threshold, and the number of frames it was made from.') },
  params: {
    method: choice({ options: levelMethods, default: 'otsu', doc: 'How the level is found.' }),
    smoothing: number({
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of a Gaussian blur before counting; 0 for none.',
    }),
    objects: choice({ options: ['bright', 'dark'], default: 'bright', doc: 'What lies beyond the level.' }),
    deviations: number({
      onlyWith: { method: ['background'] },
      default: 3,
      min: 0,
      max: 1000,
      step: 0.1,
      unit: 'σ',
      doc: 'Method background: spreads of the background between it and the level.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async map({ movie }, { smoothing }, { kernels }) {
    return dyadicHistogram((await blurFrame(movie, smoothing, kernels)).data);
  },
  start: (): { histogram: DyadicHistogram; frames: number } => ({ histogram: emptyDyadic, frames: 0 }),
  merge: ({ histogram, frames }, more: DyadicHistogram) => ({
    histogram: addDyadic(histogram, more),
    frames: frames + 1,
  }),
  async finish({ histogram, frames }, _inputs, { method, deviations, objects }) {
    const threshold = levelOfHistogram(histogram, method, deviations, objects === 'dark');
    return {
      level: {
        columns: [
          { name: 'threshold', unit: 'grey value', values: Float64Array.of(threshold) },
          { name: 'frames', unit: 'frame', values: Float64Array.of(frames) },
        ],
        cautions: [],
      },
    };
  },
});
