import { filteredByMedian, spotChoice, spotParams } from '../../runtime/kernels/reference/spot-choice.ts';
import { detectSpots } from '../../runtime/kernels/reference/spot-detect.ts';
import { logResponse } from '../../runtime/kernels/reference/spot-response.ts';
import { defineNode, port } from '../../runtime/node/define.ts';

export default defineNode({
  id: 'detect.log-spots',
  version: 1,
  title: 'LoG spots',
  summary: 'Finds bright round spots of one size with a Laplacian of Gaussian.',
  keywords: ['spot', 'blob', 'particle', 'vesicle', 'focus', 'detector', 'TrackMate', 'Laplacian', 'point'],
  sources: [
    'doi:10.1038/s41592-022-01507-1',
    'TrackMate: LoG detector (radius, threshold, subpixel localization, median filter)',
    'doi:10.1023/A:1008045108935',
  ],
  help: "For spots between about 2 and 20 px wide, all of about one size, also when they are dim or close. Set radius to half the diameter that you estimate for the objects; then raise the threshold until spots of no interest go. Quality is the response of the filter on TrackMate's scale, so a threshold found there serves here: a Gaussian spot of height A and matching size has a quality of A / σ², σ being radius / √2. Above noise sets a threshold by itself: spots must exceed so many standard deviations of the response; it is best left on while you look for a threshold, and set to 0 to get exactly what the threshold alone gives. Median filtering helps against single hot pixels. Localisation: parabolic is fast; gaussian fit is the most precise (about 25 % less error on single spots, and close pairs are told apart) and slow; centroid suits spots that are not Gaussian and stand alone. A movie with planes is searched in 3-D, with the distance of planes from the calibration, or as if it were the pixel size where that is not recorded. Constant and empty frames have no spots; nor is there a spot beside a NaN.",
  inputs: { movie: port('Movie', 'Bright spots on a dark background.') },
  outputs: { spots: port('Spots', 'Spots with quality, mean intensity, contrast and signal-to-noise.') },
  params: spotParams,
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async run({ movie }, params, { kernels, headers }) {
    const choice = spotChoice(params, headers.movie.calibration);
    const searched = params.doMedianFiltering ? await filteredByMedian(movie, kernels) : movie;
    const response = await logResponse(searched, choice.radius, choice.zRatio, kernels);
    return { spots: await detectSpots(movie, response, choice, kernels) };
  },
});
