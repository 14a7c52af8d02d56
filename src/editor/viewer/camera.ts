/** Where the picture is looked at: the image point in the middle of a view and CSS pixels an image pixel. */
export interface Camera {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}
export interface Extent {
  readonly width: number;
  readonly height: number;
}
export type Point = readonly [x: number, y: number];

const minScale = 0.01;
const maxScale = 128;

/** The whole image in the view, centred. */
export function fitCamera(image: Extent, view: Extent): Camera {
  const scale = Math.min(view.width / Math.max(1, image.width), view.height / Math.max(1, image.height));
  return { x: (image.width - 1) / 2, y: (image.height - 1) / 2, scale: clampScale(scale || 1) };
}

/** Image position of a place in the view; pixel centres are whole numbers. */
export const toImage = (camera: Camera, view: Extent, x: number, y: number): Point => [
  camera.x + (x - view.width / 2) / camera.scale,
  camera.y + (y - view.height / 2) / camera.scale,
];

/** Place in the view of an image position. */
export const toView = (camera: Camera, view: Extent, x: number, y: number): Point => [
  view.width / 2 + (x - camera.x) * camera.scale,
  view.height / 2 + (y - camera.y) * camera.scale,
];

/** Zooms by a factor; the image stays still under a place in the view. */
export function zoomAt(camera: Camera, view: Extent, factor: number, x: number, y: number): Camera {
  const scale = clampScale(camera.scale * factor);
  const [imageX, imageY] = toImage(camera, view, x, y);
  return { x: imageX - (x - view.width / 2) / scale, y: imageY - (y - view.height / 2) / scale, scale };
}

/** Moves the image by CSS pixels. */
export const panBy = (camera: Camera, dx: number, dy: number): Camera => ({
  ...camera,
  x: camera.x - dx / camera.scale,
  y: camera.y - dy / camera.scale,
});

/** The camera with the middle of the view kept on the image, so that it can't get lost. */
export function keptOn(camera: Camera, image: Extent): Camera {
  const x = Math.min(image.width - 0.5, Math.max(-0.5, camera.x));
  const y = Math.min(image.height - 0.5, Math.max(-0.5, camera.y));
  return x === camera.x && y === camera.y ? camera : { ...camera, x, y };
}

const clampScale = (scale: number): number => Math.min(maxScale, Math.max(minScale, scale));
