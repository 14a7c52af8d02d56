import { expect, test } from 'vitest';
import type { FromWorker, ToWorker } from '../../src/runtime/schedule/messages.ts';
import { Pool, type WorkerPort } from '../../src/runtime/schedule/pool.ts';

const setup: ToWorker = { type: 'setup', plan: [], backend: 'reference', kept: [], pinned: [], cache: null };
const results = new Map([['measure', { table: { columns: [], cautions: [] } }]]);

/** A worker that answers each task at once, and what it was sent since it started. */
function recordingWorker(canRestart: boolean) {
  let sent: string[] = [];
  let hear: (message: FromWorker) => void = () => {};
  const port: WorkerPort = {
    post(message) {
      sent.push(message.type);
      if (message.type === 'task') queueMicrotask(() => hear({ type: 'done', ticket: message.ticket, values: null }));
    },
    listen: (onMessage) => {
      hear = onMessage;
    },
    ...(canRestart
      ? {
          restart: () => {
            sent = [];
          },
        }
      : {}),
    terminate: async () => {},
  };
  return { port, sent: () => sent };
}
const poolOf = (port: WorkerPort) =>
  new Pool(
    [port],
    setup,
    (id) => results.get(id),
    () => {},
  );
const frames = { type: 'frames', units: ['track'], start: 0, end: 4 } as const;
const run = (pool: Pool) => pool.run(frames, ['measure'], new AbortController().signal);

test('a worker that starts afresh is told the graph, and what its task needs, again', async () => {
  const worker = recordingWorker(true);
  const pool = poolOf(worker.port);
  await run(pool);
  expect(worker.sent()).toEqual(['setup', 'hold', 'task']);
  pool.rest(true);
  expect(worker.sent()).toEqual([]);
  pool.rest(true);
  await run(pool);
  expect(worker.sent()).toEqual(['setup', 'hold', 'task']);
});

test('a worker whose host can not restart it, or need not, is told to rest and keeps what it has', async () => {
  for (const [canRestart, restart] of [
    [false, true],
    [true, false],
  ] as const) {
    const worker = recordingWorker(canRestart);
    const pool = poolOf(worker.port);
    await run(pool);
    pool.rest(restart);
    await run(pool);
    expect(worker.sent()).toEqual(['setup', 'hold', 'task', 'rest', 'task']);
  }
});

test('a worker that has a task is not restarted', async () => {
  const worker = recordingWorker(true);
  const pool = poolOf(worker.port);
  const running = run(pool);
  pool.rest(true);
  expect(worker.sent()).toEqual(['setup', 'hold', 'task', 'rest']);
  await running;
});
