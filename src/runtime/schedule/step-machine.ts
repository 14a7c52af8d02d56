import { assign, setup } from 'xstate';

/** What the editor's node cards and the progress bar show of one step. */
export interface StepContext {
  readonly framesDone: number;
  readonly frames: number;
  /** Why it failed, or which failed step it waits for. */
  readonly reason: string | null;
}
export type StepEvent =
  | { readonly type: 'wait' }
  | { readonly type: 'start' }
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'cached' }
  | { readonly type: 'finish' }
  | { readonly type: 'fail'; readonly reason: string }
  | { readonly type: 'block'; readonly reason: string }
  | { readonly type: 'cancel' };

/** The life of one step in a run; it decides nothing, the run machine tells it. */
export const stepMachine = setup({
  types: {} as { context: StepContext; events: StepEvent },
  actions: {
    count: assign(({ context, event }) =>
      event.type === 'progress' ? { ...context, framesDone: event.done, frames: event.total } : context,
    ),
    explain: assign({ reason: ({ event }) => ('reason' in event ? event.reason : null) }),
    clear: assign({ framesDone: 0, frames: 0, reason: null }),
    complete: assign({ framesDone: ({ context }) => context.frames }),
  },
}).createMachine({
  id: 'step',
  context: { framesDone: 0, frames: 0, reason: null },
  initial: 'idle',
  on: {
    wait: { target: '.waiting', actions: 'clear' },
    cached: '.cached',
  },
  states: {
    idle: {},
    waiting: {
      on: {
        start: 'running',
        finish: 'done',
        block: { target: 'blocked', actions: 'explain' },
        cancel: 'cancelled',
      },
    },
    running: {
      on: {
        progress: { actions: 'count' },
        finish: { target: 'done', actions: 'complete' },
        fail: { target: 'failed', actions: 'explain' },
        block: { target: 'blocked', actions: 'explain' },
        cancel: 'cancelled',
      },
    },
    cached: {},
    done: { on: { start: 'running' } },
    failed: {},
    blocked: {},
    cancelled: {},
  },
});
