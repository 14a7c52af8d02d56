import type { Actor } from 'xstate';
import type { runMachine } from '../schedule/run-machine.ts';
import type { RunProgress, RunState, StepProgress } from './host-messages.ts';

type Report = (steps: readonly (readonly [id: string, progress: StepProgress])[], run: RunProgress) => void;

/** Tells what changed in a run, at most every `every_ms` and at once at its end. */
export class RunWatch {
  readonly #actor: Actor<typeof runMachine>;
  readonly #report: Report;
  readonly #every_ms: number;
  readonly #frames: ReadonlyMap<string, number>;
  readonly #changed = new Map<string, StepProgress>();
  readonly #units = new Map<string, StepProgress>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #worked_ms = 0;
  #since: number | null = null;

  /** @param frames  of each unit that is shown frames, as far as known; it may still be filled. */
  constructor(actor: Actor<typeof runMachine>, frames: ReadonlyMap<string, number>, every_ms: number, report: Report) {
    this.#actor = actor;
    this.#frames = frames;
    this.#every_ms = every_ms;
    this.#report = report;
    for (const [id, step] of actor.getSnapshot().context.steps) {
      step.subscribe(({ value, context }) => {
        const progress = { state: value, ...context } as StepProgress;
        this.#changed.set(id, progress);
        this.#units.set(id, progress);
        this.#soon();
      });
    }
    actor.subscribe(({ value }) => {
      this.#clock(value === 'running');
      if (value === 'succeeded' || value === 'failed' || value === 'cancelled') this.flush();
      else this.#soon();
    });
  }

  #clock(isRunning: boolean): void {
    const now = performance.now();
    if (this.#since !== null) this.#worked_ms += now - this.#since;
    this.#since = isRunning ? now : null;
  }
  #soon(): void {
    this.#timer ??= setTimeout(() => this.flush(), this.#every_ms);
  }
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const steps = [...this.#changed];
    this.#changed.clear();
    this.#report(steps, this.#progress());
  }

  #progress(): RunProgress {
    const { value, context } = this.#actor.getSnapshot();
    this.#clock(value === 'running');
    const usual = Math.max(0, ...this.#frames.values());
    let framesDone = 0;
    let frames = 0;
    for (const id of context.needed) {
      if (context.units.get(id)?.framed !== true) continue;
      const known = this.#units.get(id);
      const all = known?.frames || (this.#frames.get(id) ?? usual);
      frames += all;
      framesDone += context.done.has(id) ? all : Math.min(all, known?.framesDone ?? 0);
    }
    const left = frames - framesDone;
    const remaining_s = framesDone > 0 ? (this.#worked_ms / 1000) * (left / framesDone) : null;
    const isUnderWay = value === 'running' || value === 'paused' || value === 'looking';
    return { state: value as RunState, framesDone, frames, remaining_s: isUnderWay ? remaining_s : null };
  }
}
