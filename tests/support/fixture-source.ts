import type { Frame, Pixels } from '../../src/runtime/data/frame.ts';
import { lineageOf } from '../../src/runtime/data/lineage.ts';
import { lineageTable } from '../../src/runtime/data/lineage-table.ts';
import type { Calibration, Size } from '../../src/runtime/data/movie.ts';
import type { Detections } from '../../src/runtime/data/spots.ts';
import { defineSource, port } from '../../src/runtime/node/define.ts';
import { choice } from '../../src/runtime/node/params.ts';

/** The kinds of input that every node must have an answer for. */
export const cases = [
  'objects',
  'one frame',
  'no frames',
  'constant',
  'NaN',
  'no objects',
  'two channels',
  'two planes',
  'not calibrated',
] as const;
export type Case = (typeof cases)[number];

const width = 24;
const height = 20;
/** Three discs that move one px a frame; their centres at frame t. */
const centresAt = (t: number) =>
  [
    [6 + t, 6],
    [15, 5 + t],
    [9 + t / 2, 14],
  ] as const;
const radius = 3;

/** One value of every kind, made for a case. */
export const fixture = defineSource({
  id: 'test.fixture',
  version: 1,
  title: 't',
  summary: 's',
  keywords: [],
  sources: ['test'],
  help: 'h',
  outputs: {
    Movie: port('Movie', ''),
    Labels: port('Labels', ''),
    Spots: port('Spots', ''),
    Tracks: port('Tracks', ''),
    Table: port('Table', ''),
    Lineage: port('Table', ''),
    Transform: port('Transform', ''),
    Shapes: port('Shapes', ''),
    Figure: port('Figure', ''),
  },
  params: { case: choice({ options: cases, default: 'objects', doc: '' }) },
  async open({ case: name }) {
    const t = name === 'no frames' ? 0 : name === 'one frame' ? 1 : 5;
    const c = name === 'two channels' ? 2 : 1;
    const z = name === 'two planes' ? 2 : 1;
    const size: Size = { t, c, z, y: height, x: width };
    const known = name !== 'not calibrated';
    const calibration: Calibration = {
      pixelSize_um: known ? { x: 0.5, y: 0.5, z: 1 } : { x: null, y: null, z: null },
      frameInterval_s: known ? 60 : null,
      times_s: null,
    };
    const channels = Array.from({ length: c }, (_, k) => ({ name: `channel ${k + 1}`, colour: null }));
    const hasObjects = name !== 'no objects' && name !== 'constant' && name !== 'NaN';
    const header = { size, calibration };
    const labelsAt = async (time: number) => labelFrame(time, z, hasObjects);
    const spotsAt = async (time: number) => detections(time, hasObjects);
    return {
      Movie: {
        ...header,
        dtype: 'float32',
        channels,
        frame: async (time, channel) => pixelFrame(name, time, channel, z, hasObjects),
      },
      Labels: { ...header, size: { ...size, c: 1 }, frame: labelsAt },
      Spots: { ...header, size: { ...size, c: 1 }, frame: spotsAt },
      Tracks: tracks(size, calibration, hasObjects),
      Table: table(t, hasObjects),
      // The third of the three discs came from the first.
      Lineage: lineageTable(
        lineageOf([
          { id: 1, begin: 0, end: 0, parent: 0 },
          { id: 2, begin: 0, end: 9, parent: 0 },
          { id: 3, begin: 1, end: 9, parent: 1 },
        ]),
        t,
      ),
      Transform: {
        ...header,
        type: 'shift',
        dx: Float64Array.from({ length: t }, (_, i) => 0.4 * i),
        dy: Float64Array.from({ length: t }, (_, i) => -0.3 * i),
        dz: new Float64Array(t),
        quality: new Float64Array(t).fill(1),
      },
      Shapes: {
        shapes: [
          {
            type: 'line',
            name: 'a line',
            t: null,
            points: [
              [2, 3],
              [18, 12],
            ],
          },
        ],
      },
      Figure: { title: 'A figure', tables: [], panels: [], cautions: [] },
    };
  },
});

