import { numbers, rowCount, type Table } from '../../data/table.ts';
import { text } from '../../node/params.ts';
import { columnNames, groupRows, timeStep } from './group-rows.ts';

/** The parameters that every node on time series has. */
export const seriesParams = {
  column: text({ columns: 'one', default: 'mean_intensity_ch1', doc: 'Column with the values.' }),
  group: text({
    columns: 'several',
    default: 'track',
    doc: 'Column that tells the series apart: track, or tracklet where cells divide; several with commas, empty where the table is one series.',
  }),
  time: text({ columns: 'one', default: 'frame', doc: 'Column to order by; numbers.' }),
} as const;

/** One series: its values in the order of time. */
export interface Series {
  readonly times: Float64Array;
  readonly values: Float64Array;
  /** Usual distance between neighbouring times, over all series of the table. */
  readonly step: number;
}

/**
 * The table with one more column, computed series by series.
 *
 * @param added    name and unit of the new column, at the end; a column of that name is replaced where it stands.
 * @param compute  values of one series, in the same order.
 * @returns        a new table; rows that belong to no series have NaN.
 * @throws RangeError naming the column that is missing, and those that there are.
 */
export function mapSeries(
  table: Table,
  { column, group, time }: { readonly column: string; readonly group: string; readonly time: string },
  added: { readonly name: string; readonly unit: string },
  compute: (series: Series) => Float64Array,
): Table {
  const all = numbers(table, column);
  const clock = numbers(table, time);
  const groups = groupRows(table, columnNames(group), time);
  const step = timeStep(clock, groups);
  const out = new Float64Array(rowCount(table)).fill(Number.NaN);
  for (const { rows } of groups) {
    const times = Float64Array.from(rows, (row) => clock[row]!);
    const values = Float64Array.from(rows, (row) => all[row]!);
    const result = compute({ times, values, step });
    for (let i = 0; i < rows.length; i++) out[rows[i]!] = result[i]!;
  }
  return withColumn(table, { ...added, values: out });
}

function withColumn(table: Table, column: Table['columns'][number]): Table {
  const at = table.columns.findIndex((one) => one.name === column.name);
  const columns = at < 0 ? [...table.columns, column] : table.columns.with(at, column);
  return { ...table, columns };
}

/** Unit of a column; '' where there is none of that name. */
export const unitOf = (table: Table, name: string): string =>
  table.columns.find((column) => column.name === name)?.unit ?? '';
