import { fillLabelHoles } from '../../runtime/kernels/reference/fill-label-holes.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.fill-holes',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only stacks differ: objects keep their numbers through the planes
  title: 'Fill holes',
  summary: 'Fills what objects enclose.',
  keywords: ['nucleoli', 'ring', 'binary fill'],
  sources: ['scipy.ndimage.binary_fill_holes', 'Fiji: Process > Binary > Fill Holes'],
  help: 'For objects with dark spots inside, such as nuclei with nucleoli, before they are split by shape. A hole is what an object surrounds on all sides; objects that lie wholly inside another are swallowed by it. Gaps at the edge of the image are no holes. In stacks each plane is treated for itself, and an object keeps its number through all of them. Frames without objects stay empty.',
  inputs: { labels: port('Labels', 'Objects.') },
  outputs: { labels: port('Labels', 'The same objects without holes.') },
  params: {
    maxSize: number({
      default: 0,
      min: 0,
      max: 1e9,
      unit: 'px²',
      doc: 'Larger holes are left; 0 fills all.',
    }),
  },
  time: { scope: 'frame' },
  async run({ labels }, { maxSize }) {
    const { width, height, data } = labels;
    return {
      labels: { width, height, data: fillLabelHoles(data, width, height, maxSize === 0 ? undefined : maxSize) },
    };
  },
});