function disc(t: number, x: number, y: number): number {
  const centres = centresAt(t);
  for (let k = 0; k < centres.length; k++) {
    const [cx, cy] = centres[k]!;
    if ((x - cx) ** 2 + (y - cy) ** 2 <= radius * radius) return k + 1;
  }
  return 0;
}

function pixelFrame(name: Case, t: number, c: number, depth: number, hasObjects: boolean): Frame<Pixels> {
  const data = new Float32Array(width * height * depth);
  for (let i = 0; i < data.length; i++) {
    const x = i % width;
    const y = Math.floor(i / width) % height;
    // Deterministic grain, so that medians and thresholds have something to do.
    const grain = ((x * 7 + y * 13 + t * 5 + c * 3) % 11) / 2;
    data[i] =
      name === 'constant' ? 5 : name === 'NaN' ? Number.NaN : 10 + grain + (hasObjects && disc(t, x, y) > 0 ? 100 : 0);
  }
  return { width, height, depth, data };
}

function labelFrame(t: number, depth: number, hasObjects: boolean): Frame<Uint32Array> {
  const data = new Uint32Array(width * height * depth);
  for (let i = 0; i < data.length; i++) {
    if (hasObjects) data[i] = disc(t, i % width, Math.floor(i / width) % height);
  }
  return { width, height, depth, data };
}

function detections(t: number, hasObjects: boolean): Detections {
  const centres = hasObjects ? centresAt(t) : [];
  const column = (value: (k: number) => number) => Float64Array.from(centres, (_, k) => value(k));
  return {
    x: column((k) => centres[k]![0]),
    y: column((k) => centres[k]![1]),
    z: column(() => 0),
    radius: column(() => radius),
    quality: column((k) => 10 + k),
    label: Uint32Array.from(centres, (_, k) => k + 1),
    features: { area: column(() => 29), mean_intensity_ch1: column((k) => 100 + 5 * k + t) },
    units: { area: 'px²', mean_intensity_ch1: 'grey value' },
  };
}

function tracks(size: Size, calibration: Calibration, hasObjects: boolean) {
  const frames = Array.from({ length: size.t }, (_, t) => detections(t, hasObjects));
  const count = hasObjects ? 3 : 0;
  const join = (pick: (one: Detections) => ArrayLike<number>) =>
    Float64Array.from(frames.flatMap((one) => Array.from(pick(one))));
  const nodes = count * size.t;
  const source = Uint32Array.from({ length: Math.max(0, nodes - count) }, (_, i) => i);
  return {
    size: { ...size, c: 1 },
    calibration,
    frame: Uint32Array.from({ length: nodes }, (_, i) => Math.floor(i / count)),
    x: join((one) => one.x),
    y: join((one) => one.y),
    z: join((one) => one.z),
    radius: join((one) => one.radius),
    label: Uint32Array.from({ length: nodes }, (_, i) => (i % count) + 1),
    features: { mean_intensity_ch1: join((one) => one.features['mean_intensity_ch1']!) },
    units: { mean_intensity_ch1: 'grey value' },
    edges: { source, target: source.map((node) => node + count) },
  };
}

function table(t: number, hasObjects: boolean) {
  const rows = hasObjects ? 3 * t : 0;
  const column = (name: string, unit: string, value: (track: number, frame: number) => number) => ({
    name,
    unit,
    values: Float64Array.from({ length: rows }, (_, i) => value((i % 3) + 1, Math.floor(i / 3))),
  });
  return {
    columns: [
      column('track', '', (track) => track),
      column('frame', 'frame', (_, frame) => frame),
      column('time', 's', (_, frame) => frame * 60),
      column('mean_intensity_ch1', 'grey value', (track, frame) => 100 + 5 * track + ((frame * 7) % 5)),
    ],
    cautions: [],
  };
}
