import type { Camera } from '../camera.ts';

/** How one channel is drawn; `null` is not drawn. */
export interface ChannelLook {
  readonly lut: string;
  readonly range: readonly [low: number, high: number];
  readonly gamma: number;
}
export interface LabelLook {
  readonly fill: boolean;
  /** 0 … 1. */
  readonly opacity: number;
  /** Numbers without a colour of their own: coloured by number, grey, or not drawn. */
  readonly others: 'hash' | 'grey' | 'none';
}
export interface TailLook {
  readonly now: number;
  /** Frames. */
  readonly tail: number;
  /** px, added to all positions. */
  readonly offset: readonly [x: number, y: number];
}
/** Rectangle in device px from the top left corner of the canvas. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}
/** One picture on the canvas; what it shows was given to the renderer before, by side. */
export interface View {
  readonly side: 0 | 1;
  /** Where the picture lies: the camera looks at its middle. */
  readonly box: Box;
  /** Only this part of the box is drawn; for swiping. */
  readonly clip: Box;
  /** Channels by number; `null` is not drawn. */
  readonly channels: readonly (ChannelLook | null)[];
  /** Draws first minus second, full colour at this difference of grey values, in place of the channels. */
  readonly difference: readonly (number | null)[] | null;
  readonly labels: LabelLook | null;
  readonly tails: TailLook | null;
  readonly spots: { readonly offset: readonly [x: number, y: number] } | null;
}
export interface Scene {
  /** Device px. */
  readonly width: number;
  readonly height: number;
  /** Device px a CSS px. */
  readonly ratio: number;
  readonly camera: Camera;
  readonly views: readonly View[];
}
