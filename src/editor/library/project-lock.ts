/** What a tab may do with a project: one writes, the others read along. */
export type Role = 'writer' | 'reader';

type Message = { readonly from: string } & (
  | { readonly says: 'saved' }
  | { readonly says: 'hand over, please' }
  | { readonly says: 'handed over' }
);
export interface LockEvents {
  onRole(role: Role): void;
  /** The writer wrote. */
  onSaved(): void;
  /** Called before another tab takes over; what is not written when it resolves is lost. */
  beforeHandOver(): Promise<void>;
}
export interface ProjectLock {
  /** Makes this tab the one that writes; the tab that did is asked to write first, and not waited for if it hangs. */
  takeOver(): Promise<void>;
  /** Tells the tabs that read along. */
  tellSaved(): void;
  release(): void;
}

/** How long a tab that writes has to answer before it is taken for dead, ms. */
const patience_ms = 1500;

/**
 * Agrees with the other tabs who writes a project. The browser frees the lock of a tab that is closed or crashes, and a
 * tab that reads along then becomes the one that writes.
 *
 * @param id  of the project.
 */
export function lockProject(id: string, events: LockEvents): ProjectLock {
  const name = `cellwire-project-${id}`;
  const self = crypto.randomUUID();
  const channel = new BroadcastChannel(name);
  let released = false;
  let letGo: (() => void) | null = null;
  let waiting = new AbortController();
  let answered: (() => void) | null = null;

  const say = (says: Message['says']) => {
    if (!released) channel.postMessage({ from: self, says } satisfies Message);
  };
  const hold = (lock: Lock | null): Promise<void> | undefined => {
    if (!lock || released) return undefined;
    events.onRole('writer');
    return new Promise((resolve) => {
      letGo = resolve;
    });
  };
  /** Holds the lock as long as it can, then waits for it again. */
  const request = async (options: LockOptions): Promise<void> => {
    try {
      await navigator.locks.request(name, options, hold);
    } catch (error) {
      // Taken over by another tab, or waiting was given up to take over.
      if (!(error instanceof DOMException && error.name === 'AbortError')) throw error;
      if (options.signal?.aborted) return;
    }
    letGo = null;
    if (released) return;
    events.onRole('reader');
    waiting = new AbortController();
    void request({ signal: waiting.signal });
  };

  channel.onmessage = async ({ data }: MessageEvent<Message>) => {
    if (data.says === 'saved') events.onSaved();
    else if (data.says === 'handed over') answered?.();
    else if (letGo) {
      await events.beforeHandOver();
      if (!letGo) return;
      events.onRole('reader');
      say('handed over');
      // The other tab may have died before it took the lock.
      setTimeout(() => letGo && events.onRole('writer'), 2 * patience_ms);
    }
  };
  void request({ ifAvailable: true });

  return {
    async takeOver() {
      if (letGo || released) return;
      const answer = new Promise<void>((resolve) => {
        answered = resolve;
        setTimeout(resolve, patience_ms);
      });
      say('hand over, please');
      await answer;
      answered = null;
      if (letGo || released) return;
      waiting.abort();
      void request({ steal: true });
    },
    tellSaved: () => say('saved'),
    release() {
      if (released) return;
      released = true;
      channel.close();
      waiting.abort();
      letGo?.();
    },
  };
}
