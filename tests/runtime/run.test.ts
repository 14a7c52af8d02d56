import { beforeEach, describe, expect, it } from 'vitest';
import { memoryCache } from '../../src/runtime/cache/memory-cache.ts';
import type { Table } from '../../src/runtime/data/table.ts';
import { NodeError } from '../../src/runtime/schedule/errors.ts';
import { calls } from '../support/nodes.ts';
import { graph, testRun } from '../support/run.ts';

type Record = Readonly<{ [port: string]: unknown }> | undefined;
const tableOf = (record: Record): Table => (record?.['table'] ?? { columns: [], cautions: [] }) as Table;
const numbersOf = (record: Record) => [...(tableOf(record).columns[0]?.values as Float64Array)];
const timesCalled = (call: string) => calls.filter((one) => one === call).length;
beforeEach(() => {
  calls.length = 0;
});

const chain = (length: number, frames = 6) =>
  graph(
    {
      open: ['test.count', { frames }],
      ...Object.fromEntries(Array.from({ length }, (_, i) => [`add${i}`, ['test.add', { value: i + 1 }] as const])),
      collect: 'test.collect',
    },
    [
      ['open.movie', 'add0.movie'],
      ...Array.from({ length: length - 1 }, (_, i) => [`add${i}.movie`, `add${i + 1}.movie`] as const),
      [`add${length - 1}.movie`, 'collect.movie'],
    ],
  );

describe('the frame pump', () => {
  it('pulls each frame once through a chain of ten frame nodes', async () => {
    const run = testRun(chain(10), { until: ['collect'] });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    expect(numbersOf(run.executor.results.get('collect'))).toEqual([55, 65, 75, 85, 95, 105]);
    for (let t = 0; t < 6; t++) {
      expect(timesCalled(`source@${t}`)).toBe(1);
      for (let i = 1; i <= 10; i++) expect(timesCalled(`add ${i}@${t}`)).toBe(1);
    }
  });

  it('pulls a fork that joins again once', async () => {
    const document = graph(
      {
        open: 'test.count',
        left: ['test.add', { value: 1 }],
        right: ['test.add', { value: 2 }],
        join: 'test.join',
        collect: 'test.collect',
        again: 'test.collect',
      },
      [
        ['open.movie', 'left.movie'],
        ['open.movie', 'right.movie'],
        ['left.movie', 'join.a'],
        ['right.movie', 'join.b'],
        ['join.movie', 'collect.movie'],
        ['join.movie', 'again.movie'],
      ],
    );
    const run = testRun(document, { until: ['collect', 'again'] });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    expect(numbersOf(run.executor.results.get('again'))).toEqual([3, 23, 43, 63, 83, 103]);
    expect(timesCalled('source@3')).toBe(1);
    expect(timesCalled('join@3')).toBe(1);
  });

  it.each([1, 2, 5])(
    'gives windows their neighbours across the borders of chunks, with %i workers',
    async (workers) => {
      const frames = 41;
      const document = graph(
        {
          open: ['test.count', { frames }],
          sum: ['test.window-sum', { before: 2, after: 1 }],
          collect: 'test.collect',
        },
        [
          ['open.movie', 'sum.movie'],
          ['sum.movie', 'collect.movie'],
        ],
      );
      const run = testRun(document, { until: ['collect'], workers });
      run.actor.start();
      expect(await run.ended()).toBe('succeeded');
      const expected = Array.from({ length: frames }, (_, t) => {
        let sum = 0;
        for (let k = Math.max(0, t - 2); k <= Math.min(frames - 1, t + 1); k++) sum += k * 10;
        return sum;
      });
      expect(numbersOf(run.executor.results.get('collect'))).toEqual(expected);
    },
  );

  it('resamples: blocks of frames, the last one shorter', async () => {
    const document = graph({ open: ['test.count', { frames: 5 }], blocks: 'test.blocks', collect: 'test.collect' }, [
      ['open.movie', 'blocks.movie'],
      ['blocks.movie', 'collect.movie'],
    ]);
    const run = testRun(document, { until: ['collect'] });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    expect(numbersOf(run.executor.results.get('collect'))).toEqual([5, 25, 40]);
  });

  it('answers for a movie without frames and for one frame', async () => {
    for (const [frames, expected] of [
      [0, []],
      [1, [1]],
    ] as const) {
      const run = testRun(chain(1, frames), { until: ['collect'] });
      run.actor.start();
      expect(await run.ended()).toBe('succeeded');
      expect(numbersOf(run.executor.results.get('collect'))).toEqual(expected);
    }
  });

  it('writes frames in order through a sink', async () => {
    const document = graph({ open: ['test.count', { frames: 20 }], save: 'test.save' }, [['open.movie', 'save.movie']]);
    const run = testRun(document, { workers: 4 });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    const bytes = run.written.get('out.bin') ?? new Uint8Array();
    expect([...bytes].filter((_, i) => i % 4 === 0)).toEqual(Array.from({ length: 20 }, (_, t) => (t * 10) % 256));
  });
});

