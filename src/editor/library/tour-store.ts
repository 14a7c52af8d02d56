import { createStore } from 'zustand/vanilla';

/** The step of the tour that is shown; `null` where there is none. */
export const tourStore = createStore<{ readonly step: number | null }>(() => ({ step: null }));

/** Begins the tour anew. */
export const startTour = (): void => tourStore.setState({ step: 0 });
export const endTour = (): void => tourStore.setState({ step: null });
