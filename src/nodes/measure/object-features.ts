import type { Detections } from '../../runtime/data/spots.ts';
import { regionFeatures } from '../../runtime/kernels/reference/region-features.ts';
import { volumeFeatures } from '../../runtime/kernels/reference/volume-features.ts';
import { defineNode, optional, port } from '../../runtime/node/define.ts';
import { toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'measure.object-features',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only last digits are new
  title: 'Object features',
  summary: 'Measures size, position, shape and grey values of every labelled object.',
  keywords: [
    'regionprops',
    'region properties',
    'analyze particles',
    'area',
    'perimeter',
    'circularity',
    'eccentricity',
    'solidity',
    'feret',
    'mean intensity',
    'contrast',
    'SNR',
    'moments',
    'measure object size shape',
  ],
  sources: [
    'skimage.measure.regionprops 0.19.3: definitions and names of area to moments_hu',
    'CellProfiler MeasureObjectSizeShape: FormFactor (here circularity)',
    'TrackMate 7: contrast and SNR of objects with an outline',
  ],
  help: 'Turns labels into detections with numbers to filter, plot, classify and track by. Position is the centroid, radius that of a disc of the same area, quality the area. A label value is one object, also where it is in pieces: split or relabel first if that is not meant. Connect a movie to measure its grey values, one set of columns for each channel (mean_intensity_ch1 ...): the unprocessed one, or one that was only corrected, since filters and restoration change grey values. Perimeter runs through the centres of the border pixels and is unreliable below about 20 pixels of area; perimeter_crofton is the better estimate for small and slanted objects. Circularity is 4π · area / perimeter², 1 for a disc, a little above 1 for tiny objects, NaN for a single pixel. Orientation is the angle from the row axis (downwards) to the long axis, π/4 where none is longer. Contrast is (inside - around) / (inside + around) and SNR (inside - around) / sd, around being the mean within the outline enlarged twice; SNR is infinite or NaN for a flat object. An object with a NaN pixel has NaN in the grey values of that channel. Frames without objects give no detections. In volumes size (volume, in voxels), box, position and grey values are measured, not shape.',
  inputs: {
    labels: port('Labels', 'Objects to measure.'),
    movie: optional('Movie', 'Movie whose grey values are measured, all channels.'),
  },
  outputs: { spots: port('Spots', 'One detection for each object, with its features.') },
  params: {
    intensity: toggle({
      default: true,
      doc: 'Mean, sd, median, min, max, sum and centre of mass of the grey values of each channel.',
    }),
    contrast: toggle({ default: true, doc: 'Contrast and signal-to-noise ratio against the surround.' }),
    shape: toggle({ default: true, doc: 'Ellipse, hull, perimeter, circularity, Euler number, Feret diameter.' }),
    moments: toggle({ default: false, doc: "Central moments of orders 2 and 3, and Hu's invariants." }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  async run({ labels, movie }, groups) {
    const channels = movie ?? [];
    const flat = labels.depth === 1 && channels.every((channel) => channel.depth === 1);
    const found = flat ? regionFeatures(labels, channels, groups) : volumeFeatures(labels, channels, groups.intensity);
    const { x, y, z, area, features, units } = found;
    const spots: Detections = {
      x,
      y,
      z,
      radius: area.map((size) => (flat ? Math.sqrt(size / Math.PI) : Math.cbrt((3 * size) / (4 * Math.PI)))),
      quality: area,
      label: found.labels,
      features,
      units,
    };
    return { spots };
  },
});
