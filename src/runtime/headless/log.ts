import { MultiBar, Presets, type SingleBar } from 'cli-progress';
import type { Run } from './run-graph.ts';
import { jsonLine } from './tell-error.ts';

/** What a run tells on stderr: bars on a terminal, plain lines elsewhere, or JSON lines. */
export interface Log {
  warn(message: string): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
  /** Shows the progress of a run until it ends. */
  follow(run: Run): () => void;
}

export function openLog(format: string): Log {
  if (format === 'json') return jsonLog();
  return process.stderr.isTTY ? barLog() : lineLog();
}

function jsonLog(): Log {
  const write = (level: string, event: string, fields: Readonly<Record<string, unknown>>) =>
    process.stderr.write(jsonLine(level, event, fields));
  return {
    warn: (message) => write('warning', 'warning', { message }),
    error: (message, fields) => write('error', 'error', { message, ...fields }),
    follow: (run) =>
      watch(run, (id, state, framesDone, frames) =>
        write('info', 'step', { node: id, state, framesDone, frames, pulled: !run.units.has(id) }),
      ),
  };
}

function lineLog(): Log {
  const write = (message: string) => process.stderr.write(`${message}\n`);
  return {
    warn: (message) => write(`warning: ${message}`),
    error: (message) => write(`error: ${message}`),
    follow(run) {
      const shown = new Map<string, string>();
      return watch(run, (id, state) => {
        if (!run.units.has(id) || shown.get(id) === state || state === 'waiting' || state === 'idle') return;
        shown.set(id, state);
        write(`${id}: ${state}`);
      });
    },
  };
}

function barLog(): Log {
  const bars = new MultiBar(
    {
      format: '{node} {bar} {state} {value}/{total} {eta_formatted}',
      clearOnComplete: false,
      hideCursor: true,
      stream: process.stderr,
    },
    Presets.shades_classic,
  );
  const write = (message: string) => bars.log(`${message}\n`);
  return {
    warn: (message) => write(`warning: ${message}`),
    error: (message) => process.stderr.write(`error: ${message}\n`),
    follow(run) {
      const shown = new Map<string, SingleBar>();
      const width = Math.max(...[...run.units.keys()].map((id) => id.length));
      const stop = watch(run, (id, state, framesDone, frames) => {
        if (!run.units.has(id) || state === 'idle' || state === 'waiting' || state === 'idle') return;
        const payload = { node: id.padEnd(width), state: state.padEnd(9) };
        const bar = shown.get(id) ?? bars.create(Math.max(1, frames), 0, payload);
        shown.set(id, bar);
        bar.setTotal(Math.max(1, frames));
        bar.update(state === 'done' || state === 'cached' ? Math.max(1, frames) : framesDone, payload);
      });
      return () => {
        stop();
        bars.stop();
      };
    },
  };
}

type Show = (id: string, state: string, framesDone: number, frames: number) => void;
function watch({ actor }: Run, show: Show): () => void {
  const subscriptions = [...actor.getSnapshot().context.steps].map(([id, step]) =>
    step.subscribe(({ value, context }) => show(id, String(value), context.framesDone, context.frames)),
  );
  return () => {
    for (const subscription of subscriptions) subscription.unsubscribe();
  };
}
