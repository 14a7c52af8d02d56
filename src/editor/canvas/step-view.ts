import type { SessionState, StepView } from '../session/session.ts';
import { useSessionState } from '../session/session-context.tsx';

const idle: StepView = { state: 'idle', framesDone: 0, frames: 0, reason: null, time_ms: null, bytes: null };

/** From the one that must be seen first. */
const order: readonly StepView['state'][] = [
  'failed',
  'running',
  'blocked',
  'waiting',
  'cancelled',
  'stale',
  'idle',
  'cached',
  'done',
];

/** State of a card's step; of a subgraph, that of all its steps together. */
export const useStepView = (step: string, isGraph: boolean): StepView =>
  useSessionState((state) => (isGraph ? together(state, step) : (state.steps.get(step) ?? idle)));

/** The same steps give the same object, so that a card draws again only when they change. */
const known = new WeakMap<SessionState['steps'], Map<string, StepView>>();

function together({ steps }: SessionState, step: string): StepView {
  const ofThese = known.get(steps) ?? new Map<string, StepView>();
  const view = ofThese.get(step) ?? summed(steps, step);
  known.set(steps, ofThese.set(step, view));
  return view;
}

function summed(steps: SessionState['steps'], step: string): StepView {
  const inner = [...steps].filter(([id]) => id.startsWith(`${step}/`)).map(([, view]) => view);
  if (inner.length === 0) return idle;
  const sum = (pick: (view: StepView) => number | null) =>
    inner.reduce<number | null>((total, view) => {
      const value = pick(view);
      return value === null ? total : (total ?? 0) + value;
    }, null);
  const state = order.find((one) => inner.some((view) => view.state === one)) ?? 'idle';
  return {
    state,
    framesDone: sum((view) => view.framesDone) ?? 0,
    frames: sum((view) => view.frames) ?? 0,
    reason: inner.find((view) => view.state === state)?.reason ?? null,
    time_ms: sum((view) => view.time_ms),
    bytes: sum((view) => view.bytes),
  };
}

/** The first problem of a card, or of a step inside it. */
export const useProblem = (step: string): string | null =>
  useSessionState(
    ({ problems }) => problems.find(({ node }) => node === step || node.startsWith(`${step}/`))?.message ?? null,
  );

export const formatTime = (time_ms: number): string =>
  time_ms < 1000
    ? `${Math.round(time_ms)} ms`
    : time_ms < 60_000
      ? `${(time_ms / 1000).toFixed(1)} s`
      : `${Math.floor(time_ms / 60_000)} min ${Math.round((time_ms % 60_000) / 1000)} s`;

export function formatBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB'];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit++;
  }
  return `${value < 10 && unit > 0 ? value.toFixed(1) : Math.round(value)} ${units[unit]}`;
}
