import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { openCtcSequence, openCtcTruth, truths } from '../../runtime/formats/ctc-folder.ts';
import { movieOf, restated } from '../../runtime/formats/image-stack.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { choice, file, text } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.open-ctc',
  version: 1,
  title: 'Open Cell Tracking Challenge data',
  summary: 'Opens a sequence of the Cell Tracking Challenge with its truth.',
  keywords: ['CTC', 'ISBI', 'benchmark', 'ground truth', 'gold truth', 'silver truth', 'load', 'import'],
  sources: ['celltrackingchallenge.net: naming and file content conventions', 'doi:10.1038/nmeth.4473'],
  help: 'Takes the folder of a data set (with 01, 01_GT ...) and the sequence in it; or the sequence itself, the truth being found beside it. The gold truth is taken where there is one, else the silver truth, whose segmentation then also stands for tracking. To compare with another result choose RES. Frames without an annotated segmentation are empty in segTruth. Tracks come from truth and lineage by Tracks from labels. A track table that goes on after the last image is cut there, with a caution. What is not there is an error only where it is used: leave its output open. The files record no pixel size or interval: state them.',
  outputs: {
    movie: port('Movie', 'The images t000.tif, t001.tif ...'),
    truth: port('Labels', 'Tracking truth: markers whose numbers last (TRA).'),
    segTruth: port('Labels', 'Segmentation truth (SEG); frames that were not annotated are empty.'),
    lineage: port('Table', 'Track table: track, begin, end, parent.'),
  },
  params: {
    path: file({ accept: ['folder'], doc: 'Folder of the data set, or of one sequence.' }),
    sequence: text({ default: '', doc: 'Sequence of a data set, such as 02; empty takes the first.' }),
    truth: choice({
      options: truths,
      default: 'auto',
      doc: 'Gold truth, silver truth or a result; auto: gold, else silver.',
    }),
    ...calibrationParams,
  },
  besides({ path }) {
    const bare = path.replace(/[\\/]+$/, '');
    return bare === '' ? [] : ['_GT', '_ST', '_RES'].map((kind) => bare + kind);
  },
  async open({ path, sequence, truth, pixelSize, frameInterval }, files) {
    const found = await openCtcSequence(files, path, sequence);
    const calibration = restated(found.images, pixelSize, frameInterval);
    const images = { ...found.images, calibration };
    const { tracking, segmentation, lineage } = await openCtcTruth(files, { ...found, images }, truth);
    return { movie: movieOf(images), truth: tracking, segTruth: segmentation, lineage };
  },
});
