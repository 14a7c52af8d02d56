import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, number, toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.subtract-background',
  version: 1,
  title: 'Subtract background',
  summary: 'Takes off the smooth background under the objects, plane by plane.',
  keywords: ['rolling ball', 'top hat', 'illumination', 'vignette', 'uneven', 'flatten', 'high pass', 'detrend'],
  sources: [
    'Fiji: Process > Subtract Background (radius 50 px)',
    'Sternberg 1983, doi:10.1109/MC.1983.1654163',
    'skimage.restoration.rolling_ball, skimage.morphology.white_tophat',
  ],
  help: 'For fields whose background is uneven, before one threshold is to hold for all of it, and before intensities are measured. Rolling ball: the largest surface that a ball rolled under the image reaches; choose a radius at least as large as the radius of the largest object. Gaussian: a blur with sigma = radius, cheap and smooth, but objects raise it: choose a radius of several objects, and expect dark halos. Top-hat: opening by a disk; what is narrower than the disk stays, the noise floor is taken off too. Values under the background are kept as negative numbers unless clipped: clipping biases means and thresholds. Constant frames become 0 (none leaves them); NaN pixels stay NaN.',
  inputs: { movie: port('Movie', 'Movie to flatten.') },
  outputs: { movie: port('Movie', 'Movie less its background, float32.') },
  params: {
    method: choice({
      options: ['rolling ball', 'gaussian', 'top-hat', 'none'],
      default: 'rolling ball',
      doc: 'How the background is found; none leaves the movie as it is.',
    }),
    radius: number({
      onlyWith: { method: ['rolling ball', 'gaussian', 'top-hat'] },
      default: 50,
      min: 1,
      max: 1000,
      unit: 'px',
      doc: 'Of the ball or disk; the standard deviation of the Gaussian.',
    }),
    clip: toggle({ default: false, doc: 'Set what lies under the background to 0.' }),
  },
  time: { scope: 'frame' },
  async run({ movie }, { method, radius, clip }, { kernels }) {
    const under = method === 'none' ? null : await kernels.background(movie, method, radius);
    const data = new Float32Array(movie.data.length);
    for (let i = 0; i < data.length; i++) {
      const rest = (movie.data[i] ?? 0) - (under?.data[i] ?? 0);
      data[i] = clip && rest < 0 ? 0 : rest;
    }
    return { movie: { width: movie.width, height: movie.height, data } };
  },
});
