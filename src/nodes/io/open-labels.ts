import { axesOptions } from '../../runtime/formats/axes.ts';
import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { lineageBeside } from '../../runtime/formats/ctc-folder.ts';
import { gapOptions } from '../../runtime/formats/file-names.ts';
import { labelsOf, restated } from '../../runtime/formats/image-stack.ts';
import { openImages } from '../../runtime/formats/open-images.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { choice, file, integer } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.open-labels',
  version: 1,
  title: 'Open labels',
  summary: 'Opens label images: a TIFF stack, or a folder of TIFF frames.',
  keywords: ['load', 'import', 'mask', 'segmentation', 'instances', 'cellpose', 'StarDist', 'CTC', 'annotation'],
  sources: ['TIFF 6.0; BigTIFF', 'celltrackingchallenge.net: naming and file content conventions'],
  help: 'Each object is the set of pixels of one number, 0 is background; the numbers are taken as they are, from integers of any size or floating-point numbers without a fraction. A pixel that is no whole number from 0 to 4294967295 is an error that names file and page. Axes as in Open movie. In a folder, or with * and ? in the last part of the path, each file is one time point in natural order. A track table in the folder (res_track.txt or man_track.txt) is given as lineage; without one that table is empty. A mask of 0 and 255 is one object: separate touching ones first.',
  outputs: {
    labels: port('Labels', 'The label images.'),
    lineage: port('Table', 'Track table of the folder: track, begin, end, parent.'),
  },
  params: {
    path: file({
      accept: ['.tif', '.tiff', 'folder'],
      doc: 'TIFF file, folder of TIFF frames, or a pattern such as masks/*_cp_masks.tif.',
    }),
    axes: choice({
      options: axesOptions,
      default: 'auto',
      doc: 'What the pages are, the slowest axis first; auto takes what the file records.',
    }),
    slices: integer({
      default: 0,
      min: 0,
      max: 10_000,
      unit: '1',
      doc: 'Number of planes for axes with z; 0 = as recorded.',
    }),
    gaps: choice({
      options: gapOptions,
      default: 'error',
      doc: 'Numbers left out by the files of a folder (t0, t1, t3): an error that names them, or frames that follow each other, at their own times where the interval is known.',
    }),
    ...calibrationParams,
  },
  async open({ path, axes, slices, gaps, pixelSize, frameInterval }, files) {
    const stack = await openImages(files, path, { axes, channels: 0, slices, gaps });
    const calibration = restated(stack, pixelSize, frameInterval);
    return {
      labels: labelsOf({ ...stack, calibration }, path),
      lineage: await lineageBeside(files, path, stack.size.t),
    };
  },
});
