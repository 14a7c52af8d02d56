import { useEffect, useState } from 'react';
import type { OutputValue } from '../session/session.ts';
import { useSession, useSessionState } from '../session/session-context.tsx';
import type { OutputRef } from '../store/view-store.ts';
import { keyOf } from './outputs.ts';

export type Held =
  | { readonly state: 'loading' }
  | { readonly state: 'none' }
  | { readonly state: 'failed'; readonly why: string }
  | ({ readonly state: 'there' } & OutputValue);

/** The result of an output as it is now; while a new one is fetched the one before stays. `null`: of nothing. */
export function useOutput(output: OutputRef | null): Held {
  const session = useSession();
  const key = output ? keyOf(output) : '';
  const step = output?.step ?? '';
  const port = output?.port ?? '';
  const revision = useSessionState(({ revision: all }) => all.get(step) ?? 0);
  const [held, setHeld] = useState<{ readonly key: string; readonly held: Held }>({
    key: '',
    held: { state: 'loading' },
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the revision says when to look again
  useEffect(() => {
    if (step === '') return;
    let isCurrent = true;
    const keep = (next: Held) => isCurrent && setHeld({ key, held: next });
    session.value({ step, port }).then(
      (found) => keep(found ? { state: 'there', ...found } : { state: 'none' }),
      (error: unknown) => keep({ state: 'failed', why: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isCurrent = false;
    };
  }, [session, key, step, port, revision]);
  if (step === '') return { state: 'none' };
  return held.key === key ? held.held : { state: 'loading' };
}
