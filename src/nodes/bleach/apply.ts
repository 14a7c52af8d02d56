import { numbers, rowCount } from '../../runtime/data/table.ts';
import { scaleAbove } from '../../runtime/kernels/reference/scale-above.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'bleach.apply',
  version: 1,
  title: 'Apply bleach correction',
  summary: 'Multiplies what is above the background of each frame, so that all frames are as bright as the first.',
  keywords: ['photobleaching', 'CorrectBleach', 'correct bleaching', 'normalise intensity', 'fading'],
  sources: ['Fiji: Image > Adjust > Bleach Correction, Miura 2020, doi:10.12688/f1000research.27171.1'],
  help: 'Takes the table of Estimate bleaching, or any table with one row per frame, a column factor and, if wanted, a column background. Each pixel becomes (pixel - background) × factor, plus the background of the first frame unless it is to be subtracted. Noise is multiplied too: late frames stay noisier than early ones. All channels get the same factors: where they bleach differently, split them and correct each with its own table. Correct bleaching before Apply drift, not after it: what drift fills in was not seen by the camera, and would be scaled as if it were dimmer than the background. Factors of 1 give the frame as it is, but for a background that changes. NaN pixels stay NaN.',
  inputs: {
    movie: port('Movie', 'Movie to correct.'),
    bleaching: port('Table', 'Factor and background of each frame.'),
  },
  outputs: { movie: port('Movie', 'Corrected movie, float32.') },
  params: {
    subtractBackground: toggle({ default: false, doc: 'Leaves the background out, as other tools do; it is 0 then.' }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  describe({ movie }, _params, { bleaching }) {
    if (rowCount(bleaching) !== movie.size.t) {
      throw new RangeError(
        `the table has ${rowCount(bleaching)} rows, but the movie has ${movie.size.t} frames: estimate the bleaching on frames of the same times`,
      );
    }
    return {};
  },
  async run({ movie, bleaching }, { subtractBackground }, { t }) {
    const factor = numbers(bleaching, 'factor')[t] ?? Number.NaN;
    const has = bleaching.columns.some(({ name }) => name === 'background');
    const background = has ? numbers(bleaching, 'background') : new Float64Array(rowCount(bleaching));
    const here = background[t] ?? Number.NaN;
    const kept = subtractBackground ? 0 : (background[0] ?? 0);
    return { movie: { ...movie, data: scaleAbove(movie.data, here, factor, kept) } };
  },
});
