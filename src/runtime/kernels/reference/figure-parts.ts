import type { Axis } from '../../data/figure.ts';
import { newColumn } from '../../data/new-column.ts';
import type { Column, Table } from '../../data/table.ts';
import { text, toggle } from '../../node/params.ts';
import { texts } from './group-rows.ts';

/** The parameters that every node that draws a table has. */
export const figureParams = {
  panels: text({
    columns: 'one',
    default: '',
    doc: 'Column that splits the figure into small multiples; empty for one panel.',
  }),
  title: text({ default: '', doc: 'Title of the figure.' }),
  xLabel: text({ default: '', doc: 'Name of the x axis; empty: the name of the column.' }),
  yLabel: text({ default: '', doc: 'Name of the y axis; empty: the name of the column.' }),
} as const;
export const logParams = {
  logX: toggle({ default: false, doc: 'Logarithmic x axis; values that are not above 0 are not drawn.' }),
  logY: toggle({ default: false, doc: 'Logarithmic y axis; values that are not above 0 are not drawn.' }),
} as const;

/** An axis for a column: its name with spaces for underscores, and its unit. */
export function axisFor(table: Table, column: string, label: string, log: boolean): Axis {
  const unit = table.columns.find(({ name }) => name === column)?.unit ?? '';
  return { label: label || column.replaceAll('_', ' '), unit, scale: log ? 'log' : 'linear' };
}

/** One panel for each value of a column. */
export interface PanelRows {
  readonly title: string;
  /** `null` where all rows are drawn. */
  readonly where: { readonly column: string; readonly is: string } | null;
}

/**
 * The panels that a column splits a table into, in the order of their first row; rows without a value are in none.
 *
 * @param column  name; empty makes one panel of all rows.
 * @throws RangeError naming the columns there are where it is missing, or the number of panels above 100.
 */
export function panelRows(table: Table, column: string): readonly PanelRows[] {
  if (column === '') return [{ title: '', where: null }];
  const values = asText(table, column).values as readonly string[];
  const found = [...new Set(values)].filter((value) => value !== '');
  if (found.length > 100) {
    throw new RangeError(`${column} has ${found.length} values, and each would be a panel: at most 100 can be drawn`);
  }
  return found.map((value) => ({ title: `${column.replaceAll('_', ' ')} ${value}`, where: { column, is: value } }));
}

/**
 * A column as text, so that its values are names: of panels, of colours.
 *
 * @throws RangeError naming the columns there are where it is missing.
 */
export function asText(table: Table, name: string): Column {
  const value = texts(table, name);
  const length = table.columns[0]?.values.length ?? 0;
  return { name, unit: '', values: Array.from({ length }, (_, row) => value(row)) };
}

/**
 * The rows of a table in another order, or some of them.
 *
 * @param columns  which columns, each once.
 * @throws RangeError naming the columns there are where one is missing.
 */
export function pickRows(columns: readonly Column[], rows: ArrayLike<number>): readonly Column[] {
  return columns.map(({ name, unit, values }) => {
    if (!(values instanceof Float64Array)) return { name, unit, values: Array.from(rows, (row) => values[row] ?? '') };
    const picked = newColumn(rows.length);
    for (let i = 0; i < rows.length; i++) picked[i] = values[rows[i]!] ?? Number.NaN;
    return { name, unit, values: picked };
  });
}

/** A column by name. @throws RangeError naming the columns there are where it is missing. */
export function columnOf(table: Table, name: string): Column {
  const column = table.columns.find((one) => one.name === name);
  if (column) return column;
  throw new RangeError(`there is no column "${name}"; there are: ${table.columns.map((one) => one.name).join(', ')}`);
}
