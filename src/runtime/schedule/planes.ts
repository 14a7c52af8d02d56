import { dtypeOf, type Frame, newPixels, type Pixels, type Plane } from '../data/frame.ts';
import type { Detections } from '../data/spots.ts';

type AnyPixels = Pixels | Uint32Array;
type AnyFrame = Frame<AnyPixels>;

/** Plane z of a frame. A frame of one plane is given as it is, so that what is memoised by identity is found again. */
export function planeAt(frame: AnyFrame, z: number): Plane<AnyPixels> {
  if (frame.depth === 1) return frame;
  const length = frame.width * frame.height;
  return { width: frame.width, height: frame.height, data: frame.data.subarray(z * length, (z + 1) * length) };
}

export function asFrame(plane: Plane<AnyPixels>): AnyFrame {
  return 'depth' in plane
    ? (plane as AnyFrame)
    : { width: plane.width, height: plane.height, depth: 1, data: plane.data };
}

/** Planes of pixels as one frame. */
export function stackPlanes(planes: readonly Plane<AnyPixels>[]): AnyFrame {
  const [first] = planes;
  if (!first) throw new RangeError('a frame has at least one plane');
  if (planes.length === 1) return asFrame(first);
  const length = first.data.length;
  const data =
    first.data instanceof Uint32Array
      ? new Uint32Array(length * planes.length)
      : newPixels(dtypeOf(first.data), length * planes.length);
  for (const [z, plane] of planes.entries()) data.set(plane.data, z * length);
  return { width: first.width, height: first.height, depth: planes.length, data };
}

/** Label planes as one frame; each plane's numbers follow those of the plane before, so that no two objects share one. */
export function stackLabels(planes: readonly Plane<Uint32Array>[]): Frame<Uint32Array> {
  let offset = 0;
  const numbered = planes.map((plane) => {
    let largest = 0;
    const data = offset === 0 ? plane.data : plane.data.slice();
    for (let i = 0; i < plane.data.length; i++) {
      const value = plane.data[i] ?? 0;
      if (value > largest) largest = value;
      if (value !== 0 && offset !== 0) data[i] = value + offset;
    }
    offset += largest;
    return { ...plane, data };
  });
  return stackPlanes(numbered) as Frame<Uint32Array>;
}

/** Detections of several planes as those of one frame, with z set. */
export function stackDetections(planes: readonly Detections[]): Detections {
  const [first] = planes;
  if (!first || planes.length === 1) return first ?? { ...emptyColumns(), label: null, features: {}, units: {} };
  const join = (column: (one: Detections) => Float64Array) =>
    Float64Array.from(planes.flatMap((one) => [...column(one)]));
  const names = Object.keys(first.features);
  return {
    x: join((one) => one.x),
    y: join((one) => one.y),
    z: Float64Array.from(planes.flatMap((one, z) => Array.from(one.x, () => z))),
    radius: join((one) => one.radius),
    quality: join((one) => one.quality),
    label: first.label ? Uint32Array.from(planes.flatMap((one) => [...(one.label ?? [])])) : null,
    features: Object.fromEntries(
      names.map((name) => [name, join((one) => one.features[name] ?? new Float64Array(one.x.length))]),
    ),
    units: first.units,
  };
}

const emptyColumns = () => ({
  x: new Float64Array(),
  y: new Float64Array(),
  z: new Float64Array(),
  radius: new Float64Array(),
  quality: new Float64Array(),
});
