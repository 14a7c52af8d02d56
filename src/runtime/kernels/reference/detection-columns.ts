import { longerColumn, newColumn } from '../../data/new-column.ts';
import type { Detections } from '../../data/spots.ts';

/**
 * The detections of the frames seen so far as columns that grow: what a fold keeps.
 *
 * Arrays are longer than `count`; `frames` is the number of frames. A thousand frames as a thousand small arrays a feature
 * would take twice the memory, and be copied to the thread that goes on with them.
 */
export interface DetectionColumns {
  frames: number;
  count: number;
  hasLabels: boolean;
  frame: Uint32Array;
  label: Uint32Array;
  /** x, y, z, radius and quality. */
  readonly own: Record<OwnColumn, Float64Array>;
  /** NaN where a frame has no such feature. */
  readonly features: Record<string, Float64Array>;
  /** The first one given. */
  readonly units: Record<string, string>;
}
const ownColumns = ['x', 'y', 'z', 'radius', 'quality'] as const;
type OwnColumn = (typeof ownColumns)[number];

export function noColumns(): DetectionColumns {
  const empty = new Float64Array(0);
  return {
    frames: 0,
    count: 0,
    hasLabels: false,
    frame: new Uint32Array(0),
    label: new Uint32Array(0),
    own: { x: empty, y: empty, z: empty, radius: empty, quality: empty },
    features: {},
    units: {},
  };
}

/**
 * Adds the detections of the next frame.
 *
 * @param columns  changed, and returned.
 * @cost O(detections · features); all that is there is copied once in a while.
 */
export function addFrame(columns: DetectionColumns, detections: Detections): DetectionColumns {
  const { own, features, units, count: at } = columns;
  const count = at + detections.x.length;
  if (count > columns.frame.length) reserve(columns, Math.ceil(1.25 * count) + 64);
  columns.frame.fill(columns.frames, at, count);
  if (detections.label) columns.label.set(detections.label, at);
  for (const name of ownColumns) own[name].set(detections[name], at);
  for (const name of Object.keys(detections.features)) {
    units[name] ??= detections.units[name] ?? '1';
    features[name] ??= newColumn(columns.frame.length).fill(Number.NaN, 0, at);
  }
  for (const [name, values] of Object.entries(features)) {
    const here = detections.features[name];
    if (here) values.set(here, at);
    else values.fill(Number.NaN, at, count);
  }
  columns.hasLabels ||= detections.label !== null;
  columns.frames++;
  columns.count = count;
  return columns;
}

function reserve(columns: DetectionColumns, capacity: number): void {
  const { own, features, count } = columns;
  columns.frame = longerColumn(columns.frame, capacity, count);
  columns.label = longerColumn(columns.label, capacity, count);
  for (const name of ownColumns) own[name] = longerColumn(own[name], capacity, count);
  for (const [name, values] of Object.entries(features)) features[name] = longerColumn(values, capacity, count);
}
