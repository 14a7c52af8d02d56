import type { SessionState, StepView } from '../session/session.ts';

export type State = StepView['state'];

export const stateTexts: Readonly<Record<State, { readonly text: string; readonly colour: string }>> = {
  idle: { text: 'not run', colour: 'gray' },
  stale: { text: 'stale', colour: 'yellow' },
  cached: { text: 'up to date', colour: 'teal' },
  waiting: { text: 'waiting', colour: 'gray' },
  running: { text: 'running', colour: 'indigo' },
  done: { text: 'done', colour: 'teal' },
  failed: { text: 'failed', colour: 'red' },
  blocked: { text: 'blocked', colour: 'orange' },
  cancelled: { text: 'cancelled', colour: 'gray' },
};
/** Of a subgraph the state that most wants to be seen. */
const order: readonly State[] = [
  'failed',
  'blocked',
  'running',
  'waiting',
  'cancelled',
  'stale',
  'idle',
  'done',
  'cached',
];

/** The state of a step, or of all steps of a subgraph together. */
export function stateOf({ steps }: SessionState, step: string): State {
  const own = steps.get(step);
  if (own) return own.state;
  const inner = new Set<State>();
  for (const [id, view] of steps) if (id.startsWith(`${step}/`)) inner.add(view.state);
  return order.find((state) => inner.has(state)) ?? 'idle';
}

/** The first stale step of a node: its own, or one inside. */
export function staleStep({ steps }: SessionState, step: string): string | null {
  for (const [id, view] of steps) {
    if (view.state === 'stale' && (id === step || id.startsWith(`${step}/`))) return id;
  }
  return null;
}
