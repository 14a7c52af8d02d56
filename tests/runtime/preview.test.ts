import { beforeEach, describe, expect, it } from 'vitest';
import { Preview } from '../../src/runtime/browser/preview.ts';
import {
  type FrameData,
  type FromPreview,
  type PreviewTask,
  urgency,
} from '../../src/runtime/browser/preview-messages.ts';
import type { ContentHash } from '../../src/runtime/graph/hash.ts';
import { planGraph } from '../../src/runtime/graph/plan.ts';
import { referenceKernels } from '../../src/runtime/kernels/reference-kernels.ts';
import type { HeldRecord } from '../../src/runtime/schedule/frame-values.ts';
import { calls, testNodes } from '../support/nodes.ts';
import { graph } from '../support/run.ts';

beforeEach(() => {
  calls.length = 0;
});

function start(memory = 2 ** 20) {
  const answers = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>();
  const order: number[] = [];
  const results = new Map<ContentHash, HeldRecord>();
  const post = (message: FromPreview): void => {
    if (message.type !== 'answer' && message.type !== 'refused') return;
    order.push(message.ticket);
    if (message.type === 'answer') answers.get(message.ticket)?.resolve(message.value);
    else answers.get(message.ticket)?.reject(new Error(message.error.message));
  };
  const preview = new Preview(
    {
      nodes: testNodes,
      loadKernels: async () => referenceKernels,
      find: async (key) => results.get(key) ?? null,
      post,
    },
    memory,
  );
  let tickets = 0;
  const ask = (task: PreviewTask, how: number = urgency.visible) =>
    new Promise<unknown>((resolve, reject) => {
      answers.set(tickets, { resolve, reject });
      preview.hear({ type: 'ask', ticket: tickets++, task, urgency: how });
    });
  const setPlan = (document: ReturnType<typeof graph>, held: ReadonlyMap<string, ContentHash> = new Map()) => {
    const plan = planGraph(document, { nodes: testNodes, graphs: new Map() });
    preview.hear({ type: 'plan', plan, held });
    return plan;
  };
  const firstPixel = async (step: string, t: number, how?: number) => {
    const data = (await ask({ type: 'frame', step, port: 'movie', t }, how)) as FrameData;
    return data.kind === 'Movie' ? data.channels[0]?.data[0] : null;
  };
  return { preview, ask, setPlan, firstPixel, results, order };
}
/** Two steps, the second with a parameter to move. */
const chain = (first: number, second: number) =>
  graph({ movie: 'test.count', a: ['test.add', { value: first }], b: ['test.add', { value: second }] }, [
    ['movie.movie', 'a.movie'],
    ['a.movie', 'b.movie'],
  ]);

describe('a preview', () => {
  it('gives one frame and computes no other', async () => {
    const { setPlan, firstPixel } = start();
    setPlan(chain(1, 2));
    expect(await firstPixel('b', 3)).toBe(33);
    expect(calls).toEqual(['source@3', 'add 1@3', 'add 2@3']);
  });

  it('computes nothing above a parameter that changed, and nothing at all where it is moved back', async () => {
    const { setPlan, firstPixel } = start();
    setPlan(chain(1, 2));
    await firstPixel('b', 3);
    calls.length = 0;
    setPlan(chain(1, 5));
    expect(await firstPixel('b', 3)).toBe(36);
    expect(calls).toEqual(['add 5@3']);
    calls.length = 0;
    setPlan(chain(1, 2));
    expect(await firstPixel('b', 3)).toBe(33);
    expect(calls).toEqual([]);
  });

  it('forgets the frames used longest ago where its memory is full, and is right nevertheless', async () => {
    const { setPlan, firstPixel } = start(600);
    setPlan(chain(1, 2));
    for (const t of [0, 1, 2, 3, 0]) expect(await firstPixel('b', t)).toBe(10 * t + 3);
    expect(calls.filter((call) => call === 'add 2@0').length).toBe(2);
  });

  it('answers what is urgent first', async () => {
    const { setPlan, firstPixel, order } = start();
    setPlan(chain(1, 2));
    await Promise.all([
      firstPixel('b', 0, urgency.ahead),
      firstPixel('b', 1, urgency.ahead),
      firstPixel('b', 2, urgency.visible),
    ]);
    expect(order[0]).toBe(2);
    expect([...order].sort()).toEqual([0, 1, 2]);
  });

  it('gives up a frame that nobody wants any more', async () => {
    const { preview, setPlan, ask, order } = start();
    setPlan(chain(1, 2));
    void ask({ type: 'frame', step: 'b', port: 'movie', t: 0 });
    preview.hear({ type: 'abort', ticket: 0 });
    await ask({ type: 'frame', step: 'b', port: 'movie', t: 1 });
    expect(order).toEqual([1]);
  });

  it('says which step must run first, and uses its result once it is there', async () => {
    const { setPlan, firstPixel, ask, results } = start();
    const document = graph({ movie: 'test.count', mean: 'test.collect', add: 'test.add-mean' }, [
      ['movie.movie', 'mean.movie'],
      ['movie.movie', 'add.movie'],
      ['mean.table', 'add.table'],
    ]);
    const plan = setPlan(document);
    await expect(firstPixel('add', 0)).rejects.toThrow('run mean first');
    expect(await ask({ type: 'header', step: 'add', port: 'movie' })).toBeNull();
    const key = plan.find(({ id }) => id === 'mean')?.key as ContentHash;
    const table = { columns: [{ name: 'first', unit: '1', values: Float64Array.of(4) }], cautions: [] };
    results.set(key, { table });
    setPlan(document, new Map([['mean', key]]));
    expect(await firstPixel('add', 2)).toBe(24);
  });

  it('names the node and the frame where one fails, and goes on', async () => {
    const { setPlan, firstPixel } = start();
    setPlan(graph({ movie: 'test.count', a: ['test.add', { failAt: 2 }] }, [['movie.movie', 'a.movie']]));
    await expect(firstPixel('a', 2)).rejects.toThrow('a, frame 2: this frame is broken');
    await expect(firstPixel('a', 99)).rejects.toThrow('there is no frame 99: the movie has 6');
    expect(await firstPixel('a', 1)).toBe(11);
  });
});
