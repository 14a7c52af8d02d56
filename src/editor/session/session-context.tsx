import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Session, SessionState } from './session.ts';

export const SessionContext = createContext<Session | null>(null);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error('there is no session around this component');
  return session;
}

/** Part of what the session knows; the component draws again only when that part changes. */
export const useSessionState = <T,>(pick: (state: SessionState) => T): T => useStore(useSession().state, pick);
