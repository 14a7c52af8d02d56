import { defineNode, port } from '../../runtime/node/define.ts';
import { choice } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'denoise.median',
  version: 1,
  title: 'Median',
  summary: 'Replaces each pixel by the median of the square around it; edges stay sharp.',
  keywords: ['despeckle', 'salt and pepper', 'hot pixel', 'rank filter', 'noise', 'smooth'],
  sources: ['scipy.ndimage.median_filter(mode="reflect")', 'Fiji: Process > Filters > Median'],
  help: 'Removes single bright and dark pixels and grain, and keeps edges where a Gaussian blurs them. What is smaller than about half of the square is removed too, such as thin filaments and small spots: start with 3, and take 5 or more only where objects are clearly larger. The dtype is kept, and beyond the edges the frame is mirrored. Constant frames stay as they are; a NaN pixel makes those NaN whose square holds it.',
  inputs: { movie: port('Movie', 'Movie to filter.') },
  outputs: { movie: port('Movie', 'Filtered movie, of the same dtype.') },
  params: {
    size: choice({
      options: ['3', '5', '7', '9', '11', '15', '21', '31'],
      default: '3',
      doc: 'Side of the square in px; twice the radius of Fiji plus one.',
    }),
  },
  time: { scope: 'frame' },
  describe: ({ movie }) => ({ movie: { dtype: movie.dtype } }),
  async run({ movie }, { size }, { kernels }) {
    return { movie: await kernels.median(movie, Number(size)) };
  },
});
