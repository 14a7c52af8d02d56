import type { Place, Point } from './canvas-store.ts';

/** What commands may do to the view of the canvas; it is no part of the document. */
export interface CanvasView {
  fit(): void;
  /** Shows all where it can be read, else its beginning. */
  open(): void;
  zoomTo(ids: readonly string[]): void;
  zoomBy(factor: number): void;
  /** Where the pointer last was over the canvas; its middle before that. */
  pointer(): { readonly screen: Point; readonly at: Place };
  /** The middle of what is visible. */
  middle(): { readonly screen: Point; readonly at: Place };
  /** On the screen, beside a card. */
  beside(id: string): Point;
  /** Brings a card or comment into view, by its id on the canvas. */
  reveal(id: string): void;
  /** Brings a card into view and gives it the keyboard. */
  focusCard(id: string): void;
  /** Gives the keyboard back to the canvas. */
  focus(): void;
}
