import { matchHistograms } from '../../runtime/kernels/reference/match-histograms.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { integer } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'bleach.histogram-matching',
  version: 1,
  title: 'Histogram matching',
  summary: 'Gives every frame the histogram of the first, so that objects stay visible and segmentable as they bleach.',
  keywords: ['photobleaching', 'CorrectBleach', 'bleach correction', 'match histograms', 'flicker'],
  sources: [
    'skimage.exposure.match_histograms',
    'Fiji: Image > Adjust > Bleach Correction, Miura 2020, doi:10.12688/f1000research.27171.1',
  ],
  help: 'For segmenting, tracking and showing movies whose contrast fades or flickers. Brightness can no longer be measured afterwards: where cells multiply or leave, the others change their grey values to make up for it. For measuring use Estimate bleaching and Apply bleach correction. The reference frame stays as it is; constant frames become constant; NaN pixels stay NaN and take no part; if the reference frame has no number at all, nothing changes. Channels are matched each for itself, volumes as a whole.',
  inputs: { movie: port('Movie', 'Movie to correct.') },
  outputs: { movie: port('Movie', 'Corrected movie, float32.') },
  params: {
    referenceFrame: integer({
      default: 0,
      min: 0,
      max: 1_000_000,
      unit: 'frame',
      doc: 'Frame whose histogram the others get, from 0.',
    }),
  },
  time: {
    scope: 'window',
    reach: ({ referenceFrame }) => ({ before: 0, after: 0, also: [referenceFrame] }),
  },
  space: 'volume',
  caution: 'intensity is not quantitative: histogram matching',
  async run({ movie }, { referenceFrame }, { t, headers }) {
    const frame = movie.frames[movie.centre];
    const reference = movie.frames[movie.times.indexOf(referenceFrame)];
    if (!frame || !reference) {
      throw new RangeError(
        `the reference frame is ${referenceFrame}, but the movie has frames 0 to ${headers.movie.size.t - 1}; frame ${t} can't be matched`,
      );
    }
    return { movie: { ...frame, data: matchHistograms(frame.data, reference.data) } };
  },
});
