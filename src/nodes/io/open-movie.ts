import { axesOptions } from '../../runtime/formats/axes.ts';
import { calibrationParams } from '../../runtime/formats/calibration-params.ts';
import { gapOptions } from '../../runtime/formats/file-names.ts';
import { movieOf, restated } from '../../runtime/formats/image-stack.ts';
import { openImages } from '../../runtime/formats/open-images.ts';
import { defineSource, port } from '../../runtime/node/define.ts';
import { choice, file, integer } from '../../runtime/node/params.ts';

export default defineSource({
  id: 'io.open-movie',
  version: 1,
  title: 'Open movie',
  summary: 'Opens a TIFF stack, or a folder of TIFF frames, as a movie that is read frame by frame.',
  keywords: [
    'load',
    'import',
    'read',
    'TIFF',
    'ImageJ',
    'hyperstack',
    'BigTIFF',
    'OME-TIFF',
    'MetaMorph',
    'STK',
    'Micro-Manager',
    'NDTiff',
    'image sequence',
    'folder',
  ],
  sources: [
    'TIFF 6.0; BigTIFF',
    'ImageJ hyperstacks: channels run fastest, then slices, then frames',
    'OME-TIFF (OME 2016-06)',
    'tifffile: JSON descriptions with axes',
    'MetaMorph stack (STK) file format',
    'NDTiff specification, version 3',
  ],
  help: 'Reads classic and BigTIFF, strips and tiles, uncompressed, LZW, deflate, PackBits, Zstandard or JPEG (8 and 12 bit, lossless), with 8 to 64 bits, packed ones too; 32-bit integers and 64-bit values become float32 if that is exact, else the file is refused. Axes, calibration and channels are taken from ImageJ, OME-TIFF (its first image), MetaMorph stacks, tifffile, and the stacks and NDTiff folders of Micro-Manager. An OME-TIFF in several files opens from its folder; nothing outside that folder is read. A file whose pages may be time points, planes or channels is not guessed: set axes, the slowest first (tzc: channels run fastest). A plain ImageJ stack calls anything slices, so it counts as such a file. A file that holds fewer images than it states is refused, saying how many there are; axes takes those. In a folder, or with * and ? in the last part of the path, each file is one time point in natural order (t2 before t10), unless all names number z, c or t; img_t{t}_c{c}.tif says what the numbers in names are (c may be a name). A number that is left out is an error, unless gaps is accept. Frames are read when needed; a damaged frame is named when it is reached. Not read: fax and YCbCr colour, LZMA, WebP, 24-bit integers (programs disagree on their byte order), complex numbers.',
  outputs: { movie: port('Movie', 'The movie, pixels and calibration as recorded.') },
  params: {
    path: file({
      accept: ['.tif', '.tiff', '.stk', 'folder'],
      doc: 'TIFF file, folder of TIFF frames, or a pattern such as frames/t*.tif or frames/img_t{t}_c{c}.tif.',
    }),
    axes: choice({
      options: axesOptions,
      default: 'auto',
      doc: 'What the pages are, the slowest axis first; auto takes what the file records.',
    }),
    channels: integer({
      default: 0,
      min: 0,
      max: 64,
      unit: '1',
      doc: 'Number of channels for axes with c; 0 = as recorded.',
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
  async open({ path, axes, channels, slices, gaps, pixelSize, frameInterval }, files) {
    const stack = await openImages(files, path, { axes, channels, slices, gaps });
    const calibration = restated(stack, pixelSize, frameInterval);
    return { movie: movieOf({ ...stack, calibration }) };
  },
});
