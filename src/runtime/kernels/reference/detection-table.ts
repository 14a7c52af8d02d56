import { type LabelsHeader, timeOf } from '../../data/movie.ts';
import { newColumn } from '../../data/new-column.ts';
import type { Column, Table } from '../../data/table.ts';
import type { DetectionColumns } from './detection-columns.ts';

/** A factor and the unit it leads to. */
interface Conversion {
  readonly factor: number;
  readonly unit: string;
}

/**
 * Detections as a table, one row for each object and frame.
 *
 * @param detections  of all frames; z in planes, the rest in px.
 * @param header      size and calibration of the movie.
 * @param calibrated  give lengths, areas and volumes in µm where the pixel size is known.
 * @returns           frame, time (s, where known), label (where known), x, y, z (in volumes), radius, quality and every
 *                    feature of any frame, NaN where a frame hasn't got it. Where pixels are not square, lengths other
 *                    than x and y stay in px.
 * @cost              O(objects · features)
 */
export function detectionTable(
  detections: DetectionColumns,
  header: LabelsHeader,
  calibrated: boolean,
  cautions: readonly string[],
): Table {
  const { count, own } = detections;
  const column = (name: string, from: ArrayLike<number>, { factor, unit }: Conversion): Column => {
    const values = newColumn(count);
    for (let row = 0; row < count; row++) values[row] = from[row]! * factor;
    return { name, unit, values };
  };
  const convert = converter(header, calibrated);
  const columns: Column[] = timeColumns(detections, header);
  if (detections.hasLabels) columns.push(column('label', detections.label, { factor: 1, unit: '' }));
  columns.push(column('x', own.x, convert('x')));
  columns.push(column('y', own.y, convert('y')));
  if (header.size.z > 1) columns.push(column('z', own.z, convert('z')));
  columns.push(column('radius', own.radius, convert('px')));
  columns.push(column('quality', own.quality, { factor: 1, unit: '1' }));
  for (const [name, values] of Object.entries(detections.features)) {
    columns.push(column(name, values, convert(detections.units[name] ?? '1')));
  }
  return { columns, cautions };
}

function timeColumns({ count, frame }: DetectionColumns, { calibration }: LabelsHeader): Column[] {
  const frames = Float64Array.from(frame.subarray(0, count));
  const columns: Column[] = [{ name: 'frame', unit: 'frame', values: frames }];
  if (timeOf(calibration, 0) === null) return columns;
  const time = frames.map((t) => timeOf(calibration, t) ?? Number.NaN);
  return [...columns, { name: 'time', unit: 's', values: time }];
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
