import { filteredByMedian, spotChoice, spotParams } from '../../runtime/kernels/reference/spot-choice.ts';
import { detectSpots } from '../../runtime/kernels/reference/spot-detect.ts';
import { dogResponse } from '../../runtime/kernels/reference/spot-response.ts';
import { defineNode, port } from '../../runtime/node/define.ts';

export default defineNode({
  id: 'detect.dog-spots',
  version: 1,
  title: 'DoG spots',
  summary: 'Finds bright round spots of one size with a difference of Gaussians.',
  keywords: [
    'spot',
    'blob',
    'particle',
    'vesicle',
    'focus',
    'detector',
    'TrackMate',
    'difference of Gaussians',
    'SIFT',
  ],
  sources: [
    'doi:10.1038/s41592-022-01507-1',
    'TrackMate: DoG detector (radius, threshold, subpixel localization, median filter)',
    'doi:10.1023/B:VISI.0000029664.99615.94',
  ],
  help: 'Approximates the LoG detector and finds much the same spots; its filter is a little wider, so it is calmer in noise and a little worse at close pairs. Use it for the scale of quality that you know from DoG, or for spots under 3 px. Set radius to half the diameter that you estimate for the objects; then raise the threshold until spots of no interest go. Quality is the narrow blur minus the wide one, in grey values, as in TrackMate: a threshold found there serves here. Above noise sets a threshold by itself: spots must exceed so many standard deviations of the response; set it to 0 to get exactly what the threshold alone gives. Median filtering helps against single hot pixels. Localisation: parabolic is fast; gaussian fit is the most precise and slow; centroid suits spots that are not Gaussian and stand alone. A movie with planes is searched in 3-D, with the distance of planes from the calibration, or as if it were the pixel size where that is not recorded. Constant and empty frames have no spots; nor is there a spot beside a NaN.',
  inputs: { movie: port('Movie', 'Bright spots on a dark background.') },
  outputs: { spots: port('Spots', 'Spots with quality, mean intensity, contrast and signal-to-noise.') },
  params: spotParams,
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async run({ movie }, params, { kernels, headers }) {
    const choice = spotChoice(params, headers.movie.calibration);
    const searched = params.doMedianFiltering ? await filteredByMedian(movie, kernels) : movie;
    const response = await dogResponse(searched, choice.radius, choice.zRatio, kernels);
    return { spots: await detectSpots(movie, response, choice, kernels) };
  },
});
