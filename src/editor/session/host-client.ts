import type { FromHost, ToHost } from '../../runtime/browser/host-messages.ts';
import type { ContentHash } from '../../runtime/graph/hash.ts';
import type { HeldRecord } from '../../runtime/schedule/frame-values.ts';

/** The worker that keeps results and runs graphs, as the page sees it. */
export class HostClient {
  readonly #worker: Worker;
  readonly #waiting = new Map<number, (values: HeldRecord | null) => void>();
  #tickets = 0;

  constructor(onNews: (message: FromHost) => void) {
    // The bundler finds workers by this very form.
    this.#worker = new Worker(new URL('../../runtime/browser/host-worker.ts', import.meta.url), {
      type: 'module',
      name: 'cellwire host',
    });
    this.#worker.onmessage = ({ data }: MessageEvent<FromHost>) => {
      if (data.type === 'values' || data.type === 'cleared') {
        this.#waiting.get(data.ticket)?.(data.type === 'values' ? data.values : null);
        this.#waiting.delete(data.ticket);
      } else onNews(data);
    };
    this.#worker.onerror = (event) => {
      event.preventDefault();
      onNews({
        type: 'warning',
        message: `graphs can't run here: ${event.message || 'a worker could not be started'}`,
      });
      onNews({ type: 'opened', held: [] });
    };
  }
  tell(message: ToHost): void {
    this.#worker.postMessage(message);
  }
  /** The other end is for a worker that asks for results by key. */
  connect(): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#worker.postMessage({ type: 'connect', port: port1 } satisfies ToHost, [port1]);
    return port2;
  }
  values(key: ContentHash): Promise<HeldRecord | null> {
    return new Promise((resolve) => {
      this.#waiting.set(this.#tickets, resolve);
      this.tell({ type: 'values', ticket: this.#tickets++, key });
    });
  }
  async clear(): Promise<void> {
    await new Promise((resolve) => {
      this.#waiting.set(this.#tickets, resolve);
      this.tell({ type: 'clear', ticket: this.#tickets++ });
    });
  }
  dispose(): void {
    this.#worker.terminate();
    for (const resolve of this.#waiting.values()) resolve(null);
  }
}
