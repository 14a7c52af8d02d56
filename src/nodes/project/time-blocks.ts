import type { Calibration } from '../../runtime/data/movie.ts';
import { projections, projectPixels } from '../../runtime/kernels/reference/accumulate-projection.ts';
import { medianOfPlanes } from '../../runtime/kernels/reference/median-of-planes.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'project.time-blocks',
  version: 1,
  title: 'Project over blocks of time',
  summary: 'Joins every n frames to one: a shorter movie with less noise.',
  keywords: ['grouped z project', 'bin', 'binning', 'average', 'reduce', 'frame averaging', 'time averaging'],
  sources: ['ImageJ: Image > Stacks > Tools > Grouped Z Project', 'Fast4DReg: time averaging'],
  help: "Frames 1 to n become the first, n + 1 to 2n the second; the last block is shorter where the number of frames is no multiple of n. The mean of n frames has a noise smaller by the root of n, but what moves within a block is smeared. A block has the time stamp of its first frame. The output is float32 for every method. sd is the sample's, divided by n - 1, and 0 for a block of one frame. A NaN in any frame of a block gives NaN at its pixel.",
  inputs: { movie: port('Movie', 'Movie to shorten.') },
  outputs: { movie: port('Movie', 'One frame for each block, float32.') },
  params: {
    frames: integer({ default: 10, min: 1, max: 10_000, unit: 'frame', doc: 'Frames that become one.' }),
    method: choice({
      options: [...projections, 'median'],
      default: 'mean',
      doc: 'What is taken of the values of a pixel over a block. sd: the standard deviation.',
    }),
  },
  time: {
    scope: 'resample',
    frames: ({ frames }, count) => Math.ceil(count / frames),
    range: ({ frames }, t, count) => [t * frames, Math.min(count, (t + 1) * frames)],
  },
  describe({ movie }, { frames }) {
    return { movie: { calibration: everyNth(movie.calibration, frames) } };
  },
  async run({ movie }, { method }) {
    if (method === 'median') return { movie: medianOfPlanes(movie.frames) };
    const [first] = movie.frames;
    const projected = projectPixels(
      movie.frames.map((frame) => frame.data),
      method,
    );
    return { movie: { width: first?.width ?? 0, height: first?.height ?? 0, data: new Float32Array(projected) } };
  },
});

function everyNth(calibration: Calibration, n: number): Calibration {
  const { frameInterval_s, times_s } = calibration;
  return {
    ...calibration,
    frameInterval_s: frameInterval_s === null ? null : frameInterval_s * n,
    times_s: times_s?.filter((_, t) => t % n === 0) ?? null,
  };
}
