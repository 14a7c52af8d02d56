import { createStore } from 'zustand/vanilla';

/** What is selected among the results. Every picture, table, plot and tree shows it, and sets it. */
export interface ResultSelection {
  /** Tracks, by the number that tables and coloured labels give them. */
  readonly tracks: ReadonlySet<number>;
  /** The detection that was clicked, where one was. */
  readonly at: { readonly t: number; readonly x: number; readonly y: number } | null;
  readonly from: 'image' | 'table' | 'plot' | 'lineage' | null;
}

export const selectionStore = createStore<ResultSelection>(() => ({ tracks: new Set(), at: null, from: null }));

/** Selects tracks everywhere; `at` makes viewers go to that frame and place. */
export function selectTracks(
  tracks: Iterable<number>,
  from: NonNullable<ResultSelection['from']>,
  at: ResultSelection['at'] = null,
): void {
  selectionStore.setState({ tracks: new Set(tracks), from, at });
}
