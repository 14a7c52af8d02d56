import type { BoundFile } from '../../runtime/browser/bound-files.ts';
import type { FromPreview, PreviewTask, ToPreview } from '../../runtime/browser/preview-messages.ts';
import { fromMessage } from '../../runtime/schedule/errors.ts';
import type { PreviewPlan } from './preview-plan.ts';

interface Pending {
  readonly seat: number;
  /** `null` for what belongs to no step. */
  readonly step: string | null;
  resolve(value: unknown): void;
  reject(error: unknown): void;
}
export interface Ask {
  readonly task: PreviewTask;
  readonly urgency: number;
  /** Frames of one number always go to one worker, which has their neighbours in the graph at hand. */
  readonly t: number;
  readonly signal?: AbortSignal | undefined;
}
const outdated = () => new DOMException('the graph has changed', 'AbortError');

/** The workers that compute single frames for the screen. */
export class PreviewPool {
  readonly #workers: readonly Worker[];
  readonly #pending = new Map<number, Pending>();
  #tickets = 0;

  /**
   * @param connect  gives each worker the port through which it asks for results.
   * @param memory   bytes of frames that all of them together keep.
   */
  constructor(
    count: number,
    memory: number,
    connect: () => MessagePort,
    onNews: (seat: number, message: FromPreview) => void,
  ) {
    this.#workers = Array.from({ length: count }, (_, seat) => {
      // The bundler finds workers by this very form; their names must be constant.
      const worker = new Worker(new URL('../../runtime/browser/preview-worker.ts', import.meta.url), {
        type: 'module',
        name: 'cellwire preview',
      });
      worker.onmessage = ({ data }: MessageEvent<FromPreview>) => this.#hear(seat, data, onNews);
      worker.onerror = (event) => {
        event.preventDefault();
        this.#lose(seat, event.message || 'it could not be started');
      };
      const port = connect();
      const message: ToPreview = { type: 'connect', port, memory: Math.floor(memory / count) };
      worker.postMessage(message, [port]);
      return worker;
    });
  }

  setFiles(files: readonly BoundFile[]): void {
    this.#tell({ type: 'files', files });
  }
  /** Frames that are being made of steps in `changed` are given up. */
  setPlan({ plan, held }: PreviewPlan, changed: ReadonlySet<string>): void {
    this.#tell({ type: 'plan', plan, held });
    for (const [ticket, pending] of this.#pending) {
      if (pending.step === null || !changed.has(pending.step)) continue;
      this.#workers[pending.seat]?.postMessage({ type: 'abort', ticket } satisfies ToPreview);
      pending.reject(outdated());
    }
  }
  clear(): void {
    this.#tell({ type: 'clear' });
  }

  ask({ task, urgency, t, signal }: Ask): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) {
        reject(signal.reason);
        return;
      }
      const ticket = this.#tickets++;
      const seat = Math.abs(t) % this.#workers.length;
      const onAbort = () => {
        this.#workers[seat]?.postMessage({ type: 'abort', ticket } satisfies ToPreview);
        pending.reject(signal?.reason);
      };
      const settle = () => {
        this.#pending.delete(ticket);
        signal?.removeEventListener('abort', onAbort);
      };
      const pending: Pending = {
        seat,
        step: 'step' in task ? task.step : null,
        resolve: (value) => {
          settle();
          resolve(value);
        },
        reject: (error) => {
          settle();
          reject(error);
        },
      };
      this.#pending.set(ticket, pending);
      signal?.addEventListener('abort', onAbort, { once: true });
      this.#workers[seat]?.postMessage({ type: 'ask', ticket, task, urgency } satisfies ToPreview);
    });
  }
  dispose(): void {
    for (const worker of this.#workers) worker.terminate();
    for (const pending of [...this.#pending.values()]) pending.reject(outdated());
  }

  #tell(message: ToPreview): void {
    for (const worker of this.#workers) worker.postMessage(message);
  }
  #hear(seat: number, message: FromPreview, onNews: (seat: number, message: FromPreview) => void): void {
    if (message.type === 'answer') this.#pending.get(message.ticket)?.resolve(message.value);
    else if (message.type === 'refused') this.#pending.get(message.ticket)?.reject(fromMessage(message.error));
    else onNews(seat, message);
  }
  #lose(seat: number, reason: string): void {
    for (const pending of [...this.#pending.values()]) {
      if (pending.seat === seat) pending.reject(new Error(`a preview worker stopped: ${reason}`));
    }
  }
}
