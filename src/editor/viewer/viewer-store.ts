import { createStore, type StoreApi } from 'zustand/vanilla';
import type { LabelsHeader, MovieHeader } from '../../runtime/data/movie.ts';
import type { Camera, Extent, Point } from './camera.ts';
import type { Legend } from './colours.ts';
import type { Layers } from './layers.ts';
import type { Trouble } from './picture.ts';

/** What the parts around the picture know of one of the two; no pixels. */
export interface SideStatus {
  readonly layers: Layers | null;
  readonly header: MovieHeader | LabelsHeader | null;
  readonly movieHeader: MovieHeader | null;
  /** Frame on the screen; `null` before the first. */
  readonly t: number | null;
  /** The wanted frame takes longer than a moment. */
  readonly isBusy: boolean;
  readonly trouble: Trouble | null;
  readonly isStale: boolean;
  /** Names of features to colour by. */
  readonly features: readonly string[];
  readonly hasLabels: boolean;
  readonly hasTracks: boolean;
  readonly hasSpots: boolean;
  readonly legend: Legend | null;
  readonly drift: { readonly dx: number; readonly dy: number } | null;
}
export type Tool = 'look' | 'line' | 'polygon' | 'point';

export interface ViewerState {
  readonly sides: readonly SideStatus[];
  readonly camera: Camera;
  /** CSS px. */
  readonly size: Extent;
  /** The camera follows the size of stage and image. */
  readonly isFitted: boolean;
  readonly flip: 0 | 1;
  readonly swipe: number;
  /** Image position under the pointer or the keyboard's cross. */
  readonly pointer: { readonly at: Point; readonly side: 0 | 1 } | null;
  readonly tool: Tool;
  /** Rises when pixels or their contrast changed. */
  readonly revision: number;
  /** The browser took the graphics context away. */
  readonly isLost: boolean;
  /** Why nothing can be drawn here at all. */
  readonly failure: string | null;
}
export const emptySide: SideStatus = {
  layers: null,
  header: null,
  movieHeader: null,
  t: null,
  isBusy: false,
  trouble: null,
  isStale: false,
  features: [],
  hasLabels: false,
  hasTracks: false,
  hasSpots: false,
  legend: null,
  drift: null,
};

export const viewerStore = (): StoreApi<ViewerState> =>
  createStore<ViewerState>(() => ({
    sides: [],
    camera: { x: 0, y: 0, scale: 1 },
    size: { width: 0, height: 0 },
    isFitted: true,
    flip: 0,
    swipe: 0.5,
    pointer: null,
    tool: 'look',
    revision: 0,
    isLost: false,
    failure: null,
  }));
