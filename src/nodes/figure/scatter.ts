import type { Mark, Panel } from '../../runtime/data/figure.ts';
import { type Column, numbers } from '../../runtime/data/table.ts';
import {
  asText,
  axisFor,
  columnOf,
  figureParams,
  logParams,
  panelRows,
} from '../../runtime/kernels/reference/figure-parts.ts';
import { defineNode, port } from '../../runtime/node/define.ts';
import { text } from '../../runtime/node/params.ts';

export default defineNode({
  id: 'figure.scatter',
  version: 1,
  title: 'Scatter plot',
  summary: 'Draws one dot for each row, at two of its columns.',
  keywords: ['dot plot', 'correlation', 'xy', 'plot', 'chart', 'bubble'],
  sources: ['Definition', 'viridis: colour scale with even steps of lightness'],
  help: 'Shows whether two measurements go together, and which objects stand apart. Colour takes a column of text (a colour for each value) or of numbers (a scale); size makes the area of a dot proportional to a column, values that are not above 0 are not drawn. Panels draws small multiples with the same axes. Rows where x or y is missing are not drawn. Of more than 60,000 dots every n-th is drawn, and the figure says so; its data is complete.',
  inputs: { table: port('Table', 'Table with one row for each dot.') },
  outputs: { figure: port('Figure', 'Dots.') },
  params: {
    x: text({ columns: 'one', default: 'frame', doc: 'Column of the x axis; numbers.' }),
    y: text({ columns: 'one', default: 'mean_intensity_ch1', doc: 'Column of the y axis; numbers.' }),
    colour: text({
      columns: 'one',
      default: '',
      doc: 'Column shown by colour, text or numbers; empty for one colour.',
    }),
    size: text({ columns: 'one', default: '', doc: 'Column shown by the area of dots; empty for equal dots.' }),
    ...figureParams,
    ...logParams,
  },
  time: { scope: 'movie' },
  async run({ table }, { x, y, colour, size, panels, title, xLabel, yLabel, logX, logY }) {
    for (const name of [x, y, ...(size === '' ? [] : [size])]) numbers(table, name);
    const columns = new Map<string, Column>();
    if (panels !== '') columns.set(panels, asText(table, panels));
    for (const name of [colour, x, y, size]) {
      if (name !== '' && !columns.has(name)) columns.set(name, columnOf(table, name));
    }
    // a column of numbers that also splits panels is needed both as names and as numbers
    const panel = panels !== '' && [x, y, size].includes(panels) ? `${panels} panel` : panels;
    if (panel !== panels) {
      columns.set(panel, { ...asText(table, panels), name: panel });
      columns.set(panels, columnOf(table, panels));
    }
    const axes = { x: axisFor(table, x, xLabel, logX), y: axisFor(table, y, yLabel, logY) };
    const drawn = panelRows(table, panels).map(({ title: name, where }): Panel => {
      const mark: Mark = {
        type: 'dots',
        table: 'dots',
        x,
        y,
        ...(colour === '' ? {} : { colour }),
        ...(size === '' ? {} : { size }),
        ...(where ? { where: { ...where, column: panel } } : {}),
        emphasis: 'normal',
      };
      return { title: name, ...axes, marks: [mark] };
    });
    const dots = { columns: [...columns.values()], cautions: table.cautions };
    return { figure: { title, tables: [{ name: 'dots', table: dots }], panels: drawn, cautions: table.cautions } };
  },
});
