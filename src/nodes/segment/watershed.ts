import { blurFrame } from '../../runtime/kernels/reference/blur-frame.ts';
import { watershed } from '../../runtime/kernels/reference/watershed.ts';
import { defineNode, optional, port } from '../../runtime/node/define.ts';
import { choice, number, toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.watershed',
  version: 1,
  title: 'Seeded watershed',
  summary: 'Grows objects from seeds over the movie until they meet.',
  keywords: ['marker controlled', 'flood', 'secondary objects', 'membrane', 'grow', 'propagate'],
  sources: [
    'skimage.segmentation.watershed 0.19.3',
    'Beucher & Meyer 1993, The morphological approach to segmentation',
  ],
  help: 'Seeds, such as nuclei, grow to cells: over dark pixels first where the cells are outlined by bright membranes (cells dark), over bright pixels first where the cells themselves are bright. They stop where they meet and at the border of the region, for which the labels of a low Threshold of the same movie serve; without a region they fill the image. Within a region, labels grow only in the part that they start in, and parts without a seed stay empty. Stacks are flooded in space, over the six neighbours of a voxel. Frames without seeds stay empty; NaN pixels are filled last.',
  inputs: {
    movie: port('Movie', 'What is flooded.'),
    seeds: port('Labels', 'Where each object starts.'),
    region: optional('Labels', 'Where objects may grow.'),
  },
  outputs: { labels: port('Labels', 'Objects with the numbers of their seeds.') },
  params: {
    cells: choice({
      options: ['dark', 'bright'],
      default: 'dark',
      doc: 'What objects are, against the borders between them.',
    }),
    smoothing: number({
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of a Gaussian blur of the movie; 0 for none.',
    }),
    lines: toggle({ default: false, doc: 'Leave a line of background where objects meet.' }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async run({ movie, seeds, region }, { cells, smoothing, lines }, { kernels }) {
    const { width, height, depth } = movie;
    const smooth = await blurFrame(movie, smoothing, kernels);
    const relief = Float32Array.from(smooth.data);
    if (cells === 'bright') for (let i = 0; i < relief.length; i++) relief[i] = -(relief[i] ?? 0);
    const options = region ? { territory: region.data, lines, depth } : { lines, depth };
    return { labels: { width, height, depth, data: watershed(relief, seeds.data, width, height, options) } };
  },
});
