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
  /** Name of a look-up table: grey, red, green, blue, cyan, magenta, yellow, fire, viridis, magma. */
  readonly lut: string;
  /** Values shown as black and white; `null`: found in the frame at hand (0.35 and 99.65 percentile). */
  readonly range: readonly [low: number, high: number] | null;
  readonly gamma: number;
}
export interface ViewState {
  /** What is looked at: one output, or two to compare. */
  readonly shown: readonly OutputRef[];
  readonly compare: Compare;
  readonly t: number;
  readonly z: number;
  readonly playing: boolean;
  /** Frames a second. */
  readonly rate: number;
  /** By output kind `Movie` and channel number; others have defaults. */
  readonly channels: Readonly<Record<number, ChannelView>>;
  readonly labels: { readonly draw: 'off' | 'outline' | 'fill'; readonly opacity: number; readonly colourBy: string };
  readonly tracks: { readonly visible: boolean; readonly tail: number; readonly colourBy: 'track' | 'lineage' };
  readonly spots: boolean;
}

export const viewStore = createStore<ViewState>(() => ({
  shown: [],
  compare: 'single',
  t: 0,
  z: 0,
  playing: false,
  rate: 10,
  channels: {},
  labels: { draw: 'fill', opacity: 0.4, colourBy: 'id' },
  tracks: { visible: true, tail: 15, colourBy: 'track' },
  spots: true,
}));

/** Shows an output in the viewer; `beside` adds it as the second of two. */
export function look(output: OutputRef, beside = false): void {
  viewStore.setState(({ shown, compare }) => {
    if (!beside || shown.length === 0) return { shown: [output], compare: 'single' };
    const first = shown[0] as OutputRef;
    return { shown: [first, output], compare: compare === 'single' ? 'side' : compare };
  });
}
