import { colourMaps, colourOf, type Rgb } from '../../runtime/data/colour-of.ts';
import { timeOf } from '../../runtime/data/movie.ts';
import { grey8, percentileRange } from '../../runtime/kernels/reference/grey8.ts';
import { defineFold, port } from '../../runtime/node/define.ts';
import { choice, integer, number } from '../../runtime/node/params.ts';

interface State {
  readonly size: { readonly width: number; readonly height: number; readonly depth: number } | null;
  readonly rgb: readonly [Uint8Array, Uint8Array, Uint8Array];
}

export default defineFold({
  id: 'project.colour-code',
  version: 1,
  title: 'Colour by time',
  summary: 'Paints every frame in the colour of its time and shows the brightest of each pixel: paths become rainbows.',
  keywords: ['temporal color code', 'time code', 'depth code', 'rainbow', 'trajectory', 'projection', 'lut'],
  sources: ['Fiji: Image > Hyperstacks > Temporal-Color Code'],
  help: 'Shows in one image where objects were and when. Each frame is made grey by the contrast of the reference frame, coloured by its time, and the maximum of red, green and blue is taken over time: what stands still becomes white or mixed, what moves shows the colours of the map in order. Raise the low percentile until the background is black. Fire begins with black, so the first frames are dim; spectrum ends in the colour it began with. A movie of one frame takes the first colour; a constant movie and NaN pixels are black; a movie without frames gives a movie without frames. The picture is for looking, not for measuring.',
  inputs: { movie: port('Movie', 'Movie to paint.') },
  outputs: {
    movie: port('Movie', 'One frame with the channels red, green and blue, uint8.'),
    scale: port('Table', 'Colour of each frame.'),
  },
  params: {
    map: choice({ options: colourMaps, default: 'ice', doc: 'Colour map from the first to the last frame.' }),
    low: number({ default: 50, min: 0, max: 100, unit: '%', doc: 'Percentile of the reference frame that is black.' }),
    high: number({
      default: 99.9,
      min: 0,
      max: 100,
      unit: '%',
      doc: 'Percentile of the reference frame that has full colour.',
    }),
    reference: integer({ default: 0, min: 0, max: 1e6, unit: 'frame', doc: 'Frame that sets the contrast, from 0.' }),
  },
  caution: 'intensity is not quantitative: coloured by time',
  time: { scope: 'window', reach: ({ reference }) => ({ before: 0, after: 0, also: [reference] }) },
  space: 'volume',
  channels: 'one',
  async map({ movie }, { map, low, high, reference }, { t, headers }) {
    const frame = movie.frames[movie.centre];
    const standard = movie.frames[movie.times.indexOf(reference)];
    const last = headers.movie.size.t - 1;
    if (!frame || !standard) throw new RangeError(`reference is frame ${reference}, but the movie ends with ${last}`);
    const { width, height, depth } = frame;
    const grey = grey8(frame.data, percentileRange(standard.data, low, high));
    return { grey, colour: colourOf(map, last > 0 ? t / last : 0), size: { width, height, depth } };
  },
  start: (): State => ({ size: null, rgb: [new Uint8Array(), new Uint8Array(), new Uint8Array()] }),
  merge(state, { grey, colour, size }) {
    const rgb = state.size ? state.rgb : ([0, 1, 2].map(() => new Uint8Array(grey.length)) as unknown as State['rgb']);
    for (const [k, plane] of rgb.entries()) brighten(plane, grey, colour[k] ?? 0);
    return { size, rgb };
  },
  async finish({ size, rgb }, _inputs, { map }, { headers }) {
    const { size: of, calibration } = headers.movie;
    const frames = size ? [rgb.map((data) => ({ ...size, data }))] : [];
    return {
      movie: {
        size: { ...of, t: frames.length, c: 3 },
        dtype: 'uint8',
        channels: [
          { name: 'red', colour: '#ff0000' },
          { name: 'green', colour: '#00ff00' },
          { name: 'blue', colour: '#0000ff' },
        ],
        calibration: { ...calibration, frameInterval_s: null, times_s: null },
        frames,
      },
      scale: {
        columns: scaleOf(
          of.t,
          (t) => colourOf(map, of.t > 1 ? t / (of.t - 1) : 0),
          (t) => timeOf(calibration, t),
        ),
        cautions: [],
      },
    };
  },
});

function brighten(plane: Uint8Array, grey: Uint8Array, part: number): void {
  for (let i = 0; i < plane.length; i++) {
    const value = (grey[i] ?? 0) * part + 0.5;
    if (value >= (plane[i] ?? 0) + 1) plane[i] = value; // cut off to whole numbers
  }
}

function scaleOf(count: number, colour: (t: number) => Rgb, time: (t: number) => number | null) {
  const column = (name: string, unit: string, value: (t: number) => number) => ({
    name,
    unit,
    values: Float64Array.from({ length: count }, (_, t) => value(t)),
  });
  return [
    column('frame', 'frame', (t) => t),
    column('time', 's', (t) => time(t) ?? Number.NaN),
    column('red', '1', (t) => colour(t)[0]),
    column('green', '1', (t) => colour(t)[1]),
    column('blue', '1', (t) => colour(t)[2]),
  ];
}
