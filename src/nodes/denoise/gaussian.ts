import { defineNode, port } from '../../runtime/node/define.ts';
import { number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'denoise.gaussian',
  version: 1,
  title: 'Gaussian blur',
  summary: 'Smooths each plane with an isotropic Gaussian.',
  keywords: ['smooth', 'blur', 'low pass', 'noise'],
  sources: ['scipy.ndimage.gaussian_filter(mode="nearest", truncate=4)', 'Fiji: Process > Filters > Gaussian Blur'],
  help: 'Removes noise at the cost of detail below about two sigma. Before segmentation, sigma near the noise grain (1 to 2 px) is enough; a larger one merges neighbours. Constant frames stay as they are; a NaN pixel spreads over its neighbourhood.',
  inputs: { movie: port('Movie', 'Movie to smooth.') },
  outputs: { movie: port('Movie', 'Smoothed movie, float32.') },
  params: {
    sigma: number({
      default: 1,
      min: 0.1,
      max: 100,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of the Gaussian.',
    }),
  },
  time: { scope: 'frame' },
  async run({ movie }, { sigma }, { kernels }) {
    return { movie: await kernels.gaussian(movie, sigma) };
  },
});
