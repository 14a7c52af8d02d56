import { type AnyNode, defineFold, defineNode, defineSink, defineSource, port } from '../../src/runtime/node/define.ts';
import { integer, number, text } from '../../src/runtime/node/params.ts';

/** Nodes small enough that their results can be worked out by hand. */
const about = { version: 1, title: 't', summary: 's', keywords: [], sources: ['test'], help: 'h' } as const;

/** How often each node was called, `id@t`; reset by tests. */
export const calls: string[] = [];

/** Frame t is 2 × 2 pixels of t × 10. */
export const count = defineSource({
  ...about,
  id: 'test.count',
  outputs: { movie: port('Movie', '') },
  params: { frames: integer({ default: 6, min: 0, max: 10_000, unit: 'frame', doc: '' }) },
  async open({ frames }) {
    const frame = async (t: number, c: number) => {
      calls.push(`source@${t}`);
      return { width: 2, height: 2, depth: 1, data: new Float32Array(4).fill(t * 10 + c) };
    };
    const calibration = { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 60, times_s: null };
    const header = {
      size: { t: frames, c: 1, z: 1, y: 2, x: 2 },
      dtype: 'float32',
      channels: [{ name: 'a', colour: null }],
      calibration,
    } as const;
    return { movie: { ...header, frame } };
  },
});

export const add = defineNode({
  ...about,
  id: 'test.add',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {
    value: number({ default: 1, min: -1000, max: 1000, unit: 'grey value', doc: '' }),
    failAt: integer({ default: -1, min: -1, max: 10_000, unit: 'frame', doc: '' }),
    length: number({ default: 1, min: 0, max: 100, unit: 'px', doc: '' }),
  },
  time: { scope: 'frame' },
  async run({ movie }, { value, failAt }, { t }) {
    calls.push(`add ${value}@${t}`);
    if (t === failAt) throw new RangeError('this frame is broken');
    return { movie: { ...movie, data: Float32Array.from(movie.data, (pixel) => pixel + value) } };
  },
});

/** Sum over frames t - before ... t + after. */
export const windowSum = defineNode({
  ...about,
  id: 'test.window-sum',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {
    before: integer({ default: 1, min: 0, max: 100, unit: 'frame', doc: '' }),
    after: integer({ default: 1, min: 0, max: 100, unit: 'frame', doc: '' }),
  },
  time: { scope: 'window', reach: ({ before, after }) => ({ before, after }) },
  async run({ movie }, _params, { t }) {
    calls.push(`window@${t}`);
    const data = new Float32Array(4);
    for (const frame of movie.frames) for (let i = 0; i < 4; i++) data[i]! += frame.data[i]!;
    return { movie: { width: 2, height: 2, data } };
  },
});

/** Mean of blocks of n frames. */
export const blocks = defineNode({
  ...about,
  id: 'test.blocks',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: { n: integer({ default: 2, min: 1, max: 100, unit: 'frame', doc: '' }) },
  time: {
    scope: 'resample',
    frames: ({ n }, total) => Math.ceil(total / n),
    range: ({ n }, t, total) => [t * n, Math.min(total, (t + 1) * n)],
  },
  async run({ movie }) {
    const data = new Float32Array(4);
    for (const frame of movie.frames) for (let i = 0; i < 4; i++) data[i]! += frame.data[i]! / movie.frames.length;
    return { movie: { width: 2, height: 2, data } };
  },
});

export const join = defineNode({
  ...about,
  id: 'test.join',
  inputs: { a: port('Movie', ''), b: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  async run({ a, b }, _params, { t }) {
    calls.push(`join@${t}`);
    return { movie: { ...a, data: Float32Array.from(a.data, (pixel, i) => pixel + b.data[i]!) } };
  },
});

/** The first pixel of every frame, in order. */
export const collect = defineFold({
  ...about,
  id: 'test.collect',
  inputs: { movie: port('Movie', '') },
  outputs: { table: port('Table', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'plane',
  channels: 'one',
  async map({ movie }, _params, { t }) {
    calls.push(`collect@${t}`);
    return { first: movie.data[0] ?? Number.NaN };
  },
  start: () => ({ values: [] as number[] }),
  merge(state, { first }, t) {
    if (t !== state.values.length) throw new Error(`frame ${t} came out of order`);
    state.values.push(first);
    return state;
  },
  async finish({ values }) {
    return { table: { columns: [{ name: 'first', unit: '1', values: Float64Array.from(values) }], cautions: [] } };
  },
});

/** Adds the mean of a table's column to every pixel: a second stage. */
export const addMean = defineNode({
  ...about,
  id: 'test.add-mean',
  inputs: { movie: port('Movie', ''), table: port('Table', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  async run({ movie, table }, _params, { t }) {
    calls.push(`add-mean@${t}`);
    const values = table.columns[0]?.values as Float64Array;
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    return { movie: { ...movie, data: Float32Array.from(movie.data, (pixel) => pixel + mean) } };
  },
});

export const save = defineSink({
  ...about,
  id: 'test.save',
  inputs: { movie: port('Movie', '') },
  params: { name: text({ default: 'out.bin', doc: '' }) },
  async map({ movie }) {
    return Uint8Array.from(movie[0]?.data ?? []);
  },
  async save(frames, _inputs, { name }, _context, out) {
    const file = await out.create(name);
    for await (const bytes of frames) await file.append(bytes);
    await file.close();
  },
});

export const cautious = defineNode({
  ...about,
  id: 'test.cautious',
  caution: 'intensity is not quantitative: test',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  async run({ movie }) {
    return { movie: { ...movie, data: Float32Array.from(movie.data) } };
  },
});

/** Breaks its promise about size. */
export const liar = defineNode({
  ...about,
  id: 'test.liar',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  async run() {
    return { movie: { width: 1, height: 1, data: new Float32Array(1) } };
  },
});

export const testNodes: ReadonlyMap<string, AnyNode> = new Map<string, AnyNode>(
  [count, add, windowSum, blocks, join, collect, addMean, save, cautious, liar].map((node) => [
    node.id,
    node as AnyNode,
  ]),
);
