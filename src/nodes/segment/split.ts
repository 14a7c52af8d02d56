import { blurFrame } from '../../runtime/kernels/reference/blur-frame.ts';
import { objectDepth } from '../../runtime/kernels/reference/object-depth.ts';
import { planeStep } from '../../runtime/kernels/reference/plane-step.ts';
import { markersByDistance, markersByHeight } from '../../runtime/kernels/reference/split-markers.ts';
import { splitObjects } from '../../runtime/kernels/reference/split-objects.ts';
import { giveBack } from '../../runtime/kernels/reference/work-memory.ts';
import { defineNode, optional, port } from '../../runtime/node/define.ts';
import { choice, integer, number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.split',
  version: 1,
  title: 'Split touching objects',
  summary: 'Cuts objects that touch along their necks, or along dark lines between them.',
  keywords: ['watershed', 'declump', 'separate', 'distance transform', 'h-maxima', 'dynamic', 'binary watershed'],
  sources: [
    'skimage.segmentation.watershed, skimage.feature.peak_local_max 0.19.3',
    'MorphoLibJ: Distance Transform Watershed (dynamic)',
    'CellProfiler: IdentifyPrimaryObjects, distinguish clumped objects by shape or intensity',
    'Fiji: Process > Binary > Watershed',
  ],
  help: 'By shape: the deeper a pixel lies in its object the higher the relief, and objects are cut where it is narrow; right for round objects. By intensity: cut along the dark lines of the connected movie; right for objects that are brightest in the middle, or whose rims are dark. Markers by distance: of two maxima closer than the distance the higher one counts; choose a little less than the radius of the smallest object. Markers by height: a maximum counts where it rises by the height above the neck that leads to a higher one (MorphoLibJ: dynamic); choose 0.5 to 2 px for shapes, more where round objects are cut, and for intensity a fraction of the contrast. Smoothing removes maxima that come from ragged outlines. Pieces below the smallest size go back to their neighbour: no pixel is lost. Stacks are cut in space, distances taking the recorded distance of planes into account; where it is not recorded it is taken for a pixel; the blur is within planes. Frames without objects stay empty.',
  inputs: {
    labels: port('Labels', 'Objects; touching labels are never joined.'),
    movie: optional('Movie', 'Intensities to cut by; only used with relief intensity.'),
  },
  outputs: { labels: port('Labels', 'The pieces, numbered from 1 in each frame.') },
  params: {
    relief: choice({ options: ['shape', 'intensity'], default: 'shape', doc: 'What shows where objects end.' }),
    smoothing: number({
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of a Gaussian blur of the relief; 0 for none.',
    }),
    markers: choice({ options: ['distance', 'height'], default: 'distance', doc: 'Which maxima count as objects.' }),
    distance: integer({
      onlyWith: { markers: ['distance'] },
      default: 5,
      min: 1,
      max: 1000,
      unit: 'px',
      doc: 'Least distance of two objects, along x or y.',
    }),
    height: number({
      onlyWith: { markers: ['height'] },
      default: 1,
      min: 0.001,
      max: 1e6,
      unit: '1',
      doc: 'Least height of a maximum above the neck: px of depth, or grey values.',
    }),
    minSize: number({
      default: 20,
      min: 0,
      max: 1e9,
      unit: 'px²',
      doc: 'Smaller pieces are given back to their neighbour.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async run({ labels, movie }, params, { kernels, headers }) {
    if (params.relief === 'intensity' && !movie) {
      throw new RangeError('relief is intensity, but no movie is connected: connect one, or cut by shape');
    }
    const stepZ = planeStep(headers.labels?.calibration);
    const rough = params.relief === 'intensity' && movie ? movie : objectDepth(labels, stepZ);
    const smooth = await blurFrame(rough, params.smoothing, kernels);
    const relief = {
      ...smooth,
      data: smooth.data instanceof Float32Array ? smooth.data : Float32Array.from(smooth.data),
    };
    const markers =
      params.markers === 'distance'
        ? markersByDistance(relief, labels.data, params.distance, stepZ)
        : markersByHeight(relief, labels.data, params.height);
    const pieces = splitObjects(labels, relief.data, markers, params.minSize);
    giveBack(markers);
    return { labels: pieces };
  },
});
