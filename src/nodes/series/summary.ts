import { columnNames } from '../../runtime/kernels/reference/group-rows.ts';
import { seriesParams } from '../../runtime/kernels/reference/map-series.ts';
import { summaryTable } from '../../runtime/kernels/reference/summary-table.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { number, text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'series.summary',
  version: 1,
  title: 'Summarise series',
  summary: 'Gives number, mean, spread, confidence interval and quartiles of a column at each time.',
  keywords: [
    'mean',
    'average',
    'standard deviation',
    'sem',
    'confidence interval',
    'median',
    'quartile',
    'group by',
    'statistics',
  ],
  sources: ['numpy mean, std(ddof=1), percentile', "scipy.stats.t.interval: Student's t"],
  help: "One row for each time, or for each time and each value of the columns in by. sd is the sample's (n - 1), sem is sd / √n, and the interval of the mean is by Student's t, which holds for small n. It takes the series as independent: cells of one dish are not, so for a claim about treatments summarise each dish first. Missing values do not count; n says how many did. With one value sd, sem and interval are NaN, with none all but n. Rows without time or without a value in by are left out. The quartiles are interpolated linearly.",
  inputs: { table: port('Table', 'Table with one row for each track and time.') },
  outputs: { table: port('Table', 'One row for each time: n, mean, sd, sem, ci_low, ci_high, median, q1, q3.') },
  params: {
    column: seriesParams.column,
    time: seriesParams.time,
    by: text({
      columns: 'several',
      default: '',
      doc: 'Columns to split by, such as treatment; several with commas, empty for none.',
    }),
    confidence: number({ default: 95, min: 1, max: 99.99, unit: '%', doc: 'Confidence of the interval of the mean.' }),
  },
  time: { scope: 'movie' },
  async run({ table }, { column, time, by, confidence }) {
    return { table: summaryTable(table, column, time, columnNames(by), confidence / 100) };
  },
});
