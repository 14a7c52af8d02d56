import { type LabelsHeader, timeOf } from '../../data/movie.ts';
import type { Detections } from '../../data/spots.ts';
import type { Column, Table } from '../../data/table.ts';

/** A factor and the unit it leads to. */
interface Conversion {
  readonly factor: number;
  readonly unit: string;
}

/**
 * Detections as a table, one row for each object and frame.
 *
 * @param frames      detections of each frame, in order; z in planes, the rest in px.
 * @param header      size and calibration of the movie.
 * @param calibrated  give lengths, areas and volumes in µm where the pixel size is known.
 * @returns           frame, time (s, where known), label (where known), x, y, z (in volumes), radius, quality and every
 *                    feature of any frame, NaN where a frame hasn't got it. Where pixels are not square, lengths other
 *                    than x and y stay in px.
 * @cost              O(objects · features)
 */
export function detectionTable(
  frames: readonly Detections[],
  header: LabelsHeader,
  calibrated: boolean,
  cautions: readonly string[],
): Table {
  const start = new Uint32Array(frames.length + 1);
  for (let t = 0; t < frames.length; t++) start[t + 1] = start[t]! + frames[t]!.x.length;
  const column = (name: string, of: (frame: Detections) => ArrayLike<number> | undefined, conversion: Conversion) => {
    const values = new Float64Array(start[frames.length]!).fill(Number.NaN);
    for (let t = 0; t < frames.length; t++) {
      const own = of(frames[t]!);
      if (own) for (let k = 0; k < own.length; k++) values[start[t]! + k] = own[k]! * conversion.factor;
    }
    return { name, unit: conversion.unit, values };
  };
  const convert = converter(header, calibrated);
  const columns: Column[] = timeColumns(start, header);
  if (frames.some((frame) => frame.label !== null)) {
    columns.push(column('label', (frame) => frame.label ?? undefined, { factor: 1, unit: '' }));
  }
  columns.push(column('x', (frame) => frame.x, convert('x')));
  columns.push(column('y', (frame) => frame.y, convert('y')));
  if (header.size.z > 1) columns.push(column('z', (frame) => frame.z, convert('z')));
  columns.push(column('radius', (frame) => frame.radius, convert('px')));
  columns.push(column('quality', (frame) => frame.quality, { factor: 1, unit: '1' }));
  const units = new Map(frames.flatMap((frame) => Object.entries(frame.units)));
  for (const name of new Set(frames.flatMap((frame) => Object.keys(frame.features)))) {
    columns.push(column(name, (frame) => frame.features[name], convert(units.get(name) ?? '1')));
  }
  return { columns, cautions };
}

function timeColumns(start: Uint32Array, { calibration }: LabelsHeader): Column[] {
  const count = start[start.length - 1] ?? 0;
  const frame = new Float64Array(count);
  const time = new Float64Array(count);
  for (let t = 0; t + 1 < start.length; t++) {
    frame.fill(t, start[t]!, start[t + 1]!);
    time.fill(timeOf(calibration, t) ?? Number.NaN, start[t]!, start[t + 1]!);
  }
  const columns: Column[] = [{ name: 'frame', unit: 'frame', values: frame }];
  if (timeOf(calibration, 0) !== null) columns.push({ name: 'time', unit: 's', values: time });
  return columns;
}

const powers: Readonly<Record<string, number>> = { px: 1, 'px²': 2, 'px³': 3, 'px⁴': 4, 'px⁵': 5 };
const signs = ['', '', '²', '³', '⁴', '⁵'];

/** What a column in a unit (or the position along an axis) is multiplied by, and its unit then. */
function converter({ calibration }: LabelsHeader, calibrated: boolean): (unit: string) => Conversion {
  const { x, y, z } = calibration.pixelSize_um;
  const square = x !== null && y !== null && Math.abs(x - y) <= 1e-6 * x;
  return (unit) => {
    const kept = { factor: 1, unit: unit === 'x' || unit === 'y' ? 'px' : unit === 'z' ? 'plane' : unit };
    if (!calibrated) return kept;
    if (unit === 'x') return x === null ? kept : { factor: x, unit: 'µm' };
    if (unit === 'y') return y === null ? kept : { factor: y, unit: 'µm' };
    if (unit === 'z' || unit === 'plane') return z === null ? kept : { factor: z, unit: 'µm' };
    if (x === null || y === null) return kept;
    if (unit === 'voxel') return z === null ? kept : { factor: x * y * z, unit: 'µm³' };
    if (unit === 'px²') return { factor: x * y, unit: 'µm²' };
    const power = powers[unit];
    return power !== undefined && square ? { factor: x ** power, unit: `µm${signs[power]}` } : kept;
  };
}
