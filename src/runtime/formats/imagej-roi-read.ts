import { FormatError } from './format-error.ts';
import {
  areaOffset,
  roiHeader as at,
  type ImagejRoi,
  roiSecondHeader,
  subPixel,
  roiTypes as types,
} from './imagej-roi.ts';

type Point = readonly [x: number, y: number];
type Path = readonly Point[];

/** Places beyond this lie in no image. */
const furthest = 1e7;

/**
 * Reads one region (.roi).
 *
 * Rectangles and ovals become polygons (ovals to 0.005 px), splines the polygon of their nodes, arrows lines; text and
 * pictures are the rectangle that they fill.
 *
 * @param name     taken where the file holds none.
 * @param isStack  whether the position in a stack without frames of its own is a frame.
 * @throws FormatError where it is no region, ends early, or has places that are none.
 * @cost   O(points)
 * @source ImageJ 1.53t, ij.io.RoiDecoder.
 */
export function readRoi(bytes: Uint8Array, file: string, name: string, isStack: boolean): ImagejRoi {
  const refuse = (what: string): never => {
    throw new FormatError('damaged', { file }, `region "${name.slice(0, 80)}": ${what}`);
  };
  if (bytes.length < at.size || String.fromCharCode(...bytes.subarray(0, 4)) !== 'Iout') {
    refuse('it does not begin as a region of ImageJ does');
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const { kind, paths } = geometryOf(view, refuse);
    for (const [x, y] of paths.flat()) {
      if (!(Math.abs(x) <= furthest && Math.abs(y) <= furthest)) refuse(`${x}, ${y} is no place in an image`);
    }
    return { ...placeOf(view, isStack), name: nameOf(view) || name, kind, paths };
  } catch (cause) {
    if (cause instanceof FormatError) throw cause;
    return refuse('it ends early');
  }
}

/** Small negative numbers are meant as such; others are large. */
function short(view: DataView, offset: number): number {
  const value = view.getInt16(offset);
  return value < -5000 ? value + 65536 : value;
}

function geometryOf(view: DataView, refuse: (what: string) => never): Pick<ImagejRoi, 'kind' | 'paths'> {
  const type = view.getUint8(at.type);
  const isFine = (view.getUint16(at.options) & subPixel) !== 0 && view.getUint16(at.version) >= 222;
  const floats = view.getUint32(at.composite);
  if (floats > 0 && floats < 2 ** 31) return { kind: 'area', paths: compositeOf(view, floats, refuse).map(centred) };
  switch (type) {
    case types.rectangle:
    case types.oval: {
      const [x, y, width, height] = boundsOf(view, isFine);
      const path = type === types.oval ? ovalPath(x, y, width, height) : rectanglePath(x, y, width, height);
      return { kind: 'area', paths: [centred(path)] };
    }
    case types.line: {
      const end = (i: number) => view.getFloat32(at.floats + 4 * i);
      const path: Path = [
        [end(0), end(1)],
        [end(2), end(3)],
      ];
      return { kind: 'line', paths: [path] };
    }
    case types.polygon:
    case types.freehand:
    case types.traced: {
      const path = pointsOf(view, isFine);
      return path.length < 3 ? refuse(`an area of ${path.length} points`) : { kind: 'area', paths: [centred(path)] };
    }
    case types.polyline:
    case types.freeLine:
    case types.angle: {
      const path = pointsOf(view, isFine);
      return path.length < 2 ? refuse(`a line of ${path.length} points`) : { kind: 'line', paths: [path] };
    }
    case types.point:
      return { kind: 'point', paths: [pointsOf(view, isFine)] };
    default:
      return refuse(`type ${type} is none that ImageJ knows`);
  }
}

const centred = (path: Path): Path => path.map(([x, y]) => [x - areaOffset, y - areaOffset]);

function boundsOf(view: DataView, isFine: boolean): readonly [number, number, number, number] {
  const float = (i: number) => view.getFloat32(at.floats + 4 * i);
  if (isFine && view.getUint16(at.version) >= 223) return [float(0), float(1), float(2), float(3)];
  const [left, top] = [short(view, at.left), short(view, at.top)];
  return [left, top, short(view, at.right) - left, short(view, at.bottom) - top];
}

