import type { Frame } from '../../data/frame.ts';
import { type FrameObjects, frameObjects } from './frame-objects.ts';
import { labelOverlaps } from './label-overlaps.ts';

/** The objects of a frame and what they share with those of the frame before; plain data. */
export interface FrameOverlaps {
  readonly objects: FrameObjects;
  /** Sizes after scaling, by place in the frame: what shared pixels are measured against. */
  readonly size: Float64Array;
  /** The same of the frame before; empty for the first frame. */
  readonly previousSize: Float64Array;
  /** Pairs that share pixels: places in the frame before and in this one, and how many, by place before, then here. */
  readonly previous: Uint32Array;
  readonly current: Uint32Array;
  readonly shared: Float64Array;
}

/**
 * Counts the pixels that each object shares with each object of the frame before.
 *
 * @param before  the frame before, of the same size; `null` for the first.
 * @param frame   labels; neither is modified.
 * @param scale   above 0: objects are enlarged (above 1) or shrunk about their centroids first, in all directions in
 *                which the image extends; what reaches out of the image counts too.
 * @throws RangeError if scale is not above 0 or the frames differ in size.
 * @cost O(pixels) at scale 1; else also the boxes of all pairs that may touch.
 * @source TrackMate 8: OverlapTracker (IoU of outlines, there as polygons; here pixels).
 */
export function frameOverlaps(
  before: Frame<Uint32Array> | null,
  frame: Frame<Uint32Array>,
  scale: number,
): FrameOverlaps {
  if (!(scale > 0 && scale < Number.POSITIVE_INFINITY)) {
    throw new RangeError(`the scale factor is ${scale}, expected a finite number above 0`);
  }
  const objects = frameObjects(frame);
  if (before === null) {
    const none = new Uint32Array(0);
    const empty = new Float64Array(0);
    return { objects, size: objects.area, previousSize: empty, previous: none, current: none, shared: empty };
  }
  if (scale === 1) {
    const pairs = labelOverlaps(before.data, frame.data);
    return {
      objects,
      size: objects.area,
      previousSize: Float64Array.from(pairs.referenceAreas),
      previous: pairs.pairReference,
      current: pairs.pairResult,
      shared: Float64Array.from(pairs.pairArea),
    };
  }
  return scaledOverlaps(
    new ScaledObjects(before, frameObjects(before), scale),
    new ScaledObjects(frame, objects, scale),
  );
}

function scaledOverlaps(before: ScaledObjects, here: ScaledObjects): FrameOverlaps {
  const previous: number[] = [];
  const current: number[] = [];
  const shared: number[] = [];
  for (let i = 0; i < before.count; i++) {
    for (let j = 0; j < here.count; j++) {
      const pixels = before.common(i, here, j);
      if (pixels === 0) continue;
      previous.push(i);
      current.push(j);
      shared.push(pixels);
    }
  }
  return {
    objects: here.objects,
    size: here.sizes(),
    previousSize: before.sizes(),
    previous: Uint32Array.from(previous),
    current: Uint32Array.from(current),
    shared: Float64Array.from(shared),
  };
}

/** Objects enlarged about their centroids: a pixel belongs to one where its place before enlarging did. */
class ScaledObjects {
  readonly count: number;
  readonly objects: FrameObjects;
  private readonly frame: Frame<Uint32Array>;
  private readonly scale: number;
  /** Bounds after scaling, as in `objects.box`. */
  private readonly box: Int32Array;

  constructor(frame: Frame<Uint32Array>, objects: FrameObjects, scale: number) {
    this.frame = frame;
    this.objects = objects;
    this.scale = scale;
    this.count = objects.labels.length;
    this.box = new Int32Array(objects.box.length);
    for (let k = 0; k < this.count; k++) {
      this.bound(6 * k, objects.x[k]!, true);
      this.bound(6 * k + 2, objects.y[k]!, true);
      this.bound(6 * k + 4, objects.z[k]!, frame.depth > 1);
    }
  }

  private bound(at: number, centre: number, scaled: boolean): void {
    const scale = scaled ? this.scale : 1;
    // A pixel reaches half a pixel beyond its centre.
    this.box[at] = Math.ceil(centre + (this.objects.box[at]! - 0.5 - centre) * scale);
    this.box[at + 1] = Math.floor(centre + (this.objects.box[at + 1]! + 0.5 - centre) * scale);
  }

  sizes(): Float64Array {
    return Float64Array.from({ length: this.count }, (_, k) => this.common(k, this, k));
  }

  /** Pixels that object i and object j of `other` share. */
  common(i: number, other: ScaledObjects, j: number): number {
    const a = this.box;
    const b = other.box;
    const x0 = Math.max(a[6 * i]!, b[6 * j]!);
    const x1 = Math.min(a[6 * i + 1]!, b[6 * j + 1]!);
    const y0 = Math.max(a[6 * i + 2]!, b[6 * j + 2]!);
    const y1 = Math.min(a[6 * i + 3]!, b[6 * j + 3]!);
    if (x0 > x1 || y0 > y1) return 0;
    const z1 = Math.min(a[6 * i + 5]!, b[6 * j + 5]!);
    let pixels = 0;
    for (let z = Math.max(a[6 * i + 4]!, b[6 * j + 4]!); z <= z1; z++) {
      for (let y = y0; y <= y1; y++) {
        for (let x = x0; x <= x1; x++) {
          if (this.covers(i, x, y, z) && other.covers(j, x, y, z)) pixels++;
        }
      }
    }
    return pixels;
  }

  private covers(k: number, x: number, y: number, z: number): boolean {
    const { objects, frame, scale } = this;
    const px = Math.round(objects.x[k]! + (x - objects.x[k]!) / scale);
    const py = Math.round(objects.y[k]! + (y - objects.y[k]!) / scale);
    const pz = frame.depth > 1 ? Math.round(objects.z[k]! + (z - objects.z[k]!) / scale) : z;
    if (px < 0 || py < 0 || pz < 0 || px >= frame.width || py >= frame.height || pz >= frame.depth) return false;
    return frame.data[(pz * frame.height + py) * frame.width + px] === objects.labels[k];
  }
}
