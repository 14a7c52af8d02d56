import { expandLabels } from '../../runtime/kernels/reference/expand-labels.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.expand',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only stacks differ: objects keep their numbers through the planes
  title: 'Expand objects',
  summary: 'Grows objects by a distance without joining them.',
  keywords: ['dilate', 'cytoplasm', 'secondary objects', 'distance N', 'expand labels', 'ring'],
  sources: ['skimage.segmentation.expand_labels', 'CellProfiler: IdentifySecondaryObjects, Distance - N'],
  help: 'Makes cells from nuclei where the cells themselves are not stained, or gives back the rim that a high threshold took off. Objects that meet stop there; a pixel equally far from two goes to the one further left, then further up. In stacks each plane is treated for itself, and an object keeps its number through all of them. Frames without objects stay empty.',
  inputs: { labels: port('Labels', 'Objects.') },
  outputs: { labels: port('Labels', 'The same objects, larger.') },
  params: { distance: number({ default: 3, min: 0, max: 1000, unit: 'px', doc: 'Added on every side.' }) },
  time: { scope: 'frame' },
  async run({ labels }, { distance }) {
    const { width, height, data } = labels;
    return { labels: { width, height, data: expandLabels(data, width, height, distance) } };
  },
});
