import { canvasStore, type Place, type Point, type WireEnd } from './canvas-store.ts';
import type { CanvasView } from './canvas-view.ts';

/** From the screen to the canvas; set by the canvas that is shown. */
let toPlace: (screen: Point) => Place = () => [0, 0];

let findMiddle: () => Place = () => [0, 0];
let view: Pick<CanvasView, 'reveal'> | null = null;

export function setPlaces(
  convert: (screen: Point) => Place,
  middle: () => Place,
  shown: Pick<CanvasView, 'reveal'>,
): void {
  toPlace = convert;
  findMiddle = middle;
  view = shown;
}
/** Brings a card or comment into view, by its id on the canvas. */
export const showOnCanvas = (id: string): void => view?.reveal(id);
/** The middle of what the canvas shows. */
export const middleOfCanvas = (): Place => findMiddle();
export const placeAt = (screen: Point): Place => toPlace(screen);

/** Offers nodes at a point of the screen; only those that fit a wire's end where one is given. */
export const openSearchAt = (screen: Point, from: WireEnd | null): void =>
  canvasStore.setState({ search: { screen, at: placeAt(screen), from } });
