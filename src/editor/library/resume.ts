import type { RunView, Session } from '../session/session.ts';
import { documentStore } from '../store/document-store.ts';
import { notify } from './notify.tsx';
import { loadNamedAddresses } from './open-address.ts';
import { reopenMovies } from './open-movie.ts';
import { projectState } from './projects.ts';

/** Goes on where a project was left: its movies, the addresses that it names, a run that was cut off. */
export async function resume(session: Session): Promise<void> {
  offerToGoOn(session);
  await reopenMovies(session);
  await loadNamedAddresses(documentStore.getState().document, session);
}

/** Offers to go on with a run that was cut off, once it is known that part of its results is there. */
function offerToGoOn(session: Session): void {
  let isOver = false;
  const look = () => {
    const { interrupted, role } = projectState.getState();
    if (isOver || !interrupted || role !== 'writer') return;
    const { steps, run, cachedFrames } = session.state.getState();
    if (isActive(run)) {
      isOver = true;
      return;
    }
    const kept = [...steps.values()].filter(({ state }) => state === 'cached' || state === 'done').length;
    if (kept === 0 && ![...cachedFrames.values()].some((frames) => frames.includes(1))) return;
    isOver = true;
    notify({
      message: `A run of this graph was cut off. ${kept} of its ${steps.size} steps are finished and kept.`,
      action: { label: 'Go on', run: () => session.run() },
      stays: null,
      key: 'interrupted',
    });
    projectState.setState({ interrupted: false });
  };
  const ends = [session.state.subscribe(look), projectState.subscribe(look)];
  look();
  setTimeout(() => {
    for (const end of ends) end();
  }, 60_000);
}

export const isActive = ({ state }: RunView): boolean => ['looking', 'running', 'paused', 'cancelling'].includes(state);
