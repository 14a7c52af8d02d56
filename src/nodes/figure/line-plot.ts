import type { Mark, Panel } from '../../runtime/data/figure.ts';
import { type Column, numbers, type Table } from '../../runtime/data/table.ts';
import {
  asText,
  axisFor,
  columnOf,
  figureParams,
  logParams,
  type PanelRows,
  panelRows,
  pickRows,
} from '../../runtime/kernels/reference/figure-parts.ts';
import { columnNames, groupRows, type RowGroup } from '../../runtime/kernels/reference/group-rows.ts';
import { summaryTable } from '../../runtime/kernels/reference/summary-table.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { choice, number, text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'figure.line-plot',
  version: 2,
  migrate: { 1: (params) => ({ ...params }) }, // the column line holds numbers where the group column does
  title: 'Line plot',
  summary: 'Draws every track as a thin line, and their mean with its confidence interval.',
  keywords: [
    'time course',
    'trace',
    'plot',
    'chart',
    'mean',
    'confidence interval',
    'small multiples',
    'facet',
    'PlotTwist',
  ],
  sources: ["Student's t interval of the mean", 'doi:10.1371/journal.pbio.3000581 (PlotTwist)'],
  help: "Shows single cells and their mean together: a mean alone hides that half of the cells do the opposite. The band is the confidence interval of the mean by Student's t at each x, over the tracks that have a value there; it takes tracks as independent. Colour gives each value of a column (treatment, say) its own colour and mean; panels draws small multiples with the same axes. The mean is drawn where at least one x has two values, so for times that differ between tracks use rounded times or frames. Missing values break a line; rows without x or group are left out; a table without rows draws empty axes. The figure carries its data: the columns drawn, and the means.",
  inputs: { table: port('Table', 'Table with one row for each track and time.') },
  outputs: { figure: port('Figure', 'Lines, means and bands.') },
  params: {
    x: text({ columns: 'one', default: 'frame', doc: 'Column of the x axis; numbers.' }),
    y: text({ columns: 'one', default: 'mean_intensity_ch1', doc: 'Column of the y axis; numbers.' }),
    group: text({
      columns: 'several',
      default: 'track',
      doc: 'Column that tells the lines apart: track, or lineage to follow a cell through its divisions; several with commas, empty for one line.',
    }),
    colour: text({
      columns: 'one',
      default: '',
      doc: 'Column whose values have a colour and a mean each; empty for one colour.',
    }),
    show: choice({ options: ['tracks and mean', 'tracks', 'mean'], default: 'tracks and mean', doc: 'What is drawn.' }),
    confidence: number({ default: 95, min: 1, max: 99.99, unit: '%', doc: 'Confidence of the band around the mean.' }),
    ...figureParams,
    ...logParams,
  },
  time: { scope: 'movie' },
  async run({ table }, params) {
    const { x, y, colour, panels, show } = params;
    const lines = sortedLines(table, params);
    const count = params.group === '' ? 1 : new Set<unknown>(lines.columns[0]?.values).size;
    const by = [panels, colour].filter((name, i, all) => name !== '' && all.indexOf(name) === i);
    const mean = summaryTable(lines, y, x, by, params.confidence / 100);
    const hasMean = show !== 'tracks' && numbers(mean, 'n').some((n) => n > 1);
    const axes = { x: axisFor(table, x, params.xLabel, params.logX), y: axisFor(table, y, params.yLabel, params.logY) };
    const drawn = panelRows(lines, panels).map(
      ({ title, where }): Panel => ({ title, ...axes, marks: marksOf(params, where, hasMean, count) }),
    );
    const tables = [{ name: 'lines', table: lines }];
    if (hasMean) tables.push({ name: 'mean', table: mean });
    return { figure: { title: params.title, tables, panels: drawn, cautions: table.cautions } };
  },
});

interface Choices {
  readonly x: string;
  readonly y: string;
  readonly group: string;
  readonly colour: string;
  readonly panels: string;
  readonly show: string;
  readonly confidence: number;
}

/** The columns that are drawn, line after line, each in the order of x. */
function sortedLines(table: Table, { x, y, group, colour, panels }: Choices): Table {
  const names = columnNames(group);
  const groups = groupRows(table, names, x);
  const rows = new Uint32Array(groups.reduce((sum, one) => sum + one.rows.length, 0));
  let at = 0;
  for (const one of groups) {
    rows.set(one.rows, at);
    at += one.rows.length;
  }
  const columns = new Map<string, Column>();
  for (const name of [panels, colour]) if (name !== '') columns.set(name, asText(table, name));
  for (const name of [x, y]) if (!columns.has(name)) columns.set(name, columnOf(table, name));
  const picked = pickRows([...columns.values()], rows);
  numbers(table, y);
  return {
    columns:
      names.length === 0
        ? picked
        : [{ name: 'line', unit: '', values: lineNames(table, names, groups, rows) }, ...picked],
    cautions: table.cautions,
  };
}

/** The group column itself, or the values of several as one text. */
function lineNames(table: Table, names: readonly string[], groups: readonly RowGroup[], rows: Uint32Array) {
  const [first = ''] = names;
  if (names.length === 1) return pickRows([columnOf(table, first)], rows)[0]?.values ?? [];
  return groups.flatMap((one) => Array<string>(one.rows.length).fill(one.names.join(', ')));
}

function marksOf(
  { x, y, group, colour, show, confidence }: Choices,
  where: PanelRows['where'],
  hasMean: boolean,
  lines: number,
): readonly Mark[] {
  const shared = { x, ...(colour === '' ? {} : { colour }), ...(where ? { where } : {}) };
  const marks: Mark[] = [];
  if (show !== 'mean' || !hasMean) {
    const series = group === '' ? {} : { series: 'line' };
    const faint = hasMean || lines > 20;
    marks.push({ type: 'line', table: 'lines', ...shared, ...series, y, emphasis: faint ? 'faint' : 'normal' });
  }
  if (hasMean) {
    const label = { label: `mean, ${confidence} % confidence` };
    marks.push({ type: 'band', table: 'mean', ...shared, y: 'ci_low', high: 'ci_high', emphasis: 'normal' });
    marks.push({ type: 'line', table: 'mean', ...shared, y: 'mean', ...label, emphasis: 'strong' });
  }
  return marks;
}
