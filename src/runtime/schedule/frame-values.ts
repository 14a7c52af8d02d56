import type { Frame, Pixels } from '../data/frame.ts';
import { isFramed, type Kind } from '../data/kinds.ts';
import type { MovieHeader } from '../data/movie.ts';
import type { Detections } from '../data/spots.ts';
import type { AnyNode } from '../node/define.ts';
import type { HeaderRecord } from './headers.ts';
import { planeAt, stackDetections, stackLabels, stackPlanes } from './planes.ts';

/** What one frame of an output is: pixels, label pixels or detections. */
export type FrameValue = Frame<Pixels> | Frame<Uint32Array> | Detections;
/** The framed outputs of one call; a list over channels where the node sees them all. */
export type FrameRecord = Readonly<Record<string, FrameValue | readonly FrameValue[]>>;
/** The compact outputs of a step, by port. */
export type HeldRecord = Readonly<Record<string, unknown>>;

/** Channel c of an output, `undefined` where there is none. */
export const channelOf = (value: FrameValue | readonly FrameValue[] | undefined, c: number): FrameValue | undefined =>
  Array.isArray(value) ? (value as readonly FrameValue[])[c] : c === 0 ? (value as FrameValue | undefined) : undefined;

/** The inputs of a call with plane z in the place of each frame. */
export function inputsAtPlane(definition: AnyNode, inputs: Readonly<Record<string, unknown>>, z: number) {
  const deep = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(deep);
    if (value !== null && typeof value === 'object' && 'frames' in value) {
      return { ...value, frames: (value.frames as readonly unknown[]).map(deep) };
    }
    return value === undefined ? undefined : planeOf(value as FrameValue, z);
  };
  return Object.fromEntries(
    Object.entries(inputs).map(([port, value]) => [
      port,
      isFramed(definition.inputs[port]?.kind ?? 'Table') ? deep(value) : value,
    ]),
  );
}

function planeOf(frame: FrameValue, z: number): unknown {
  return 'data' in frame ? planeAt(frame, frame.depth === 1 ? 0 : z) : frame;
}

/**
 * What a node made of each plane, as one frame. Labels made from labels keep their numbers, so that an object that goes
 * through several planes stays one; labels made anew in each plane are objects of their own.
 */
export function joinPlanes(definition: AnyNode, kind: Kind, values: readonly FrameValue[]): FrameValue {
  if (kind === 'Spots') return stackDetections(values as readonly Detections[]);
  const isMadeAnew = !Object.values(definition.inputs).some((input) => input.kind === 'Labels');
  if (kind === 'Labels' && isMadeAnew) return stackLabels(values as readonly Frame<Uint32Array>[]);
  return stackPlanes(values as readonly Frame<Pixels>[]) as Frame<Pixels>;
}

/** A node that breaks its own declaration must not give wrong pixels in silence. */
export function checkFrames(definition: AnyNode, outputs: HeaderRecord, record: FrameRecord): void {
  for (const [port, value] of Object.entries(record)) {
    const header = outputs[port];
    if (definition.outputs[port]?.kind === 'Spots' || !header) continue;
    for (const frame of (Array.isArray(value) ? value : [value]) as readonly Frame<Pixels>[]) {
      const wanted = 'dtype' in header ? (header as MovieHeader).dtype : 'uint32';
      const given = frame.data.constructor.name.replace('Array', '').toLowerCase();
      const { x, y, z } = header.size;
      if (frame.width !== x || frame.height !== y || frame.depth !== z || given !== wanted) {
        throw new TypeError(
          `${definition.id} declared ${x} × ${y} × ${z} ${wanted} for "${port}", but gave ${frame.width} × ${frame.height} × ${frame.depth} ${given}; this is a bug of the node`,
        );
      }
    }
  }
}
