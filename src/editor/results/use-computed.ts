import { useEffect, useMemo, useState } from 'react';
import { useStore } from 'zustand';
import type { StepView } from '../session/session.ts';
import { useSession } from '../session/session-context.tsx';
import type { ResultOutput } from './outputs.ts';

const has: ReadonlySet<StepView['state'] | undefined> = new Set(['stale', 'cached', 'done']);

/**
 * The outputs that have a result, or had one in this session: a tab does not go away while its step is computed again.
 */
export function useComputed(outputs: readonly ResultOutput[]): readonly ResultOutput[] {
  const { state } = useSession();
  const now = useStore(state, ({ steps }) =>
    outputs
      .filter(({ step }) => has.has(steps.get(step)?.state))
      .map(({ step }) => step)
      .join('\n'),
  );
  const idle = useStore(state, ({ steps }) =>
    outputs
      .filter(({ step }) => (steps.get(step)?.state ?? 'idle') === 'idle')
      .map(({ step }) => step)
      .join('\n'),
  );
  const [known, setKnown] = useState<ReadonlySet<string>>(new Set());
  useEffect(() => {
    const gone = new Set(idle.split('\n'));
    setKnown((old) => new Set([...old, ...now.split('\n')].filter((step) => !gone.has(step))));
  }, [now, idle]);
  return useMemo(() => {
    const there = new Set(now.split('\n'));
    return outputs.filter(({ step }) => there.has(step) || known.has(step));
  }, [outputs, now, known]);
}
