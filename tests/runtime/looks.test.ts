import { describe, expect, it } from 'vitest';
import { type AnyNode, defineFold, defineNode, defineSource, port } from '../../src/runtime/node/define.ts';
import { number } from '../../src/runtime/node/params.ts';
import { graph, testRun } from '../support/run.ts';

const about = { version: 1, title: 't', summary: 's', keywords: [], sources: ['test'], help: 'h' } as const;
const calibrated = { pixelSize_um: { x: 0.5, y: 0.5, z: 2 }, frameInterval_s: 60, times_s: null };

/** 2 frames, 2 channels, 3 planes of 2 × 1 px: the value is t·1000 + c·100 + z·10 + x. */
const source = (
  calibration = calibrated as {
    pixelSize_um: { x: number | null; y: number | null; z: number | null };
    frameInterval_s: number;
    times_s: null;
  },
) =>
  defineSource({
    ...about,
    id: 'look.source',
    outputs: { movie: port('Movie', '') },
    params: {},
    async open() {
      const channels = [
        { name: 'red', colour: '#ff0000' },
        { name: 'green', colour: null },
      ];
      return {
        movie: {
          size: { t: 2, c: 2, z: 3, y: 1, x: 2 },
          dtype: 'uint16',
          channels,
          calibration,
          frame: async (t, c) => ({
            width: 2,
            height: 1,
            depth: 3,
            data: Uint16Array.from({ length: 6 }, (_, i) => t * 1000 + c * 100 + Math.floor(i / 2) * 10 + (i % 2)),
          }),
        },
      };
    },
  });

