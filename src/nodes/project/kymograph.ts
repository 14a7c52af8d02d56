import type { Frame } from '../../runtime/data/frame.ts';
import type { Calibration, MovieHeader } from '../../runtime/data/movie.ts';
import type { Shapes } from '../../runtime/data/shapes.ts';
import type { Table } from '../../runtime/data/table.ts';
import { type LinePoints, linePoints, profileLine } from '../../runtime/kernels/reference/profile-line.ts';
import { defineFold, optional, port } from '../../runtime/node/define.ts';
import { choice, integer, number } from '../../runtime/node/params.ts';

const place = (doc: string) => number({ default: 0, min: -1e5, max: 1e5, unit: 'px', doc });

export default defineFold({
  id: 'project.kymograph',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // only the interval of the rows is new
  title: 'Kymograph',
  summary: 'Shows the grey values along a line over time as one image: distance to the right, time downwards.',
  keywords: ['reslice', 'line scan', 'multi kymograph', 'kymobutler', 'velocity', 'transport', 'edge'],
  sources: [
    'skimage.measure.profile_line(order=1, mode="reflect")',
    'ImageJ: Image > Stacks > Reslice',
    'Multi Kymograph',
  ],
  help: 'What moves along the line draws a slanted trace whose slope is its speed. Draw the line along the path of transport, or across the edge of a cell; a width of 3 to 5 px averages noise away, and max keeps a spot visible that wanders within the width. The line comes from the input lines (a polyline or polygon; choose which by number), else from the four coordinates; where both ends are equal the middle row of the image is taken. Points are at most 1 px apart and linearly interpolated; beyond the border the image is mirrored. The pixel size in x is the distance between the points; a row is one frame; its duration is the frame interval of the result, and is in the name of the channel: Save movie writes it as finterval and as the unit of y. A NaN gives NaN where the line touches it. A movie without frames gives a movie without frames. Movies with several planes: project over z first.',
  inputs: {
    movie: port('Movie', 'Movie of one plane.'),
    lines: optional('Shapes', 'Lines to choose from, in place of the coordinates.'),
  },
  outputs: {
    movie: port('Movie', 'One frame of float32: x is the distance along the line, y is time.'),
    positions: port('Table', 'Where each column of the kymograph lies in the movie.'),
  },
  params: {
    line: integer({
      default: 1,
      min: 1,
      max: 10_000,
      unit: '1',
      doc: 'Which of the lines, from 1; points are not counted.',
    }),
    x1: place('Start of the line.'),
    y1: place('Start of the line.'),
    x2: place('End of the line.'),
    y2: place('End of the line.'),
    width: integer({ default: 1, min: 1, max: 200, unit: 'px', doc: 'Points across the line, 1 px apart.' }),
    reduce: choice({ options: ['mean', 'max'], default: 'mean', doc: 'What is taken of the points across the line.' }),
  },
  time: { scope: 'frame' },
  space: 'plane',
  channels: 'all',
  async map({ movie, lines }, params, { headers }) {
    const points = pointsOf(lines, params, headers.movie);
    return movie.map((frame) => Float32Array.from(profileLine(frame, points, params.reduce)));
  },
  start: (): Float32Array[][] => [],
  merge(rows, row) {
    rows.push(row);
    return rows;
  },
  async finish(rows, { lines }, params, { headers }) {
    const points = pointsOf(lines, params, headers.movie);
    return { movie: stacked(rows, points, headers.movie), positions: positionsOf(points, headers.movie.calibration) };
  },
});

type Line = Readonly<Record<'line' | 'x1' | 'y1' | 'x2' | 'y2' | 'width', number>>;

function pointsOf(
  shapes: Shapes | undefined,
  { line, x1, y1, x2, y2, width }: Line,
  { size }: MovieHeader,
): LinePoints {
  if (shapes) {
    const lines = shapes.shapes.filter((shape) => shape.type !== 'point');
    const shape = lines[line - 1];
    if (!shape) throw new RangeError(`line ${line} is asked for, but there are ${lines.length} lines`);
    const [first] = shape.points;
    return linePoints(shape.type === 'polygon' && first ? [...shape.points, first] : shape.points, width);
  }
  if (x1 !== x2 || y1 !== y2) {
    return linePoints(
      [
        [x1, y1],
        [x2, y2],
      ],
      width,
    );
  }
  const middle = (size.y - 1) / 2;
  return linePoints(
    [
      [0, middle],
      [Math.max(0, size.x - 1), middle],
    ],
    width,
  );
}

function stacked(rows: readonly (readonly Float32Array[])[], points: LinePoints, header: MovieHeader) {
  const { count } = points;
  const channels: Frame<Float32Array>[] = header.channels.map((_, c) => {
    const data = new Float32Array(rows.length * count);
    for (const [t, row] of rows.entries()) data.set(row[c] ?? [], t * count);
    return { width: count, height: rows.length, depth: 1, data };
  });
  const interval = header.calibration.times_s ? null : header.calibration.frameInterval_s;
  const row = interval === null ? 'a row is a frame' : `a row is ${interval} s`;
  const micrometres = distanceIn(points, header.calibration);
  return {
    size: { t: rows.length > 0 ? 1 : 0, c: header.channels.length, z: 1, y: rows.length, x: count },
    dtype: 'float32' as const,
    channels: header.channels.map(({ name, colour }) => ({ name: name ? `${name} (${row})` : row, colour })),
    calibration: {
      pixelSize_um: {
        x: micrometres && count > 1 ? (micrometres[count - 1] ?? 0) / (count - 1) : null,
        y: null,
        z: null,
      },
      // Of the rows, as its one frame has none: files keep it as the unit of y.
      frameInterval_s: interval,
      times_s: null,
    },
    frames: rows.length > 0 ? [channels] : [],
  };
}

/** Distance from the start along the line in µm; `null` where the pixel size is not recorded. */
function distanceIn({ x, y, count }: LinePoints, { pixelSize_um: pixel }: Calibration): Float64Array | null {
  if (pixel.x === null || pixel.y === null) return null;
  const out = new Float64Array(count);
  for (let i = 1; i < count; i++) {
    const dx = ((x[i] ?? 0) - (x[i - 1] ?? 0)) * pixel.x;
    const dy = ((y[i] ?? 0) - (y[i - 1] ?? 0)) * pixel.y;
    out[i] = (out[i - 1] ?? 0) + Math.hypot(dx, dy);
  }
  return out;
}

function positionsOf(points: LinePoints, calibration: Calibration): Table {
  const micrometres = distanceIn(points, calibration);
  const { x: width, y: height } = calibration.pixelSize_um;
  const known = (values: Float64Array, size: number | null) => values.map((value) => value * (size ?? Number.NaN));
  return {
    columns: [
      { name: 'column', unit: 'px', values: Float64Array.from(points.distance, (_, i) => i) },
      { name: 'distance', unit: 'µm', values: micrometres ?? new Float64Array(points.count).fill(Number.NaN) },
      { name: 'x', unit: 'µm', values: known(points.x, width) },
      { name: 'y', unit: 'µm', values: known(points.y, height) },
      { name: 'distance_px', unit: 'px', values: points.distance },
      { name: 'x_px', unit: 'px', values: points.x },
      { name: 'y_px', unit: 'px', values: points.y },
    ],
    cautions: [],
  };
}
