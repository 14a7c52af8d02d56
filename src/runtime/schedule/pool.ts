import { decode } from '../cache/codec.ts';
import { movableBuffers } from './buffers.ts';
import { fromMessage } from './errors.ts';
import type { HeldRecord } from './frame-values.ts';
import type { FrameResult, FromWorker, Task, ToWorker } from './messages.ts';

/** One worker as its host starts it. */
export interface WorkerPort {
  /** `moved` buffers go over to the worker, which saves a copy of large data. */
  post(message: ToWorker, moved?: readonly ArrayBuffer[]): void;
  /** Called once, before the first `post`. `onEnd` tells that the worker is gone, and why. */
  listen(onMessage: (message: FromWorker) => void, onEnd: (reason: string) => void): void;
  /** Starts afresh with the next `post`: what a worker's engine took for frames goes back to the machine. */
  restart?(): void;
  terminate(): Promise<void>;
}
interface Job {
  readonly task: Task;
  /** Steps whose results the worker must have. */
  readonly needs: readonly string[];
  readonly signal: AbortSignal;
  onFrame(t: number, results: readonly FrameResult[]): void;
  resolve(values: HeldRecord | null): void;
  reject(error: unknown): void;
}
interface Seat {
  readonly port: WorkerPort;
  job: { readonly ticket: number; readonly job: Job } | null;
  gone: string | null;
  isSetUp: boolean;
  /** Steps whose results it has. */
  readonly held: Set<string>;
}

/** Workers of one run: each does one task at a time, tasks wait in the order in which they came. */
export class Pool {
  readonly #seats: readonly Seat[];
  readonly #setup: ToWorker;
  readonly #waiting: Job[] = [];
  readonly #resultOf: (id: string) => HeldRecord | undefined;
  readonly #watched = new WeakSet<AbortSignal>();
  #tickets = 0;
  #paused = false;

  /** @param resultOf  results of finished steps: a worker is sent what its task needs, once. */
  constructor(
    ports: readonly WorkerPort[],
    setup: ToWorker,
    resultOf: (id: string) => HeldRecord | undefined,
    warn: (message: string) => void,
  ) {
    this.#setup = setup;
    this.#resultOf = resultOf;
    this.#seats = ports.map((port) => ({ port, job: null, gone: null, isSetUp: false, held: new Set() }));
    for (const seat of this.#seats) {
      seat.port.listen(
        (message) => this.#hear(seat, message, warn),
        (reason) => this.#lose(seat, reason),
      );
      this.#setUp(seat);
    }
  }
  get size(): number {
    return this.#seats.length;
  }

  /**
   * Runs a task on the next free worker.
   * @returns what a `finish` or `whole` task made, null for frames, which come through `onFrame`.
   * @throws the task's NodeError; AbortError once `signal` is aborted; an Error where the worker stopped.
   */
  run(
    task: Task,
    needs: readonly string[],
    signal: AbortSignal,
    onFrame: Job['onFrame'] = () => {},
  ): Promise<HeldRecord | null> {
    return new Promise((resolve, reject) => {
      if (signal.aborted) {
        reject(signal.reason);
        return;
      }
      this.#waiting.push({ task, needs, signal, onFrame, resolve, reject });
      if (!this.#watched.has(signal)) signal.addEventListener('abort', () => this.#abort(signal), { once: true });
      this.#watched.add(signal);
      this.#assign();
    });
  }

  /** Starts no further task until `resume`; those that run end. */
  pause(): void {
    this.#paused = true;
  }
  resume(): void {
    this.#paused = false;
    this.#assign();
  }
  async terminate(): Promise<void> {
    await Promise.all(this.#seats.map((seat) => seat.port.terminate()));
  }

  #assign(): void {
    for (const seat of this.#seats) {
      if (this.#paused || seat.job || seat.gone !== null) continue;
      const job = this.#waiting.shift();
      if (!job) return;
      const ticket = this.#tickets++;
      seat.job = { ticket, job };
      this.#setUp(seat);
      this.#equip(seat, job.needs);
      // A fold's state is needed nowhere else once it is finished.
      const moved = job.task.type === 'finish' ? movableBuffers(job.task.state) : [];
      seat.port.post({ type: 'task', ticket, task: job.task }, moved);
    }
    if (this.#seats.every((seat) => seat.gone !== null)) {
      for (const job of this.#waiting.splice(0)) job.reject(new Error(`all workers stopped: ${this.#seats[0]?.gone}`));
    }
  }

  #setUp(seat: Seat): void {
    if (seat.isSetUp) return;
    seat.isSetUp = true;
    seat.port.post(this.#setup);
  }

  #equip({ port, held }: Seat, needs: readonly string[]): void {
    for (const id of needs) {
      const values = held.has(id) ? undefined : this.#resultOf(id);
      if (!values) continue;
      held.add(id);
      port.post({ type: 'hold', id, values });
    }
  }

  /** Makes all workers forget the results of these steps. */
  release(ids: readonly string[]): void {
    for (const { port, held, gone } of this.#seats) {
      const had = ids.filter((id) => held.delete(id));
      if (had.length > 0 && gone === null) port.post({ type: 'release', ids: had });
    }
  }

  /**
   * Tells the workers that a stage has ended.
   * @param restart  those that have nothing to do start afresh with their next task, where their host can.
   */
  rest(restart: boolean): void {
    for (const seat of this.#seats) {
      if (seat.gone !== null || !seat.isSetUp) continue;
      if (!restart || seat.job || !seat.port.restart) {
        seat.port.post({ type: 'rest' });
        continue;
      }
      seat.port.restart();
      seat.isSetUp = false;
      seat.held.clear();
    }
  }

  #hear(seat: Seat, message: FromWorker, warn: (message: string) => void): void {
    if (message.type === 'warning') {
      warn(message.message);
      return;
    }
    if (!seat.job || seat.job.ticket !== message.ticket) return;
    const { job } = seat.job;
    if (message.type === 'frame') {
      job.onFrame(message.t, decode(message.results) as readonly FrameResult[]);
      return;
    }
    seat.job = null;
    if (message.type === 'done') job.resolve(message.values);
    else job.reject(fromMessage(message.error));
    this.#assign();
  }

  #lose(seat: Seat, reason: string): void {
    seat.gone = reason;
    seat.job?.job.reject(new Error(`a worker stopped: ${reason}`));
    seat.job = null;
    this.#assign();
  }

  #abort(signal: AbortSignal): void {
    for (const job of this.#waiting.filter((one) => one.signal === signal)) {
      this.#waiting.splice(this.#waiting.indexOf(job), 1);
      job.reject(signal.reason);
    }
    for (const { port, job } of this.#seats)
      if (job?.job.signal === signal) port.post({ type: 'abort', ticket: job.ticket });
  }
}
