import { type Column, rowCount, type Table } from '../../../runtime/data/table.ts';
import type { TableView } from '../results-store.ts';
import { shownCell } from './cell-text.ts';

/** A column as it is shown. */
export interface ShownColumn {
  readonly column: Column;
  /** In the table. */
  readonly index: number;
  /** px */
  readonly width: number;
  readonly isNumber: boolean;
}

const letter = 7.2;
const narrowest = 68;
const widest = 260;

/** The columns that are not hidden, in the order wanted. */
export function shownColumns(
  table: Table,
  { hidden, order }: Pick<TableView, 'hidden' | 'order'>,
): readonly ShownColumn[] {
  const away = new Set(hidden);
  const place = new Map(order.map((name, i) => [name, i]));
  return table.columns
    .map((column, index): ShownColumn => {
      const isNumber = column.values instanceof Float64Array;
      return { column, index, isNumber, width: widthOf(column, rowCount(table)) };
    })
    .filter(({ column }) => !away.has(column.name))
    .sort((a, b) => (place.get(a.column.name) ?? 1e6 + a.index) - (place.get(b.column.name) ?? 1e6 + b.index));
}

/** As wide as the name, the unit and a sample of the cells. */
function widthOf(column: Column, rows: number): number {
  let letters = Math.max(column.name.length + 2.5, column.unit.length + 1);
  const stride = Math.max(1, Math.floor(rows / 40));
  for (let row = 0; row < rows; row += stride) letters = Math.max(letters, shownCell(column, row).length);
  return Math.round(Math.min(widest, Math.max(narrowest, letters * letter + 22)));
}

/** The order with one column moved by one place among those that are shown. */
export function movedOrder(columns: readonly ShownColumn[], name: string, by: -1 | 1): readonly string[] {
  const names = columns.map(({ column }) => column.name);
  const from = names.indexOf(name);
  const to = from + by;
  if (from < 0 || to < 0 || to >= names.length) return names;
  names.splice(to, 0, ...names.splice(from, 1));
  return names;
}

/** What clicking a header makes of the sort: up, down, off; `more` keeps the other keys. */
export function nextSort(sort: TableView['sort'], column: string, more: boolean): TableView['sort'] {
  const found = sort.find((key) => key.column === column);
  const others = more ? sort.filter((key) => key.column !== column) : [];
  if (!found) return [...others, { column, descending: false }];
  if (found.descending) return others;
  const turned = { column, descending: true };
  return more ? sort.map((key) => (key.column === column ? turned : key)) : [turned];
}
