import { smoothObjects } from '../../runtime/kernels/reference/smooth-objects.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.smooth-objects',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only stacks differ: objects keep their numbers through the planes
  title: 'Smooth objects',
  summary: 'Takes spikes off the outlines of objects and fills narrow bays.',
  keywords: ['opening', 'closing', 'morphology', 'ragged', 'binary open', 'binary close', 'tails'],
  sources: ['skimage.morphology.binary_opening, binary_closing', 'Fiji: Process > Binary > Open, Close-'],
  help: 'Opening removes what a disk does not fit into: spikes, tails, and bridges between an object and its debris, of which the largest piece stays. Closing fills bays that a disk does not fit into. Each object is treated for itself, so neighbours are never joined; objects smaller than the disk stay as they are. In stacks each plane is treated for itself, and an object keeps its number through all of them. Frames without objects stay empty.',
  inputs: { labels: port('Labels', 'Objects.') },
  outputs: { labels: port('Labels', 'The same objects, smoother.') },
  params: {
    opening: number({ default: 2, min: 0, max: 1000, step: 0.5, unit: 'px', doc: 'Radius of the disk; 0 for none.' }),
    closing: number({ default: 0, min: 0, max: 1000, step: 0.5, unit: 'px', doc: 'Radius of the disk; 0 for none.' }),
  },
  time: { scope: 'frame' },
  async run({ labels }, { opening, closing }) {
    return { labels: smoothObjects(labels, opening, closing) };
  },
});
