import { createStore } from 'zustand/vanilla';

/** A place on the canvas, grid units of `GraphNode.at`. */
export type Place = readonly [column: number, row: number];
/** On the screen, px. */
export interface Point {
  readonly x: number;
  readonly y: number;
}
/** An end of a wire that was begun: the port of a card. */
export interface WireEnd {
  readonly node: string;
  readonly port: string;
  readonly side: 'input' | 'output';
}
export interface Search {
  readonly screen: Point;
  readonly at: Place;
  /** Only nodes that fit this end are offered, and the one chosen is connected to it. */
  readonly from: WireEnd | null;
  /** Only nodes that can be put into this wire are offered. */
  readonly onWire?: string;
}
export type MenuTarget =
  | { readonly kind: 'canvas'; readonly at: Place }
  | { readonly kind: 'node'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string }
  | { readonly kind: 'comment'; readonly id: string }
  | { readonly kind: 'wire'; readonly id: string }
  | { readonly kind: 'port'; readonly end: WireEnd };
/** Something said at a place of the screen: why a wire was refused, with what can be done. */
export interface Notice {
  readonly text: string;
  readonly screen: Point;
  readonly action: { readonly label: string; run(): void } | null;
}
/** A line shown while dragging: cards share this edge or centre. */
export interface Guide {
  readonly axis: 'x' | 'y';
  readonly at: number;
}
export interface CanvasState {
  readonly search: Search | null;
  /** Card from which a wire is laid by keyboard. */
  readonly wiringFrom: string | null;
  readonly menu: { readonly screen: Point; readonly target: MenuTarget } | null;
  readonly isSheetOpen: boolean;
  readonly notice: Notice | null;
  /** Node or group whose title is being typed, on its card or in the outline; comment whose text is. */
  readonly renaming: { readonly kind: 'node' | 'group' | 'note' | 'outline' | 'comment'; readonly id: string } | null;
  /** Positions of what is being dragged, px; `null` when nothing is. */
  readonly dragged: ReadonlyMap<string, Point> | null;
  readonly guides: readonly Guide[];
  /** Wire into which the dragged card would be put. */
  readonly dropWire: string | null;
  /** End of the wire that is being drawn by pointer. */
  readonly connecting: WireEnd | null;
}

export const canvasStore = createStore<CanvasState>(() => ({
  search: null,
  wiringFrom: null,
  menu: null,
  isSheetOpen: false,
  notice: null,
  renaming: null,
  dragged: null,
  guides: [],
  dropWire: null,
  connecting: null,
}));

export const closeOverlays = (): void =>
  canvasStore.setState({ search: null, wiringFrom: null, menu: null, notice: null, isSheetOpen: false });