describe('a run', () => {
  const twoStages = graph(
    { open: 'test.count', first: 'test.collect', mean: 'test.add-mean', second: 'test.collect' },
    [
      ['open.movie', 'first.movie'],
      ['open.movie', 'mean.movie'],
      ['first.table', 'mean.table'],
      ['mean.movie', 'second.movie'],
    ],
  );

  it('goes on to the second stage with the result of the first', async () => {
    const run = testRun(twoStages, { until: ['second'] });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    expect(numbersOf(run.executor.results.get('second'))).toEqual([25, 35, 45, 55, 65, 75]);
    expect(run.stateOf('mean')).toBe('done');
  });

  it('finds finished stages in the cache and computes nothing again', async () => {
    const cache = memoryCache();
    const before = testRun(twoStages, { until: ['second'], cache });
    before.actor.start();
    await before.ended();
    calls.length = 0;
    const after = testRun(twoStages, { until: ['second'], cache });
    after.actor.start();
    expect(await after.ended()).toBe('succeeded');
    expect(calls).toEqual([]);
    expect(after.stateOf('second')).toBe('cached');
    expect(after.executor.results.get('second')).toEqual(before.executor.results.get('second'));
  });

  it('computes again where the cache is damaged', async () => {
    const cache = memoryCache();
    const before = testRun(twoStages, { until: ['second'], cache });
    before.actor.start();
    await before.ended();
    const held = (await cache.entries()).filter(({ key }) => key.endsWith('~held'));
    await cache.remove(held.map(({ key }) => key));
    const after = testRun(twoStages, { until: ['second'], cache });
    after.actor.start();
    await after.ended();
    expect(after.executor.results.get('second')).toEqual(before.executor.results.get('second'));
  });

  it('lets independent branches go on when one fails, and names node, frame and reason', async () => {
    const document = graph(
      {
        open: 'test.count',
        bad: ['test.add', { failAt: 2 }],
        good: ['test.add', { value: 5 }],
        a: 'test.collect',
        b: 'test.collect',
        below: 'test.add-mean',
        c: 'test.collect',
      },
      [
        ['open.movie', 'bad.movie'],
        ['open.movie', 'good.movie'],
        ['bad.movie', 'a.movie'],
        ['good.movie', 'b.movie'],
        ['open.movie', 'below.movie'],
        ['a.table', 'below.table'],
        ['below.movie', 'c.movie'],
      ],
    );
    const run = testRun(document, { until: ['a', 'b', 'c'] });
    run.actor.start();
    expect(await run.ended()).toBe('failed');
    expect(numbersOf(run.executor.results.get('b'))).toEqual([5, 15, 25, 35, 45, 55]);
    const error = run.actor.getSnapshot().context.errors.get('a');
    expect(error).toBeInstanceOf(NodeError);
    expect((error as Error).message).toBe('bad, frame 2: this frame is broken');
    expect([run.stateOf('bad'), run.stateOf('b'), run.stateOf('c')]).toEqual(['failed', 'done', 'blocked']);
  });

  it('stops on cancel, and a retry goes on to the end', async () => {
    const run = testRun(chain(2, 400), { until: ['collect'], cache: memoryCache() });
    run.actor.start();
    await new Promise((resolve) => setTimeout(resolve, 20));
    run.actor.send({ type: 'cancel' });
    expect(await run.ended()).toBe('cancelled');
    expect(run.stateOf('collect')).toBe('cancelled');
    const stoppedAt = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(calls.length).toBeLessThanOrEqual(stoppedAt + 6);
    run.actor.send({ type: 'retry' });
    expect(run.actor.getSnapshot().value).toBe('looking');
    expect(await run.ended()).toBe('succeeded');
    expect(numbersOf(run.executor.results.get('collect'))).toHaveLength(400);
  });

  it('starts no further frames while paused', async () => {
    const run = testRun(chain(1, 600), { until: ['collect'] });
    run.actor.start();
    await new Promise((resolve) => setTimeout(resolve, 10));
    run.actor.send({ type: 'pause' });
    await new Promise((resolve) => setTimeout(resolve, 60));
    const paused = calls.length;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(calls.length).toBe(paused);
    expect(paused).toBeLessThan(1800);
    run.actor.send({ type: 'resume' });
    expect(await run.ended()).toBe('succeeded');
  });

  it('computes and keeps the frames of a step that is asked for by name', async () => {
    const cache = memoryCache();
    const document = graph({ open: 'test.count', add: 'test.add' }, [['open.movie', 'add.movie']]);
    const run = testRun(document, { until: ['add'], cache });
    run.actor.start();
    expect(await run.ended()).toBe('succeeded');
    expect((await cache.entries()).filter(({ key }) => key.includes('/frame.'))).toHaveLength(6);
  });

  it('hands cautions down to tables', async () => {
    const document = graph({ open: 'test.count', odd: 'test.cautious', collect: 'test.collect' }, [
      ['open.movie', 'odd.movie'],
      ['odd.movie', 'collect.movie'],
    ]);
    const run = testRun(document, { until: ['collect'] });
    run.actor.start();
    await run.ended();
    expect(tableOf(run.executor.results.get('collect')).cautions).toEqual(['intensity is not quantitative: test']);
  });

  it('refuses frames that are not what their node declared', async () => {
    const document = graph({ open: 'test.count', liar: 'test.liar', collect: 'test.collect' }, [
      ['open.movie', 'liar.movie'],
      ['liar.movie', 'collect.movie'],
    ]);
    const run = testRun(document, { until: ['collect'] });
    run.actor.start();
    expect(await run.ended()).toBe('failed');
    expect(String(run.actor.getSnapshot().context.errors.get('collect'))).toContain(
      'liar, frame 0: test.liar declared 2 × 2 × 1 float32',
    );
  });
});
