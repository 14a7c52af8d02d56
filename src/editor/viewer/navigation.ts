import { viewStore } from '../store/view-store.ts';
import { type Camera, type Extent, keptOn, type Point, panBy, toImage, zoomAt } from './camera.ts';
import type { Engine } from './engine.ts';
import { boxesOf } from './scene-of.ts';

/** The size of one picture's place on the stage, CSS px. */
export function boxSize(engine: Engine): Extent {
  const { size } = engine.store.getState();
  return boxesOf(viewStore.getState(), size, engine.pictures.length)[0] ?? size;
}

/** Where a place on the stage lies: on which picture, and where in it; pixel centres are whole numbers. */
export function placeAt(engine: Engine, x: number, y: number): { readonly side: 0 | 1; readonly at: Point } {
  const { size, camera, flip, swipe } = engine.store.getState();
  const view = viewStore.getState();
  const boxes = boxesOf(view, size, engine.pictures.length);
  const [first = { x: 0, y: 0, ...size }, second] = boxes;
  const onSecond = second !== undefined && x >= second.x;
  const box = onSecond ? second : first;
  const at = toImage(camera, box, x - box.x, y - box.y);
  if (onSecond) return { side: 1, at };
  if (engine.pictures.length > 1 && view.compare === 'flicker') return { side: flip, at };
  if (engine.pictures.length > 1 && view.compare === 'swipe' && x > size.width * swipe) return { side: 1, at };
  return { side: 0, at };
}

function setCamera(engine: Engine, camera: Camera): void {
  const header = engine.pictures[0]?.header ?? engine.pictures[1]?.header;
  const kept = header ? keptOn(camera, { width: header.size.x, height: header.size.y }) : camera;
  engine.store.setState({ camera: kept, isFitted: false });
}

/** Zooms at a place on the stage, or at its middle. */
export function zoomBy(engine: Engine, factor: number, x?: number, y?: number): void {
  const box = boxSize(engine);
  const inBox = x === undefined ? box.width / 2 : x > box.width ? x - (stageWidth(engine) - box.width) : x;
  setCamera(engine, zoomAt(engine.store.getState().camera, box, factor, inBox, y ?? box.height / 2));
}

const stageWidth = (engine: Engine): number => engine.store.getState().size.width;

/** One image pixel on one CSS pixel. */
export function actualSize(engine: Engine): void {
  setCamera(engine, { ...engine.store.getState().camera, scale: 1 });
}

export function fitPicture(engine: Engine): void {
  engine.store.setState({ isFitted: true });
}

export function pan(engine: Engine, dx: number, dy: number): void {
  setCamera(engine, panBy(engine.store.getState().camera, dx, dy));
}

/** Brings an image position to the middle, near enough to see a cell. */
export function centreOn(engine: Engine, x: number, y: number): void {
  const { camera } = engine.store.getState();
  setCamera(engine, { x, y, scale: camera.scale });
}

export function goTo(engine: Engine, t: number): void {
  const last = engine.frames() - 1;
  viewStore.setState({ t: Math.min(last, Math.max(0, Math.round(t))) });
}

export function stepBy(engine: Engine, frames: number): void {
  viewStore.setState({ playing: false });
  goTo(engine, viewStore.getState().t + frames);
}

export function stepZ(engine: Engine, planes: number): void {
  const depth = planesOf(engine);
  viewStore.setState(({ z }) => ({ z: Math.min(depth - 1, Math.max(0, Math.min(z, depth - 1) + planes)) }));
}

export const planesOf = (engine: Engine): number =>
  Math.max(1, ...engine.pictures.map((picture) => picture?.header.size.z ?? 1));

export function togglePlay(engine: Engine): void {
  viewStore.setState(({ playing }) => ({ playing: !playing && engine.frames() > 1 }));
}
