import { refineOutlines } from '../../runtime/kernels/reference/refine-outlines.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.refine-outlines',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only stacks differ: objects keep their numbers through the planes
  title: 'Refine outlines',
  summary: 'Draws each object anew at half of its own brightness above its own background.',
  keywords: ['half maximum', 'FWHM', 'local threshold', 'contour', 'tighten', 'edge', 'per object'],
  sources: ['Definition: the contour at half maximum of each object, its background measured around it'],
  help: 'One threshold for a whole frame draws dim objects too small and bright ones too large. This node takes the objects only as places: each gets its own level, half of the way from the median of its surroundings to the median of its inside. Use it after Split touching objects, on the unsmoothed movie or one with even background. Reach: as far as outlines may be wrong, and about the radius of an object, since the surroundings are looked for within it. Neighbours keep the border between them. Objects that are not brighter than their surroundings, or have none, stay as they were; in stacks each plane is treated for itself, and an object keeps its number through all of them; frames without objects stay empty; NaN pixels are outside.',
  inputs: {
    labels: port('Labels', 'Objects, roughly.'),
    movie: port('Movie', 'Intensities, bright inside the objects.'),
  },
  outputs: { labels: port('Labels', 'The same objects with outlines of their own.') },
  params: {
    reach: number({
      default: 8,
      min: 0,
      max: 1000,
      unit: 'px',
      doc: 'How far an outline may move out; 0 leaves outlines as they are.',
    }),
    fraction: number({
      default: 0.5,
      min: 0.01,
      max: 0.99,
      step: 0.01,
      unit: '1',
      doc: 'Where the outline lies between background (0) and object (1).',
    }),
    smoothing: number({
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of a Gaussian blur of the movie; 0 for none.',
    }),
  },
  time: { scope: 'frame' },
  channels: 'one',
  async run({ labels, movie }, { reach, fraction, smoothing }, { kernels }) {
    if (reach === 0) return { labels };
    const smooth = smoothing > 0 ? await kernels.gaussian(movie, smoothing) : movie;
    return { labels: refineOutlines(labels, smooth, { reach, fraction }) };
  },
});
