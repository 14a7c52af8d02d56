import { Worker } from 'node:worker_threads';
import type { FromWorker } from '../schedule/messages.ts';
import type { WorkerPort } from '../schedule/pool.ts';

/** @param file  the built worker; TypeScript can't be run in a worker thread directly. */
export function startThreads(file: URL, count: number): readonly WorkerPort[] {
  return Array.from({ length: count }, () => threadPort(file));
}

/** A thread that starts with the first message, and again with the first after `restart`. */
function threadPort(file: URL): WorkerPort {
  let worker: Worker | null = null;
  let onMessage: (message: FromWorker) => void;
  let onEnd: (reason: string) => void;
  const start = (): Worker => {
    const started = new Worker(file, { name: 'cellwire' });
    started.on('message', (message: FromWorker) => onMessage(message));
    started.on('error', (error) => worker === started && onEnd(error.message));
    started.on('exit', (code) => worker === started && onEnd(`it ended with code ${code}`));
    return started;
  };
  const stop = async () => {
    const stopping = worker;
    worker = null;
    await stopping?.terminate();
  };
  return {
    post(message, moved = []) {
      worker ??= start();
      worker.postMessage(message, [...moved]);
    },
    listen(hear, end) {
      onMessage = hear;
      onEnd = end;
    },
    restart: () => void stop(),
    terminate: stop,
  };
}
