import { type Column, numbers, type Table } from '../../data/table.ts';

/** Rows of one series, ordered by time; rows of the same time in the order of the table. */
export interface RowGroup {
  /** The values of the group columns, as text. */
  readonly names: readonly string[];
  readonly rows: Uint32Array;
}

/** Column names of a parameter: `track`, or several as `movie, track`; none for empty text. */
export const columnNames = (text: string): readonly string[] =>
  text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');

/**
 * The rows of a table that belong together, such as those of one track.
 *
 * @param groups  columns that tell series apart, of text or numbers; none makes one series of all rows.
 * @param time    numeric column to order by.
 * @returns       groups in the order of their first row. Rows without time (NaN) or without group (NaN, '') are in none.
 * @throws RangeError naming the column and those that there are, where one is missing or time is text.
 * @cost          O(rows · log(rows of a group)); 8 bytes a row.
 */
export function groupRows(table: Table, groups: readonly string[], time: string): readonly RowGroup[] {
  const times = numbers(table, time);
  const { of, first, counts } = groupOfRows(table, groups, times);
  const sorted = new Uint32Array(counts.reduce((sum, count) => sum + count, 0));
  const starts = new Uint32Array(counts.length);
  for (let group = 1; group < counts.length; group++) starts[group] = starts[group - 1]! + counts[group - 1]!;
  const at = starts.slice();
  for (let row = 0; row < of.length; row++) {
    const group = of[row]!;
    if (group >= 0) sorted[at[group]!++] = row;
  }
  const names = groups.map((name) => texts(table, name));
  return first.map((row, group) => {
    const rows = sorted.subarray(starts[group]!, at[group]!);
    if (!rows.every((one, i) => i === 0 || times[rows[i - 1]!]! <= times[one]!)) {
      rows.sort((a, b) => times[a]! - times[b]! || a - b);
    }
    return { names: names.map((name) => name(row)), rows };
  });
}

/** The group of each row, -1 for none, numbered in the order of their first rows. */
function groupOfRows(table: Table, groups: readonly string[], times: Float64Array) {
  let of = Int32Array.from(times, (time) => (Number.isNaN(time) ? -1 : 0));
  for (const name of groups) {
    const values = valuesOf(table, name);
    const ofValue = new Map<number | string, number>();
    const ofPair = new Map<number, number>();
    of = of.map((group, row) => {
      const value = values[row]!;
      if (group < 0 || value === '' || Number.isNaN(value)) return -1;
      return numberIn(ofPair, group * values.length + numberIn(ofValue, value));
    });
  }
  // A later column may have taken all rows of a group away, so groups get their numbers once all are known.
  const numbered = new Map<number, number>();
  const first: number[] = [];
  const counts: number[] = [];
  for (let row = 0; row < of.length; row++) {
    if (of[row]! < 0) continue;
    const group = numberIn(numbered, of[row]!);
    of[row] = group;
    if (group === first.length) first.push(row);
    counts[group] = (counts[group] ?? 0) + 1;
  }
  return { of, first, counts };
}

/** The number of a key: 0 for the first that is seen, 1 for the next ... */
function numberIn<K>(numbers: Map<K, number>, key: K): number {
  const known = numbers.get(key);
  if (known !== undefined) return known;
  numbers.set(key, numbers.size);
  return numbers.size - 1;
}

/** A column as text, row by row: '' where a value is missing. */
export function texts(table: Table, name: string): (row: number) => string {
  const values = valuesOf(table, name);
  if (!(values instanceof Float64Array)) return (row) => values[row] ?? '';
  return (row) => (Number.isNaN(values[row]!) ? '' : String(values[row]));
}

function valuesOf(table: Table, name: string): Column['values'] {
  const values = table.columns.find((column) => column.name === name)?.values;
  if (values) return values;
  const names = table.columns.map((column) => column.name).join(', ');
  throw new RangeError(`there is no column "${name}"; there are: ${names}`);
}

/**
 * The usual distance between neighbouring times of a series.
 *
 * @param groups  from `groupRows`.
 * @returns       median of the distances above 0 over all series; 1 where there are none.
 */
export function timeStep(times: Float64Array, groups: readonly RowGroup[]): number {
  const steps: number[] = [];
  for (const { rows } of groups) {
    for (let i = 1; i < rows.length; i++) {
      const step = times[rows[i]!]! - times[rows[i - 1]!]!;
      if (step > 0) steps.push(step);
    }
  }
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 1;
}
