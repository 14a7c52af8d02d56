import type { Frame } from '../../runtime/data/frame.ts';
import { dtypeOf } from '../../runtime/data/frame.ts';
import {
  accumulateProjection,
  finishProjection,
  type ProjectionState,
  projections,
} from '../../runtime/kernels/reference/accumulate-projection.ts';
import { defineFold, port } from '../../runtime/node/define.ts';
import { choice } from '../../runtime/node/params.ts';

export default defineFold({
  id: 'project.time',
  version: 1,
  title: 'Project over time',
  summary: 'Turns a movie into one frame: maximum, mean, sum, standard deviation or minimum of every pixel over time.',
  keywords: ['z project', 'max intensity', 'average intensity', 'sum slices', 'standard deviation', 'stack', 'mip'],
  sources: ['ImageJ: Image > Stacks > Z Project', 'numpy max, mean, sum, std(ddof=1), min over the axis of time'],
  help: "Max shows everywhere an object has been; mean averages the noise away in what stands still; sd shows where something moves or blinks; min shows the background behind moving objects. Max and min keep the dtype, the others give float32 from sums in float64. sd is the sample's, divided by n - 1 as in ImageJ, and 0 for a movie of one frame. A NaN in any frame gives NaN at its pixel. A movie without frames gives a movie without frames. Every plane and channel is projected for itself. For the median see Median over time.",
  inputs: { movie: port('Movie', 'Movie to project.') },
  outputs: { movie: port('Movie', 'One frame.') },
  params: {
    method: choice({
      options: projections,
      default: 'max',
      doc: 'What is taken of the values of a pixel. sd: the standard deviation.',
    }),
  },
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  async map({ movie }) {
    return movie;
  },
  start: (): { channels: readonly ProjectionState[]; frame: Omit<Frame, 'data'> | null } => ({
    channels: [],
    frame: null,
  }),
  merge(state, frames, _t, { method }) {
    const [first] = frames;
    return {
      channels: frames.map((frame, c) => accumulateProjection(state.channels[c] ?? null, frame.data, method)),
      frame: first ? { width: first.width, height: first.height, depth: first.depth } : null,
    };
  },
  async finish({ channels, frame }, _inputs, _params, { headers }) {
    const { size, dtype, channels: named, calibration } = headers.movie;
    const frames = frame ? [channels.map((state) => ({ ...frame, data: finishProjection(state) }))] : [];
    const data = frames[0]?.[0]?.data;
    return {
      movie: {
        size: { ...size, t: frames.length },
        dtype: data ? dtypeOf(data) : dtype,
        channels: named,
        calibration: { ...calibration, frameInterval_s: null, times_s: null },
        frames,
      },
    };
  },
});
