import type { Pixels } from '../../runtime/data/frame.ts';
import { dtypeOf, newPixels } from '../../runtime/data/frame.ts';
import { projections, projectPixels } from '../../runtime/kernels/reference/accumulate-projection.ts';
import { medianOfPlanes } from '../../runtime/kernels/reference/median-of-planes.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice } from '../../runtime/node/params.ts';

const keepsDtype: ReadonlySet<string> = new Set(['max', 'min', 'median']);

export default defineNode({
  id: 'project.z',
  version: 1,
  title: 'Project over z',
  summary: 'Turns the planes of each frame into one: maximum, mean, sum, standard deviation, minimum or median.',
  keywords: ['z project', 'max intensity', 'average intensity', 'sum slices', 'flatten', 'stack', 'mip'],
  sources: ['ImageJ: Image > Stacks > Z Project', 'numpy max, mean, sum, std(ddof=1), min, median over the axis of z'],
  help: "Max is the usual choice for sparse bright objects; sum and mean keep intensities comparable between frames and are the ones to measure on; median ignores single bright planes. Max, min and median keep the dtype (of an even number of planes the median is the mean of the middle two, rounded half up in whole numbers); the others give float32. sd is the sample's, divided by n - 1, and 0 for one plane. A movie of one plane stays as it is but for the sd. A NaN in any plane gives NaN at its pixel.",
  inputs: { movie: port('Movie', 'Movie with several planes.') },
  outputs: { movie: port('Movie', 'Movie of one plane.') },
  params: {
    method: choice({
      options: [...projections, 'median'],
      default: 'max',
      doc: 'What is taken of the values of a pixel over z. sd: the standard deviation.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'each',
  describe({ movie }, { method }) {
    return {
      movie: {
        size: { ...movie.size, z: 1 },
        dtype: keepsDtype.has(method) ? movie.dtype : 'float32',
        calibration: { ...movie.calibration, pixelSize_um: { ...movie.calibration.pixelSize_um, z: null } },
      },
    };
  },
  async run({ movie }, { method }) {
    const { width, height, depth } = movie;
    const length = width * height;
    const planes = Array.from({ length: depth }, (_, z) => movie.data.subarray(z * length, (z + 1) * length));
    const data =
      method === 'median'
        ? inDtypeOf(movie.data, medianOfPlanes(planes.map((plane) => ({ width, height, data: plane }))).data)
        : projectPixels(planes, method);
    return { movie: { width, height, depth: 1, data } };
  },
});

function inDtypeOf(pixels: Pixels, values: Float32Array): Pixels {
  if (pixels instanceof Float32Array) return values;
  const out = newPixels(dtypeOf(pixels), values.length);
  for (let i = 0; i < values.length; i++) out[i] = Math.floor((values[i] ?? 0) + 0.5);
  return out;
}
