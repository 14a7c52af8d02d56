import { numbers, type Table } from '../../data/table.ts';
import { groupRows } from './group-rows.ts';
import { type Summary, summariseValues } from './summarise-values.ts';

/**
 * Statistics of a column for each time, over all series that have a value there.
 *
 * @param column      numeric column.
 * @param time        numeric column; times that are equal are one time.
 * @param by          columns that split the table, each combination for itself: treatment, well. None: all rows together.
 * @param confidence  0 … 1 of the interval of the mean.
 * @returns           one row for each combination and time, combinations in the order of their first row, times ascending:
 *                    the `by` columns as text, time, n, mean, sd, sem, ci_low, ci_high, median, q1, q3. Times without any
 *                    value have n 0 and NaN.
 * @throws RangeError naming the column that is missing, and those that there are.
 * @cost              O(rows · log rows)
 */
export function summaryTable(
  table: Table,
  column: string,
  time: string,
  by: readonly string[],
  confidence: number,
): Table {
  const values = numbers(table, column);
  const clock = numbers(table, time);
  const names: (readonly string[])[] = [];
  const times: number[] = [];
  const summaries: Summary[] = [];
  for (const group of groupRows(table, by, time)) {
    const { rows } = group;
    for (let start = 0; start < rows.length; ) {
      const now = clock[rows[start]!]!;
      let end = start;
      while (end < rows.length && clock[rows[end]!] === now) end++;
      names.push(group.names);
      times.push(now);
      summaries.push(
        summariseValues(
          Float64Array.from(rows.subarray(start, end), (row) => values[row]!),
          confidence,
        ),
      );
      start = end;
    }
  }
  const unit = table.columns.find((one) => one.name === column)?.unit ?? '';
  const statistic = (name: string, key: keyof Summary, of = unit) => ({
    name,
    unit: of,
    values: Float64Array.from(summaries, (summary) => summary[key]),
  });
  return {
    columns: [
      ...by.map((name, k) => ({ name, unit: '', values: names.map((group) => group[k] ?? '') })),
      {
        name: time,
        unit: table.columns.find((one) => one.name === time)?.unit ?? '',
        values: Float64Array.from(times),
      },
      statistic('n', 'n', '1'),
      statistic('mean', 'mean'),
      statistic('sd', 'sd'),
      statistic('sem', 'sem'),
      statistic('ci_low', 'low'),
      statistic('ci_high', 'high'),
      statistic('median', 'median'),
      statistic('q1', 'q1'),
      statistic('q3', 'q3'),
    ],
    cautions: table.cautions,
  };
}
