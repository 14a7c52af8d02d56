import { createStore } from 'zustand/vanilla';
import type { RunView, Session } from '../session/session.ts';

/** What to run: everything (`null`), or what some steps need. */
export type Targets = readonly string[] | null;

/** Runs that wait for the one going on. */
export const runQueue = createStore<{ readonly waiting: readonly Targets[] }>(() => ({ waiting: [] }));

export const isGoing = ({ state }: RunView): boolean =>
  state === 'looking' || state === 'running' || state === 'paused' || state === 'cancelling';

/** Runs now, or after the run that is going on; what waits already is not queued twice. */
export function requestRun(session: Session, targets: Targets): void {
  if (!isGoing(session.state.getState().run)) {
    start(session, targets);
    return;
  }
  const key = JSON.stringify(targets);
  runQueue.setState(({ waiting }) =>
    waiting.some((one) => JSON.stringify(one) === key) ? { waiting } : { waiting: [...waiting, targets] },
  );
}

export const dropQueue = (): void => runQueue.setState({ waiting: [] });

/**
 * Starts what waits when a run ends; a cancelled run takes the queue with it.
 * @returns stops it.
 */
export function followQueue(session: Session): () => void {
  return session.state.subscribe(({ run }, before) => {
    if (run.state === before.run.state || isGoing(run)) return;
    if (run.state === 'cancelled') {
      dropQueue();
      return;
    }
    const [next, ...rest] = runQueue.getState().waiting;
    if (next === undefined) return;
    runQueue.setState({ waiting: rest });
    // after this change has been told to everyone
    queueMicrotask(() => requestRun(session, next));
  });
}

function start(session: Session, targets: Targets): void {
  if (targets === null) session.run();
  else session.run(targets);
}
