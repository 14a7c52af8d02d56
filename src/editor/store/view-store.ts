import { createStore } from 'zustand/vanilla';

/** An output of a node of the root graph or of a subgraph: step id as in the plan (`correct/estimate`), port. */
export interface OutputRef {
  readonly step: string;
  readonly port: string;
}
export type Compare = 'single' | 'side' | 'flicker' | 'swipe' | 'difference';

/** How one channel is drawn. */
export interface ChannelView {
  readonly visible: boolean;
  /** Name of a look-up table (viewer/gl/luts.ts) or `#rrggbb`; `null`: as the movie's channel says, else by number. */
  readonly lut: string | null;
  readonly gamma: number;
}
export const defaultChannel: ChannelView = { visible: true, lut: null, gamma: 1 };

export interface ViewState {
  /** What is looked at: one output, or two to compare. */
  readonly shown: readonly OutputRef[];
  readonly compare: Compare;
  readonly t: number;
  readonly z: number;
  readonly playing: boolean;
  /** Frames a second. */
  readonly rate: number;
  /** By channel number, the same for all movies; others have defaults. */
  readonly channels: Readonly<Record<number, ChannelView>>;
  /**
   * Values shown as black and white, by `step.port/channel`; others are found in the first frame shown (0.35 and 99.65
   * percentile) and stay while time moves.
   */
  readonly ranges: Readonly<Record<string, readonly [low: number, high: number]>>;
  readonly labels: { readonly draw: 'off' | 'outline' | 'fill'; readonly opacity: number; readonly colourBy: string };
  readonly tracks: { readonly visible: boolean; readonly tail: number; readonly colourBy: 'track' | 'lineage' };
  readonly spots: boolean;
  /** Draws only what is selected. */
  readonly onlySelected: boolean;
}

export const viewStore = createStore<ViewState>(() => ({
  shown: [],
  compare: 'single',
  t: 0,
  z: 0,
  playing: false,
  rate: 10,
  channels: {},
  ranges: {},
  labels: { draw: 'outline', opacity: 0.4, colourBy: 'id' },
  tracks: { visible: true, tail: 15, colourBy: 'track' },
  spots: true,
  onlySelected: false,
}));

/** Shows an output in the viewer; `beside` adds it as the second of two. */
export function look(output: OutputRef, beside = false): void {
  viewStore.setState(({ shown, compare }) => {
    if (!beside || shown.length === 0) return { shown: [output], compare: 'single' };
    const first = shown[0] as OutputRef;
    return { shown: [first, output], compare: compare === 'single' ? 'side' : compare };
  });
}
