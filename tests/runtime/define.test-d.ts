import { expectTypeOf, test } from 'vitest';
import type { Pixels, Plane } from '../../src/runtime/data/frame.ts';
import {
  type AnyNode,
  defineFold,
  defineNode,
  defineSink,
  defineSource,
  optional,
  port,
} from '../../src/runtime/node/define.ts';
import { choice, integer, number } from '../../src/runtime/node/params.ts';

const about = { version: 1, title: 't', summary: 's', keywords: [], sources: ['x'], help: 'h' } as const;

test('a frame node sees planes, its window version sees windows, and parameters keep their types', () => {
  const frame = defineNode({
    ...about,
    id: 'a.frame',
    inputs: { movie: port('Movie', '') },
    outputs: { movie: port('Movie', '') },
    params: {
      sigma: number({ default: 1, min: 0, max: 2, unit: 'px', doc: '' }),
      mode: choice({ options: ['a', 'b'], default: 'a', doc: '' }),
    },
    time: { scope: 'frame' },
    async run({ movie }, { sigma, mode }, { kernels, headers }) {
      expectTypeOf(movie).toEqualTypeOf<Plane<Pixels>>();
      expectTypeOf(mode).toEqualTypeOf<'a' | 'b'>();
      expectTypeOf(headers.movie.size.t).toEqualTypeOf<number>();
      return { movie: await kernels.gaussian(movie, sigma) };
    },
  });
  const window = defineNode({
    ...about,
    id: 'a.window',
    inputs: { movie: port('Movie', ''), mask: optional('Labels', '') },
    outputs: { movie: port('Movie', '') },
    params: { reach: integer({ default: 1, min: 0, max: 2, unit: 'frame', doc: '' }) },
    time: { scope: 'window', reach: ({ reach }) => ({ before: reach, after: reach }) },
    space: 'volume',
    channels: 'all',
    async run({ movie, mask }) {
      expectTypeOf(mask?.centre).toEqualTypeOf<number | undefined>();
      return { movie: movie.frames[movie.centre] ?? [] };
    },
  });
  const nodes: AnyNode[] = [frame, window];
  expectTypeOf(nodes).toBeArray();
});

test('a wrong kind of output, a missing output and a wrong use of an input are compile errors', () => {
  defineNode({
    ...about,
    id: 'a.b',
    inputs: { movie: port('Movie', '') },
    outputs: { labels: port('Labels', '') },
    params: {},
    time: { scope: 'frame' },
    // @ts-expect-error a movie plane is not a label plane
    async run({ movie }) {
      return { labels: movie };
    },
  });
  defineNode({
    ...about,
    id: 'a.b',
    inputs: { movie: port('Movie', '') },
    outputs: { movie: port('Movie', '') },
    params: {},
    time: { scope: 'frame' },
    // @ts-expect-error no output
    async run() {
      return {};
    },
  });
  defineNode({
    ...about,
    id: 'a.b',
    inputs: { movie: port('Movie', '') },
    outputs: { movie: port('Movie', '') },
    params: {},
    time: { scope: 'window', reach: () => ({ before: 1, after: 1 }) },
    async run({ movie }) {
      // @ts-expect-error a window is not a plane
      void movie.data;
      const plane: Plane<Pixels> | undefined = movie.frames[0];
      return { movie: plane ?? { width: 0, height: 0, data: new Uint8Array() } };
    },
  });
  // @ts-expect-error the default is not among the options
  choice({ options: ['x', 'y'], default: 'z', doc: '' });
});

test('a fold carries the type of its values from map through merge', () => {
  const fold = defineFold({
    ...about,
    id: 'a.fold',
    inputs: { movie: port('Movie', ''), transform: port('Transform', '') },
    outputs: { table: port('Table', '') },
    params: {},
    time: { scope: 'frame' },
    space: 'plane',
    channels: 'one',
    async map({ movie }) {
      return { mean: movie.data[0] ?? 0 };
    },
    start: () => [] as number[],
    merge(state, value) {
      expectTypeOf(value).toEqualTypeOf<{ mean: number }>();
      state.push(value.mean);
      return state;
    },
    async finish(state, { transform }) {
      expectTypeOf(transform.type).toEqualTypeOf<'shift'>();
      return { table: { columns: [{ name: 'mean', unit: '1', values: Float64Array.from(state) }], cautions: [] } };
    },
  });
  const sink = defineSink({
    ...about,
    id: 'a.sink',
    inputs: { movie: port('Movie', ''), table: port('Table', '') },
    params: {},
    async map({ movie }) {
      return movie.length;
    },
    async save(frames, { table }, _params, _context, out) {
      for await (const value of frames) expectTypeOf(value).toEqualTypeOf<number>();
      const file = await out.create(table.columns[0]?.name ?? '');
      await file.close();
    },
  });
  const source = defineSource({
    ...about,
    id: 'a.source',
    outputs: { movie: port('Movie', '') },
    params: {},
    async open() {
      throw new Error('not opened here');
    },
  });
  const nodes: AnyNode[] = [fold, sink, source];
  expectTypeOf(nodes).toBeArray();
});
