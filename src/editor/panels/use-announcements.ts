import { useEffect, useState } from 'react';
import type { SessionState } from '../session/session.ts';
import { useSession } from '../session/session-context.tsx';
import { stepTitle } from './jump.ts';
import { countText } from './quantities.ts';

/** What a screen reader is told of the run: that it began, paused, and how it ended. */
export function useAnnouncements(): string {
  const session = useSession();
  const [said, setSaid] = useState('');
  useEffect(
    () =>
      session.state.subscribe((state, before) => {
        const now = state.run.state;
        if (now !== before.run.state) setSaid(sentenceOf(state, before));
        else if (state.warning !== before.warning && state.warning !== null) setSaid(state.warning);
      }),
    [session],
  );
  return said;
}

function sentenceOf({ run, steps }: SessionState, before: SessionState): string {
  const failed = [...steps].filter(([, { state }]) => state === 'failed').map(([id]) => stepTitle(id));
  switch (run.state) {
    case 'looking':
    case 'running':
      return before.run.state === 'paused' ? 'The run goes on.' : 'The run has started.';
    case 'paused':
      return 'The run is paused.';
    case 'cancelling':
      return 'The run is being cancelled.';
    case 'cancelled':
      return 'The run is cancelled. What was finished is kept.';
    case 'succeeded':
      return `The run has finished: ${countText(steps.size, 'step')}.`;
    case 'failed':
      return failed.length > 0 ? `The run has failed at ${failed.join(', ')}.` : 'The run has failed.';
    case 'idle':
      return '';
  }
}
