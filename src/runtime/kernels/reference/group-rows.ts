import { numbers, rowCount, type Table } from '../../data/table.ts';

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
 * @cost          O(rows · log(rows of a group))
 */
export function groupRows(table: Table, groups: readonly string[], time: string): readonly RowGroup[] {
  const times = numbers(table, time);
  const keys = groups.map((name) => texts(table, name));
  const found = new Map<string, { names: string[]; rows: number[] }>();
  for (let row = 0; row < rowCount(table); row++) {
    if (Number.isNaN(times[row]!)) continue;
    const names = keys.map((column) => column(row));
    if (names.includes('')) continue;
    const key = names.join('\u0000');
    const group = found.get(key);
    if (group) group.rows.push(row);
    else found.set(key, { names, rows: [row] });
  }
  return [...found.values()].map(({ names, rows }) => ({
    names,
    rows: Uint32Array.from(rows.sort((a, b) => times[a]! - times[b]! || a - b)),
  }));
}

/** A column as text, row by row: '' where a value is missing. */
export function texts(table: Table, name: string): (row: number) => string {
  const values = table.columns.find((column) => column.name === name)?.values;
  if (!values) {
    const names = table.columns.map((column) => column.name).join(', ');
    throw new RangeError(`there is no column "${name}"; there are: ${names}`);
  }
  if (!(values instanceof Float64Array)) return (row) => values[row] ?? '';
  return (row) => (Number.isNaN(values[row]!) ? '' : String(values[row]));
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
