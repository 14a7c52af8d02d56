import { numbers } from '../../runtime/data/table.ts';
import { blurFrame } from '../../runtime/kernels/reference/blur-frame.ts';
import { levelMethods, levelOf } from '../../runtime/kernels/reference/level-of.ts';
import { localLevels } from '../../runtime/kernels/reference/local-levels.ts';
import { objectsAbove } from '../../runtime/kernels/reference/objects-above.ts';
import { defineNode, optional, port } from '../../runtime/node/define.ts';
import { choice, integer, number } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'segment.threshold',
  version: 1,
  title: 'Threshold',
  summary: 'Finds objects that are brighter (or darker) than a level, and numbers them.',
  keywords: [
    'otsu',
    'li',
    'triangle',
    'binary',
    'mask',
    'segment',
    'connected components',
    'label',
    'identify primary objects',
    'adaptive',
  ],
  sources: [
    'skimage.filters.threshold_otsu and others, 0.19.3',
    'CellProfiler: IdentifyPrimaryObjects (threshold smoothing scale, correction factor, bounds, Robust Background)',
    'Fiji: Image > Adjust > Auto Threshold, Analyze > Analyze Particles',
    'Otsu 1979, doi:10.1109/TSMC.1979.4310076',
  ],
  help: 'Each frame (all planes of a stack together) gets its own level, unless a level is connected: then all frames use that one, made by Estimate threshold. Otsu wants two clear classes of similar weight; li, triangle and background find dim objects next to bright ones and few objects in a large field; background is the level of the background plus a number of its spreads, so it depends on the noise alone and not on the objects. local and sauvola compare each pixel with its neighbourhood: choose a block of two to three objects. Smooth by about half of the smallest detail that matters: thresholds of noisy pixels give ragged objects. scale multiplies the level, so it makes sense for movies whose background is 0. A constant or empty frame, one of NaN, and one in which the method finds no level give no objects; NaN pixels are background. Touching objects are one: use Split touching objects next.',
  inputs: {
    movie: port('Movie', 'Movie to find objects in.'),
    level: optional(
      'Table',
      'A table with a column "threshold": its first value is used in every frame instead of a method.',
    ),
  },
  outputs: { labels: port('Labels', 'Objects, numbered from 1 in each frame.') },
  params: {
    method: choice({
      options: [...levelMethods, 'local', 'sauvola', 'manual'],
      default: 'otsu',
      doc: 'How the level is found.',
    }),
    smoothing: number({
      default: 1,
      min: 0,
      max: 100,
      step: 0.1,
      unit: 'px',
      doc: 'Standard deviation of a Gaussian blur before the threshold; 0 for none.',
    }),
    objects: choice({
      options: ['bright', 'dark'],
      default: 'bright',
      doc: 'What counts: pixels above or below the level.',
    }),
    level: number({
      onlyWith: { method: ['manual'] },
      default: 0,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'The level of method manual.',
    }),
    scale: number({
      onlyWith: { method: [...levelMethods, 'local', 'sauvola'] },
      default: 1,
      min: 0.01,
      max: 100,
      step: 0.01,
      unit: '1',
      doc: 'The level found is multiplied by it (threshold correction factor).',
    }),
    lowest: number({
      onlyWith: { method: [...levelMethods, 'local', 'sauvola'] },
      default: -1e9,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'The level is not set below this.',
    }),
    highest: number({
      onlyWith: { method: [...levelMethods, 'local', 'sauvola'] },
      default: 1e9,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'The level is not set above this.',
    }),
    deviations: number({
      onlyWith: { method: ['background'] },
      default: 3,
      min: 0,
      max: 1000,
      step: 0.1,
      unit: 'σ',
      doc: 'Method background: spreads of the background between it and the level.',
    }),
    block: integer({
      onlyWith: { method: ['local', 'sauvola'] },
      default: 51,
      min: 3,
      max: 2001,
      unit: 'px',
      doc: 'Methods local and sauvola: width of the neighbourhood (made odd).',
    }),
    offset: number({
      onlyWith: { method: ['local'] },
      default: 0,
      min: -1e9,
      max: 1e9,
      unit: 'grey value',
      doc: 'Method local: taken off the local mean; negative values ask for objects brighter than it.',
    }),
    k: number({
      onlyWith: { method: ['sauvola'] },
      default: 0.2,
      min: -10,
      max: 10,
      step: 0.01,
      unit: '1',
      doc: 'Method sauvola: weight of the local contrast.',
    }),
    range: number({
      onlyWith: { method: ['sauvola'] },
      default: 0,
      min: 0,
      max: 1e9,
      unit: 'grey value',
      doc: 'Method sauvola: the deviation that counts as full contrast; 0 takes half of the range of the frame.',
    }),
    connectivity: integer({
      default: 2,
      min: 1,
      max: 2,
      unit: '1',
      doc: 'Pixels of one object share an edge (1: 4 neighbours, 6 in stacks) or at least a corner (2: 8, 26 in stacks).',
    }),
    minSize: number({ default: 20, min: 0, max: 1e9, unit: 'px²', doc: 'Smaller objects are removed.' }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'one',
  async run({ movie, level: table }, params, { kernels }) {
    const smooth = await blurFrame(movie, params.smoothing, kernels);
    const dark = params.objects === 'dark';
    const { method } = params;
    const bound = (level: number): number => Math.min(params.highest, Math.max(params.lowest, level * params.scale));
    const connectivity = params.connectivity === 1 ? 1 : 2;
    const find = (level: number | Float32Array) => ({
      labels: objectsAbove(smooth, level, dark, connectivity, params.minSize),
    });
    if (table) return find(bound(numbers(table, 'threshold')[0] ?? Number.NaN));
    if (method === 'manual') return find(params.level);
    if (method === 'local' || method === 'sauvola') {
      return find(localLevels(smooth, { ...params, method, dark }).map(bound));
    }
    return find(bound(levelOf(smooth.data, method, params.deviations, dark)));
  },
});
