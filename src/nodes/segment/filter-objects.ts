import { selectObjects } from '../../runtime/kernels/reference/select-objects.ts';
import { defineNode, optional, port } from '../../runtime/node/define.ts';
import { choice, number, toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.filter-objects',
  version: 1,
  title: 'Filter objects',
  summary: 'Keeps the objects that are within bounds of size, shape, brightness and place.',
  keywords: [
    'size filter',
    'remove small',
    'debris',
    'clear border',
    'circularity',
    'solidity',
    'roundness',
    'field of interest',
  ],
  sources: [
    'Fiji: Analyze Particles (size, circularity, exclude on edges)',
    'skimage.measure.regionprops 0.19.3',
    'CellProfiler: FilterObjects',
  ],
  help: 'Objects that fail any bound are removed; the others keep their numbers and pixels. Circularity is 4π · area / perimeter²: 1 for a disk, lower for long or ragged outlines, above 1 for very small objects. Solidity is the share of the convex hull that is filled: low for objects with bays, as two touching ones have. Elongation is the ratio of the axes of the ellipse with the same moments. Border "touching" removes what comes within the margin of the edge: cells that are cut off, whose size can not be measured; "beyond" removes what lies wholly in the margin: a field of interest, as the Cell Tracking Challenge has it. In stacks the area is the number of voxels, and shapes can not be bounded. Frames without objects stay empty.',
  inputs: {
    labels: port('Labels', 'Objects.'),
    movie: optional('Movie', 'Intensities; only used where brightness is bounded.'),
  },
  outputs: { labels: port('Labels', 'The objects that are kept.') },
  params: {
    minArea: number({ default: 0, min: 0, max: 1e9, unit: 'px²', doc: 'Smaller objects are removed.' }),
    maxArea: number({ default: 0, min: 0, max: 1e9, unit: 'px²', doc: 'Larger objects are removed; 0 for no bound.' }),
    minCircularity: number({
      default: 0,
      min: 0,
      max: 2,
      step: 0.01,
      unit: '1',
      doc: 'Less circular objects are removed.',
    }),
    minSolidity: number({ default: 0, min: 0, max: 1, step: 0.01, unit: '1', doc: 'Less solid objects are removed.' }),
    maxElongation: number({
      default: 0,
      min: 0,
      max: 1000,
      step: 0.1,
      unit: '1',
      doc: 'Longer objects are removed; 0 for no bound.',
    }),
    border: choice({
      options: ['keep', 'touching', 'beyond'],
      default: 'keep',
      doc: 'Objects at the edge: kept, removed when they come within the margin, or when they lie wholly in it.',
    }),
    margin: number({
      onlyWith: { border: ['touching', 'beyond'] },
      default: 0,
      min: 0,
      max: 1e5,
      unit: 'px',
      doc: 'Width of the margin along the edge.',
    }),
    byMean: toggle({ default: false, doc: 'Bound the mean intensity, too.' }),
    minMean: number({
      onlyWith: { byMean: [true] },
      default: 0,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'Darker objects are removed.',
    }),
    maxMean: number({
      onlyWith: { byMean: [true] },
      default: 1e9,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'Brighter objects are removed.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async run({ labels, movie }, { byMean, minMean, maxMean, ...bounds }) {
    const means = byMean ? { minMean, maxMean } : { minMean: null, maxMean: null };
    return { labels: selectObjects(labels, movie ?? null, { ...bounds, ...means }) };
  },
});