const rectanglePath = (x: number, y: number, width: number, height: number): Path => [
  [x, y],
  [x + width, y],
  [x + width, y + height],
  [x, y + height],
];

function ovalPath(x: number, y: number, width: number, height: number): Path {
  const [rx, ry] = [width / 2, height / 2];
  // A chord of n lies r · (1 - cos(π / n)) within its arc.
  const count = Math.min(20_000, Math.ceil(32 * Math.sqrt(1 + Math.max(Math.abs(rx), Math.abs(ry)) || 1)));
  return Array.from({ length: count }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / count;
    return [x + rx + rx * Math.cos(angle), y + ry + ry * Math.sin(angle)];
  });
}

function pointsOf(view: DataView, isFine: boolean): Path {
  const count = view.getUint16(at.count) || view.getInt32(at.floats);
  if (count <= 0) return [];
  if (at.size + count * (isFine ? 12 : 4) > view.byteLength) throw new RangeError('cut');
  if (isFine) {
    const x = at.size + 4 * count;
    return Array.from({ length: count }, (_, i) => [
      view.getFloat32(x + 4 * i),
      view.getFloat32(x + 4 * count + 4 * i),
    ]);
  }
  const [left, top] = [short(view, at.left), short(view, at.top)];
  const step = (offset: number) => Math.max(0, short(view, offset));
  return Array.from({ length: count }, (_, i) => [
    left + step(at.size + 2 * i),
    top + step(at.size + 2 * count + 2 * i),
  ]);
}

/** Segments: 0 begins a path, 1 is a line, 2 and 3 are curves of one and two control points, 4 closes. */
function compositeOf(view: DataView, floats: number, refuse: (what: string) => never): readonly Path[] {
  if (at.size + 4 * floats > view.byteLength) throw new RangeError('cut');
  const paths: Point[][] = [];
  const value = (i: number): number => (i < floats ? view.getFloat32(at.size + 4 * i) : refuse('a segment is cut'));
  for (let i = 0; i < floats; ) {
    const segment = value(i++);
    if (segment === 4) continue;
    const places = [1, 1, 2, 3][segment] ?? refuse(`a segment of type ${segment}`);
    const points = Array.from({ length: places }, (_, k): Point => [value(i + 2 * k), value(i + 2 * k + 1)]);
    i += 2 * places;
    const path = paths.at(-1);
    if (segment === 0) paths.push([points[0]!]);
    else if (!path) refuse('a path without beginning');
    else path.push(...(segment === 1 ? points : curve([path.at(-1)!, ...points])));
  }
  return paths.filter((path) => path.length >= 3);
}

const curveSteps = 8;

/** Places along a Bézier curve after its first, by de Casteljau. */
function curve(controls: readonly Point[]): readonly Point[] {
  return Array.from({ length: curveSteps }, (_, k) => {
    const f = (k + 1) / curveSteps;
    let points = controls;
    while (points.length > 1) {
      points = points.slice(1).map(([x, y], i): Point => {
        const [x0, y0] = points[i]!;
        return [x0 + f * (x - x0), y0 + f * (y - y0)];
      });
    }
    return points[0]!;
  });
}

/** The second header, where there is one. */
function secondHeader(view: DataView): number | null {
  const second = view.getUint32(at.second);
  return second >= at.size && second + roiSecondHeader.size <= view.byteLength ? second : null;
}

function placeOf(view: DataView, isStack: boolean): Pick<ImagejRoi, 't' | 'z'> {
  const second = secondHeader(view);
  const [z, t] =
    second === null ? [0, 0] : [view.getInt32(second + roiSecondHeader.z), view.getInt32(second + roiSecondHeader.t)];
  const stack = z <= 0 && t <= 0 && isStack ? view.getInt32(at.position) : 0;
  const place = (number: number): number | null => (number > 0 ? number - 1 : null);
  return { t: place(t > 0 ? t : stack), z: place(z) };
}

function nameOf(view: DataView): string {
  const second = secondHeader(view);
  if (second === null) return '';
  const start = view.getUint32(second + roiSecondHeader.nameAt);
  const length = view.getUint32(second + roiSecondHeader.nameLength);
  if (length === 0 || length > 10_000 || start + 2 * length > view.byteLength) return '';
  return String.fromCharCode(...Array.from({ length }, (_, i) => view.getUint16(start + 2 * i)));
}
