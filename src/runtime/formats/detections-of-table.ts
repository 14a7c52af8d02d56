import type { Size } from '../data/movie.ts';
import type { Detections } from '../data/spots.ts';
import { type Column, rowCount, type Table } from '../data/table.ts';
import { FormatError } from './format-error.ts';

const known = ['frame', 't', 'x', 'y', 'z', 'radius', 'quality', 'label'];
/** Movies longer than this in a table are taken for a mistake, such as a time in place of a frame. */
const mostFrames = 10_000_000;

/**
 * The rows of a table as detections by frame; columns frame (or t), x, y and optionally z, radius, quality, label and
 * features.
 *
 * @param frames  frames of the movie, 0 for as many as the table has.
 * @throws FormatError naming the column that is missing, or the row that is no detection.
 * @cost   O(rows · columns)
 */
export function detectionsOfTable(
  table: Table,
  name: string,
  frames: number,
): { readonly byFrame: readonly Detections[]; readonly size: Size } {
  const place = { file: name };
  const column = (title: string) => table.columns.find((one) => one.name === title);
  const values = (title: string, fallback?: number): Float64Array => {
    const found = column(title)?.values;
    if (found instanceof Float64Array) return found;
    if (fallback !== undefined && !found) return new Float64Array(rowCount(table)).fill(fallback);
    const names = table.columns.map((one) => one.name).join(', ') || 'none';
    throw new FormatError('damaged', place, `there is no column of numbers "${title}"; the columns are: ${names}`);
  };
  const time = values(column('frame') ? 'frame' : 't');
  const [x, y, z] = [values('x'), values('y'), values('z', 0)];
  const rows = rowsByFrame(time, frames, place);
  for (let row = 0; row < x.length; row++) {
    if (!Number.isFinite(x[row]) || !Number.isFinite(y[row]) || !Number.isFinite(z[row])) {
      throw new FormatError('damaged', place, `row ${row + 1} has no position: x ${x[row]}, y ${y[row]}`);
    }
  }
  const [radius, quality] = [values('radius', 1), values('quality', 1)];
  const label = column('label') ? values('label') : null;
  const features = table.columns.filter(
    (one): one is Column & { values: Float64Array } => one.values instanceof Float64Array && !known.includes(one.name),
  );
  const units = Object.fromEntries(features.map((one) => [one.name, one.unit || '1']));
  const byFrame = rows.map((of): Detections => {
    const pick = (from: Float64Array) => Float64Array.from(of, (row) => from[row] ?? Number.NaN);
    return {
      x: pick(x),
      y: pick(y),
      z: pick(z),
      radius: pick(radius),
      quality: pick(quality),
      label: label ? Uint32Array.from(of, (row) => label[row] ?? 0) : null,
      features: Object.fromEntries(features.map((one) => [one.name, pick(one.values)])),
      units,
    };
  });
  const extent = (of: Float64Array) =>
    Math.max(1, Math.floor(of.reduce((most, value) => Math.max(most, value), 0)) + 1);
  return { byFrame, size: { t: rows.length, c: 1, z: extent(z), y: extent(y), x: extent(x) } };
}

function rowsByFrame(time: Float64Array, frames: number, place: { readonly file: string }): readonly number[][] {
  const last = time.reduce((most, t) => Math.max(most, t), -1);
  const bad = time.findIndex((t) => !Number.isInteger(t) || t < 0 || t >= mostFrames);
  if (bad >= 0) {
    throw new FormatError('damaged', place, `row ${bad + 1} has frame ${time[bad]}, expected a whole number from 0`);
  }
  if (frames > 0 && last >= frames) {
    throw new FormatError('damaged', place, `there is a detection in frame ${last}, but frames is ${frames}`);
  }
  const rows = Array.from({ length: frames || last + 1 }, (): number[] => []);
  time.forEach((t, row) => {
    rows[t]?.push(row);
  });
  return rows;
}
