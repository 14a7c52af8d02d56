import { checkTransform } from '../../runtime/kernels/reference/check-transform.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { toggle } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'drift.apply-to-spots',
  version: 1,
  title: 'Apply drift to detections',
  summary: 'Moves detections by the drift: positions stand still, pixels stay as they were recorded.',
  keywords: ['correct drift', 'registration', 'stage drift', 'positions', 'coordinates', 'stabilise'],
  sources: ['Definition: x - dx(t), y - dy(t), z - dz(t)'],
  help: 'Takes the drift out of the positions instead of the pixels: objects are found and measured in the movie as it was recorded, nothing is interpolated and nothing is cut off at the edges, and yet speeds, tracks and displacements are those of the specimen. Connect it between the detections and the tracker. With invert on, positions of a corrected movie are brought back to the recorded one. Labels and features are not changed. Frames without detections stay empty.',
  inputs: { spots: port('Spots', 'Detections to move.'), transform: port('Transform', 'The drift.') },
  outputs: { spots: port('Spots', 'Moved detections; labels and features as before.') },
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
    const moved = (values: Float64Array, drift: Float64Array) => values.map((value) => value + sign * (drift[t] ?? 0));
    return {
      spots: {
        ...spots,
        x: moved(spots.x, transform.dx),
        y: moved(spots.y, transform.dy),
        z: moved(spots.z, transform.dz),
      },
    };
  },
});
