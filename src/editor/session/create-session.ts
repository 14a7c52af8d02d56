import type { Session } from './session.ts';

/** The session of this page: workers, cache and previews. */
export function createSession(): Session {
  throw new Error('not there yet');
}
