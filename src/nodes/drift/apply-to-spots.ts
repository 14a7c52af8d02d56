import { checkTransform } from '../../runtime/kernels/reference/check-transform.ts';
import { placeAxis } from '../../runtime/kernels/reference/place-axis.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'drift.apply-to-spots',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // boxes and weighted centroids move too
  title: 'Apply drift to detections',
  summary: 'Moves detections by the drift: positions stand still, pixels stay as they were recorded.',
  keywords: ['correct drift', 'registration', 'stage drift', 'positions', 'coordinates', 'stabilise'],
  sources: ['Definition: x - dx(t), y - dy(t), z - dz(t)'],
  help: 'Takes the drift out of the positions instead of the pixels: objects are found and measured in the movie as it was recorded, nothing is interpolated and nothing is cut off at the edges, and yet speeds, tracks and displacements are those of the specimen. Connect it between the detections and the tracker. With invert on, positions of a corrected movie are brought back to the recorded one. Features that are places move with them: the corner of the box (bbox_left, bbox_top, and bbox_first in planes) and weighted centroids; all other features, and the labels, stay. The label images themselves lie in camera pixels: an object is found there at position + drift. Frames without detections stay empty.',
  inputs: { spots: port('Spots', 'Detections to move.'), transform: port('Transform', 'The drift.') },
  outputs: { spots: port('Spots', 'Moved detections; what is no place as before.') },
  params: {
    invert: toggle({ default: false, doc: 'Back into camera coordinates, for detections of the corrected movie.' }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  describe({ spots }, _params, { transform }) {
    checkTransform(transform, spots);
    return {};
  },
  async run({ spots, transform }, { invert }, { t }) {
    const sign = invert ? 1 : -1;
    const drift = { x: transform.dx, y: transform.dy, z: transform.dz };
    const moved = (values: Float64Array, axis: keyof typeof drift) => {
      const by = sign * (drift[axis][t] ?? 0);
      return values.map((value) => value + by);
    };
    const features = Object.entries(spots.features).map(([name, values]) => {
      const axis = placeAxis(name, spots.units[name] ?? '');
      return [name, axis === null ? values : moved(values, axis)] as const;
    });
    const [x, y, z] = [moved(spots.x, 'x'), moved(spots.y, 'y'), moved(spots.z, 'z')];
    return { spots: { ...spots, x, y, z, features: Object.fromEntries(features) } };
  },
});
