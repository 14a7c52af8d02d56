import type { Column, Table } from '../../../runtime/data/table.ts';

/** A number as a reader wants to see it: whole ones in full, others to six digits. */
export function shownNumber(value: number): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  if (Number.isInteger(value) && Math.abs(value) < 1e15) return String(value).replace('-', '−');
  const size = Math.abs(value);
  const text =
    size >= 1e7 || size < 1e-4 ? Number(value.toPrecision(5)).toExponential() : String(Number(value.toPrecision(6)));
  return text.replace('-', '−');
}

export const shownCell = ({ values }: Column, row: number): string =>
  values instanceof Float64Array ? shownNumber(values[row] ?? Number.NaN) : (values[row] ?? '');

/** A column's name with its unit, in one line. */
export const nameAndUnit = ({ name, unit }: Pick<Column, 'name' | 'unit'>): string =>
  unit === '' || unit === '1' ? name : `${name} (${unit})`;

/**
 * Rows as a spreadsheet takes them from the clipboard: names and units, then one line a row, tabs between; numbers in full.
 */
export function tsvOf(table: Table, rows: ArrayLike<number>, columns: readonly number[]): string {
  const picked = columns.flatMap((index) => table.columns[index] ?? []);
  const lines = [picked.map(nameAndUnit).join('\t')];
  for (let i = 0; i < rows.length; i++) {
    const row = rows[i] ?? 0;
    lines.push(picked.map(({ values }) => plain(values[row])).join('\t'));
  }
  return `${lines.join('\n')}\n`;
}

const plain = (value: number | string | undefined): string =>
  typeof value === 'number' ? String(value) : (value ?? '').replace(/[\t\r\n]+/g, ' ');
