import type { FromWorker } from '../schedule/messages.ts';
import type { WorkerPort } from '../schedule/pool.ts';
import type { BoundFile } from './bound-files.ts';

/** Workers of one run; each knows the bound files. */
export function startWorkers(count: number, files: readonly BoundFile[]): readonly WorkerPort[] {
  return Array.from({ length: count }, () => {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'cellwire run' });
    worker.postMessage({ type: 'files', files });
    return portOf(worker);
  });
}

function portOf(worker: Worker): WorkerPort {
  let end: (reason: string) => void = () => {};
  return {
    post: (message, moved = []) => worker.postMessage(message, [...moved]),
    listen(onMessage, onEnd) {
      end = onEnd;
      worker.onmessage = ({ data }: MessageEvent<FromWorker>) => onMessage(data);
      worker.onerror = (event) => {
        event.preventDefault();
        onEnd(event.message || 'it could not be started');
      };
    },
    async terminate() {
      worker.terminate();
      // Who still waits for an answer is told that there will be none.
      end('it was stopped');
    },
  };
}
