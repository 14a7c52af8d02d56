import { viewStore } from '../store/view-store.ts';

/** Moves time on while playing: every frame is shown, none is dropped; a late frame makes the movie slower. */
export interface Player {
  /** Tells that the wanted frame is on the screen, or that it failed. */
  shown(isThere: boolean): void;
  start(): () => void;
}

/** @param frames  length of the movie now; after the last frame comes the first. */
export function createPlayer(frames: () => number): Player {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let last = 0;
  const next = (): void => {
    const { t, playing } = viewStore.getState();
    if (!playing) return;
    const count = frames();
    if (count < 2) viewStore.setState({ playing: false });
    else viewStore.setState({ t: t + 1 < count ? t + 1 : 0 });
  };
  const plan = (): void => {
    clearTimeout(timer);
    const wait = last + 1000 / viewStore.getState().rate - performance.now();
    timer = setTimeout(next, Math.max(0, wait));
  };
  return {
    shown: (isThere) => {
      const now = performance.now();
      // Keeps the beat where the frame was in time; where it was late the beat begins anew.
      const due = last + 1000 / viewStore.getState().rate;
      last = now - due < 30 && now > due ? due : now;
      if (!viewStore.getState().playing) return;
      if (isThere) plan();
      else viewStore.setState({ playing: false });
    },
    start: () => {
      const stop = viewStore.subscribe((now, before) => {
        if (now.playing && !before.playing) plan();
        if (!now.playing) clearTimeout(timer);
      });
      return () => {
        stop();
        clearTimeout(timer);
      };
    },
  };
}
