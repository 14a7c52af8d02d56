import {
  areaOffset,
  roiHeader as at,
  drawOffset,
  type ImagejRoi,
  roiSecondHeader,
  roiTypes,
  subPixel,
} from './imagej-roi.ts';

/** What ImageJ 1.52 and later write and read. */
const version = 227;
const mostShort = 60_000;

/**
 * One region as a .roi file. Areas of one path are polygons (integers where they run along pixel edges), those of several
 * are composite; two places are a line, more a polyline.
 *
 * Places that are no integers are stored as float32: exact to 0.001 px within 8000 px.
 *
 * @source ImageJ 1.53t, ij.io.RoiEncoder.
 */
export function writeRoi(roi: ImagejRoi): Uint8Array {
  const offset = roi.kind === 'area' ? areaOffset : 0;
  const paths = roi.paths.map((path) => path.map(([x, y]) => [x + offset, y + offset] as const));
  const [path = []] = paths;
  if (roi.kind === 'area' && (paths.length > 1 || path.length > mostShort)) return composite(roi, paths);
  if (roi.kind === 'line' && path.length === 2) return straight(roi, path);
  const type =
    roi.kind === 'point'
      ? roiTypes.point
      : roi.kind === 'line'
        ? roiTypes.polyline
        : roi.isTraced
          ? roiTypes.traced
          : roiTypes.polygon;
  const isWhole = path.flat().every((value) => Number.isInteger(value) && value >= 0 && value <= mostShort);
  const count = path.length;
  const bounds = boundsOf(path);
  const { view, bytes } = start(roi, type, bounds, count * (isWhole ? 4 : 12));
  if (count > mostShort) view.setInt32(at.floats, count);
  else view.setUint16(at.count, count);
  if (!isWhole) view.setUint16(at.options, subPixel | (roi.kind === 'line' ? drawOffset : 0));
  path.forEach(([x, y], i) => {
    view.setUint16(at.size + 2 * i, clipped(x - bounds.left));
    view.setUint16(at.size + 2 * count + 2 * i, clipped(y - bounds.top));
    if (isWhole) return;
    view.setFloat32(at.size + 4 * count + 4 * i, x);
    view.setFloat32(at.size + 8 * count + 4 * i, y);
  });
  return bytes;
}

type Path = ReadonlyArray<readonly [x: number, y: number]>;
interface Bounds {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const clipped = (value: number): number => Math.min(65_535, Math.max(0, Math.floor(value)));

function boundsOf(path: Path): Bounds {
  let [left, top, right, bottom] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const [x, y] of path) {
    left = Math.min(left, Math.floor(x));
    top = Math.min(top, Math.floor(y));
    right = Math.max(right, Math.ceil(x));
    bottom = Math.max(bottom, Math.ceil(y));
  }
  return Number.isFinite(left) ? { left, top, right, bottom } : { left: 0, top: 0, right: 0, bottom: 0 };
}

/** Header, `body` bytes to fill in, second header with position and name. */
function start({ name, t, z }: ImagejRoi, type: number, { left, top, right, bottom }: Bounds, body: number) {
  const second = at.size + body;
  const bytes = new Uint8Array(second + roiSecondHeader.size + 2 * name.length);
  const view = new DataView(bytes.buffer);
  bytes.set([0x49, 0x6f, 0x75, 0x74]);
  view.setUint16(at.version, version);
  view.setUint8(at.type, type);
  view.setInt16(at.left, left);
  view.setInt16(at.top, top);
  view.setInt16(at.right, right);
  view.setInt16(at.bottom, bottom);
  // A stack of frames alone is no hyperstack to ImageJ: it looks for the place in the stack.
  if (t !== null && z === null) view.setInt32(at.position, t + 1);
  view.setInt32(at.second, second);
  if (z !== null) view.setInt32(second + roiSecondHeader.z, z + 1);
  if (t !== null) view.setInt32(second + roiSecondHeader.t, t + 1);
  view.setInt32(second + roiSecondHeader.nameAt, second + roiSecondHeader.size);
  view.setInt32(second + roiSecondHeader.nameLength, name.length);
  for (let i = 0; i < name.length; i++) view.setUint16(second + roiSecondHeader.size + 2 * i, name.charCodeAt(i));
  return { view, bytes };
}

function straight(roi: ImagejRoi, path: Path): Uint8Array {
  const { view, bytes } = start(roi, roiTypes.line, boundsOf(path), 0);
  view.setUint16(at.options, subPixel | drawOffset);
  path.flat().forEach((value, i) => {
    view.setFloat32(at.floats + 4 * i, value);
  });
  return bytes;
}

/** Each path as begin, lines and close. */
function composite(roi: ImagejRoi, paths: readonly Path[]): Uint8Array {
  const floats = paths.reduce((sum, path) => sum + 3 * path.length + 1, 0);
  const { view, bytes } = start(roi, roiTypes.rectangle, boundsOf(paths.flat()), 4 * floats);
  view.setInt32(at.composite, floats);
  let place: number = at.size;
  const put = (value: number): void => {
    view.setFloat32(place, value);
    place += 4;
  };
  for (const path of paths) {
    path.forEach(([x, y], i) => {
      put(i === 0 ? 0 : 1);
      put(x);
      put(y);
    });
    put(4);
  }
  return bytes;
}
