import { medianOfPlanes } from '../../runtime/kernels/reference/median-of-planes.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { integer } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'denoise.temporal-median',
  version: 1,
  title: 'Temporal median',
  summary: 'Replaces each pixel by its median over neighbouring frames.',
  keywords: ['despeckle', 'time', 'blink', 'salt and pepper'],
  sources: ['Definition: the median of the pixel in frames t - reach ... t + reach'],
  help: 'Removes what is seen in single frames only: shot noise, cosmic rays, debris that flies by. What moves more than its own width within the window is removed too: correct drift first. The window is shortened at both ends of the movie; of an even number of frames the mean of the middle two is taken.',
  inputs: { movie: port('Movie', 'Movie to filter.') },
  outputs: { movie: port('Movie', 'Filtered movie, float32.') },
  params: {
    reach: integer({ default: 1, min: 0, max: 25, unit: 'frame', doc: 'Frames used on each side.' }),
  },
  time: { scope: 'window', reach: ({ reach }) => ({ before: reach, after: reach }) },
  async run({ movie }) {
    return { movie: medianOfPlanes(movie.frames) };
  },
});
