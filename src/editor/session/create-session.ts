import { EditorSession, type SessionOptions } from './editor-session.ts';
import type { Session } from './session.ts';

/** The session of this page: workers, cache and previews. */
export function createSession(options: Partial<SessionOptions> = {}): Session {
  const cores = Math.max(1, navigator.hardwareConcurrency || 1);
  // Chromium rounds what there is and tells at most 8 GiB; others tell nothing.
  const { deviceMemory = 4 } = navigator as Navigator & { readonly deviceMemory?: number };
  return new EditorSession({
    cache: 'cellwire-results',
    settings: 'cellwire-session',
    workers: cores,
    previews: Math.min(4, cores),
    previewMemory: (deviceMemory * 2 ** 30) / 8,
    ...options,
  });
}
