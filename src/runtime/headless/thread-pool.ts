import { Worker } from 'node:worker_threads';
import type { FromWorker } from '../schedule/messages.ts';
import type { WorkerPort } from '../schedule/pool.ts';

/** @param file  the built worker; TypeScript can't be run in a worker thread directly. */
export function startThreads(file: URL, count: number): readonly WorkerPort[] {
  return Array.from({ length: count }, () => threadPort(new Worker(file, { name: 'cellwire' })));
}

function threadPort(worker: Worker): WorkerPort {
  let isStopping = false;
  return {
    post: (message, moved = []) => worker.postMessage(message, [...moved]),
    listen(onMessage, onEnd) {
      worker.on('message', (message: FromWorker) => onMessage(message));
      worker.on('error', (error) => onEnd(error.message));
      worker.on('exit', (code) => {
        if (!isStopping) onEnd(`it ended with code ${code}`);
      });
    },
    async terminate() {
      isStopping = true;
      await worker.terminate();
    },
  };
}
