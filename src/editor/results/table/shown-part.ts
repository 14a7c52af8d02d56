import { rowCount, type Table } from '../../../runtime/data/table.ts';
import { pickRows } from '../../../runtime/kernels/reference/figure-parts.ts';
import type { ShownColumn } from './column-layout.ts';

/** The rows and columns that are shown as a table of their own, which says that it is a part. */
export function shownPart(table: Table, rows: Uint32Array, columns: readonly ShownColumn[]): Table {
  const total = rowCount(table);
  const part = rows.length === total ? [] : [`a part of a table, chosen by hand: ${rows.length} of its ${total} rows`];
  return {
    columns: pickRows(
      columns.map(({ column }) => column),
      rows,
    ),
    cautions: [...table.cautions, ...part],
  };
}
