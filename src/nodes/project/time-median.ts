import type { Frame, Plane } from '../../runtime/data/frame.ts';
import type { Movie } from '../../runtime/data/movie.ts';
import { medianOfPlanes } from '../../runtime/kernels/reference/median-of-planes.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { integer } from '../../runtime/node/params.ts';

/** Bytes of pixels held at a time. */
const budget = 128 * 2 ** 20;

export default defineNode({
  id: 'project.time-median',
  version: 1,
  title: 'Median over time',
  summary: 'Turns a movie into one frame: the exact median of every pixel over time.',
  keywords: ['z project', 'median', 'background', 'stack', 'static'],
  sources: ['numpy.median over the axis of time', 'ImageJ: Image > Stacks > Z Project (Median)'],
  help: 'The median is what a pixel shows most of the time: a good estimate of a still background behind moving objects, to be subtracted. Unlike the mean it is not moved by rare bright events. The median needs all values of a pixel at once, so the movie is read once for every band of rows that fits into 128 MiB: for long movies take every 10th or 100th frame, the answer hardly changes. Of an even number of frames the mean of the middle two is taken; the output is float32. A NaN in any frame gives NaN at its pixel. A movie without frames gives a movie without frames.',
  inputs: { movie: port('Movie', 'Movie to project.') },
  outputs: { movie: port('Movie', 'One frame, float32.') },
  params: {
    every: integer({ default: 1, min: 1, max: 10_000, unit: 'frame', doc: 'Use every n-th frame, from the first.' }),
  },
  // Random access, because a median can't be kept in a small state: a fold would hold the whole movie at its end.
  time: { scope: 'movie' },
  async run({ movie }, { every }, { signal }) {
    const times = Array.from({ length: Math.ceil(movie.size.t / every) }, (_, i) => i * every);
    const frames: Frame<Float32Array>[][] = [];
    if (times.length) {
      const channels: Frame<Float32Array>[] = [];
      for (let c = 0; c < movie.size.c; c++) channels.push(await medianOf(movie, c, times, signal));
      frames.push(channels);
    }
    return {
      movie: {
        size: { ...movie.size, t: frames.length },
        dtype: 'float32',
        channels: movie.channels,
        calibration: { ...movie.calibration, frameInterval_s: null, times_s: null },
        frames,
      },
    };
  },
});

async function medianOf(
  movie: Movie,
  c: number,
  times: readonly number[],
  signal: AbortSignal,
): Promise<Frame<Float32Array>> {
  const { x, y, z } = movie.size;
  const out = new Float32Array(x * y * z);
  const pixelBytes = { uint8: 1, uint16: 2, float32: 4 }[movie.dtype];
  const band = Math.max(1, Math.floor(budget / pixelBytes / times.length / Math.max(1, x)));
  // z and y together are rows: a frame is depth × height of them
  for (let row = 0; row < y * z; row += band) {
    const from = row * x;
    const to = Math.min(y * z, row + band) * x;
    const planes: Plane[] = [];
    for (const t of times) {
      const { data } = await movie.frame(t, c, signal);
      planes.push({ width: x, height: (to - from) / Math.max(1, x), data: data.slice(from, to) });
    }
    out.set(medianOfPlanes(planes).data, from);
  }
  return { width: x, height: y, depth: z, data: out };
}
