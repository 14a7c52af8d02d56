/** Work that is done a few at a time, newest first: cards that were scrolled away are dropped before they start. */
interface Job {
  readonly signal: AbortSignal;
  run(): Promise<void>;
}

const mostAtOnce = 2;
const waiting: Job[] = [];
let running = 0;

/** Queues `run`; it never starts once `signal` is aborted. Errors are its own to handle. */
export function enqueue(signal: AbortSignal, run: () => Promise<void>): void {
  waiting.push({ signal, run });
  start();
}

function start(): void {
  while (running < mostAtOnce) {
    const job = waiting.pop();
    if (!job) return;
    if (job.signal.aborted) continue;
    running++;
    void job.run().finally(() => {
      running--;
      start();
    });
  }
}
