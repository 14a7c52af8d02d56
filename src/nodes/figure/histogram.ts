import type { Axis, Panel } from '../../runtime/data/figure.ts';
import { type Column, numbers, type Table } from '../../runtime/data/table.ts';
import {
  asText,
  axisFor,
  columnOf,
  figureParams,
  logParams,
  panelRows,
} from '../../runtime/kernels/reference/figure-parts.ts';
import { histogramBins, histogramCounts } from '../../runtime/kernels/reference/histogram-bins.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, integer, text } from '../../runtime/node/params.ts';

const measures = ['count', 'fraction', 'density'] as const;

export default defineNode({
  id: 'figure.histogram',
  version: 1,
  title: 'Histogram',
  summary: 'Draws how the values of a column are distributed.',
  keywords: ['distribution', 'frequency', 'density', 'bins', 'plot', 'chart'],
  sources: ['numpy.histogram and histogram_bin_edges("auto")', 'doi:10.1007/BF01025868 (Freedman and Diaconis 1981)'],
  help: 'Look at it before choosing a threshold or a test. The automatic number of bins is the larger of those by Freedman and Diaconis and by Sturges; too few bins hide a second peak, too many show noise. Colour overlays the values of a column, with the same bins; use fraction or density then, so that groups of different size can be compared. Fraction adds up to 1 in each group, density has an area of 1. Missing and infinite values are left out; equal values make one bin, none an empty figure. The figure carries the bins and the values.',
  inputs: { table: port('Table', 'Table with a column of numbers.') },
  outputs: { figure: port('Figure', 'Bars.') },
  params: {
    column: text({ columns: 'one', default: 'mean_intensity_ch1', doc: 'Column with the values.' }),
    colour: text({ columns: 'one', default: '', doc: 'Column whose values have a colour each; empty for one colour.' }),
    measure: choice({ options: measures, default: 'count', doc: 'What the height of a bar is.' }),
    bins: integer({ default: 0, min: 0, max: 500, unit: '1', doc: 'Number of bins; 0 chooses.' }),
    ...figureParams,
    logY: logParams.logY,
  },
  time: { scope: 'movie' },
  async run({ table }, params) {
    const { column, colour, panels, measure, xLabel, yLabel, logY, title } = params;
    const x = axisFor(table, column, xLabel, false);
    const perUnit = x.unit === '' || x.unit === '1' ? '1' : `1/${x.unit}`;
    const by = [panels, colour].filter((name, i, all) => name !== '' && all.indexOf(name) === i);
    const splits = by.map((name) => asText(table, name));
    const edges = histogramBins(numbers(table, column), params.bins);
    const bins: Table = {
      columns: binColumns(columnOf(table, column), edges, splits, perUnit),
      cautions: table.cautions,
    };
    const values: Table = { columns: [...splits, columnOf(table, column)], cautions: table.cautions };
    const y: Axis = {
      label: yLabel || measure,
      unit: measure === 'density' ? perUnit : '1',
      scale: logY ? 'log' : 'linear',
    };
    const drawn = panelRows(table, panels).map(
      ({ title: name, where }): Panel => ({
        title: name,
        x,
        y,
        marks: [
          {
            type: 'bars',
            table: 'bins',
            x: 'left',
            right: 'right',
            y: measure,
            ...(colour === '' ? {} : { colour }),
            ...(where ? { where } : {}),
            emphasis: 'normal',
          },
        ],
      }),
    );
    return {
      figure: {
        title,
        tables: [
          { name: 'bins', table: bins },
          { name: 'values', table: values },
        ],
        panels: drawn,
        cautions: table.cautions,
      },
    };
  },
});

/** One row for each bin of each group; groups in the order of their first row, rows without a group in none. */
function binColumns(
  { values, unit }: Column,
  edges: Float64Array,
  splits: readonly Column[],
  perUnit: string,
): readonly Column[] {
  const groups = new Map<string, { names: readonly string[]; values: number[] }>();
  if (splits.length === 0) groups.set('', { names: [], values: [] });
  for (let row = 0; row < values.length; row++) {
    const names = splits.map((column) => String(column.values[row]));
    if (names.includes('')) continue;
    const key = names.join('\u0000');
    const group = groups.get(key) ?? { names, values: [] };
    groups.set(key, group);
    group.values.push(Number(values[row]));
  }
  const all = [...groups.values()];
  const counts = all.map((group) => histogramCounts(Float64Array.from(group.values), edges));
  const totals = counts.map((one) => one.reduce((a, b) => a + b, 0));
  const bins = edges.length - 1;
  const numbersOf = (name: string, unit: string, value: (group: number, bin: number) => number): Column => ({
    name,
    unit,
    values: Float64Array.from({ length: all.length * bins }, (_, i) => value(Math.floor(i / bins), i % bins)),
  });
  const edge = (bin: number) => edges[bin] ?? Number.NaN;
  const count = (group: number, bin: number) => counts[group]?.[bin] ?? 0;
  const fraction = (group: number, bin: number) => count(group, bin) / Math.max(1, totals[group] ?? 0);
  return [
    ...splits.map(({ name }, k) => ({
      name,
      unit: '',
      values: all.flatMap(({ names }) => Array.from({ length: bins }, () => names[k] ?? '')),
    })),
    numbersOf('left', unit, (_, bin) => edge(bin)),
    numbersOf('right', unit, (_, bin) => edge(bin + 1)),
    numbersOf('count', '1', count),
    numbersOf('fraction', '1', fraction),
    numbersOf('density', perUnit, (group, bin) => fraction(group, bin) / (edge(bin + 1) - edge(bin))),
  ];
}