const seen: string[] = [];
const perPlane = defineNode({
  ...about,
  id: 'look.plane',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: { radius: number({ default: 1, min: 0.1, max: 100, unit: 'px', doc: '' }) },
  time: { scope: 'frame' },
  async run({ movie }, { radius }, { t, z, c }) {
    seen.push(`${t}${c}${z} ${movie.data.length} ${radius}`);
    return { movie: { ...movie, data: Float32Array.from(movie.data, (value) => value + 0.5) } };
  },
});
const allChannels = defineNode({
  ...about,
  id: 'look.all',
  inputs: { movie: port('Movie', '') },
  outputs: { movie: port('Movie', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'volume',
  channels: 'all',
  async run({ movie }) {
    const [first, second] = movie;
    if (!first || !second) throw new Error('two channels expected');
    // Swapped: what comes out as channel 1 was channel 2.
    return { movie: [second, first].map((frame) => ({ ...frame, data: Float32Array.from(frame.data) })) };
  },
});
const labelled = defineNode({
  ...about,
  id: 'look.labels',
  inputs: { movie: port('Movie', '') },
  outputs: { labels: port('Labels', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'plane',
  channels: 'one',
  async run({ movie }) {
    return { labels: { ...movie, data: Uint32Array.of(1, 2) } };
  },
});
const collector = <K extends 'Movie' | 'Labels'>(id: string, kind: K) =>
  defineFold({
    ...about,
    id,
    inputs: { value: port(kind, '') },
    outputs: { table: port('Table', '') },
    params: {},
    time: { scope: 'frame' },
    space: 'volume',
    channels: 'all',
    async map({ value }, _params, { headers }) {
      const frames = (Array.isArray(value) ? value : [value]) as readonly { data: ArrayLike<number> }[];
      return {
        pixels: frames.flatMap((frame) => Array.from(frame.data)),
        header: headers.value as { size: object; channels?: readonly { name: string }[] },
      };
    },
    start: () => ({ pixels: [] as number[], headers: [] as string[] }),
    merge(state, { pixels, header }) {
      state.pixels.push(...pixels);
      state.headers.push(JSON.stringify([header.size, header.channels?.map(({ name }) => name)]));
      return state;
    },
    async finish({ pixels, headers }) {
      return {
        table: {
          columns: [
            { name: 'pixel', unit: '', values: Float64Array.from(pixels) },
            { name: 'header', unit: '', values: headers },
          ],
          cautions: [],
        },
      };
    },
  });
const onePlane = defineFold({
  ...about,
  id: 'look.one-plane',
  inputs: { movie: port('Movie', '') },
  outputs: { table: port('Table', '') },
  params: {},
  time: { scope: 'frame' },
  space: 'plane',
  channels: 'one',
  async map() {
    return 1;
  },
  start: () => 0,
  merge: (state) => state,
  async finish() {
    return { table: { columns: [], cautions: [] } };
  },
});

async function run(
  middle: readonly [id: string, params?: Record<string, number | string>][],
  end: 'movie' | 'labels',
  open: AnyNode = source() as AnyNode,
) {
  const all = [
    open,
    perPlane,
    allChannels,
    labelled,
    collector('look.movie', 'Movie'),
    collector('look.labels-end', 'Labels'),
    onePlane,
  ] as unknown as AnyNode[];
  const nodes = new Map(all.map((node) => [node.id, node]));
  const ids = middle.map((_, i) => `n${i}`);
  const outOf = (i: number) =>
    i < 0 ? 'open.movie' : `n${i}.${middle[i]?.[0] === 'look.labels' ? 'labels' : 'movie'}`;
  const document = graph(
    {
      open: 'look.source',
      ...Object.fromEntries(middle.map(([type, params], i) => [`n${i}`, [type, params ?? {}] as const])),
      end: end === 'movie' ? 'look.movie' : 'look.labels-end',
    },
    [...ids.map((id, i) => [outOf(i - 1), `${id}.movie`] as const), [outOf(ids.length - 1), 'end.value']],
  );
  const one = testRun(document, { nodes, until: ['end'], workers: 1 });
  one.actor.start();
  const outcome = await one.ended();
  const table = one.executor.results.get('end')?.['table'] as
    | { columns: readonly { values: ArrayLike<number | string> }[] }
    | undefined;
  return {
    outcome,
    error: String([...one.actor.getSnapshot().context.errors.values()][0] ?? ''),
    pixels: Array.from((table?.columns[0]?.values ?? []) as ArrayLike<number>),
    headers: Array.from((table?.columns[1]?.values ?? []) as ArrayLike<string>),
  };
}

describe('what a node sees', () => {
  it('is one plane of one channel at a time, for space plane and channels each', async () => {
    seen.length = 0;
    const { pixels } = await run([['look.plane']], 'movie');
    expect(seen).toHaveLength(2 * 2 * 3);
    expect(seen[0]).toBe('000 2 1');
    expect(pixels.slice(0, 12)).toEqual(
      [0, 1, 10, 11, 20, 21, 100, 101, 110, 111, 120, 121].map((value) => value + 0.5),
    );
  });
  it('is all planes of all channels at once, for space volume and channels all', async () => {
    const { pixels } = await run([['look.all']], 'movie');
    expect(pixels.slice(0, 7)).toEqual([100, 101, 110, 111, 120, 121, 0]);
  });
  it('is the chosen channel, counted from 1, and the output has that channel only', async () => {
    const { headers } = await run([['look.labels', { channel: 2 }]], 'labels');
    expect(headers[0]).toBe(JSON.stringify([{ t: 2, c: 1, z: 3, y: 1, x: 2 }, undefined]));
    const missing = await run([['look.labels', { channel: 3 }]], 'labels');
    expect(missing.error).toContain('n0: channel 3 is asked for, but the movie has 2');
  });
  it('numbers the objects of the next plane on, so that no two objects of a frame share a label', async () => {
    const { pixels } = await run([['look.labels']], 'labels');
    expect(pixels).toEqual([1, 2, 3, 4, 5, 6, 1, 2, 3, 4, 5, 6]);
  });
  it('keeps channels and calibration through a chain', async () => {
    const { headers } = await run([['look.plane'], ['look.all']], 'movie');
    expect(headers[0]).toBe(JSON.stringify([{ t: 2, c: 2, z: 3, y: 1, x: 2 }, ['red', 'green']]));
  });
});

describe('lengths', () => {
  it('in µm are converted with the movie’s pixel size', async () => {
    seen.length = 0;
    await run([['look.plane', { radius: '2 µm' }]], 'movie');
    expect(seen[0]).toBe('000 2 4');
  });
  it('in µm are refused where the pixel size is not recorded, and where they leave the range', async () => {
    const unknown = source({
      pixelSize_um: { x: null, y: null, z: null },
      frameInterval_s: 60,
      times_s: null,
    }) as AnyNode;
    expect((await run([['look.plane', { radius: '2 µm' }]], 'movie', unknown)).error).toContain(
      "n0: radius is given in µm, but the movie's pixel size is not recorded",
    );
    expect((await run([['look.plane', { radius: '200um' }]], 'movie')).error).toContain(
      'n0: radius is 400, expected 0.1 to 100 px (200um at 0.5 µm per px)',
    );
  });
});

it('a fold of planes refuses volumes with what to do', async () => {
  const nodes = new Map([source() as AnyNode, onePlane as unknown as AnyNode].map((node) => [node.id, node]));
  const one = testRun(graph({ open: 'look.source', fold: 'look.one-plane' }, [['open.movie', 'fold.movie']]), {
    nodes,
    until: ['fold'],
  });
  one.actor.start();
  expect(await one.ended()).toBe('failed');
  expect(String(one.actor.getSnapshot().context.errors.get('fold'))).toContain(
    'fold: takes movies of one plane, but this one has 3: project it over z first',
  );
});
