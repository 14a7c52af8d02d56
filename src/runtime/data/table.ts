/** Rows of typed columns, all of one length. NaN is a missing number, '' a missing text. */
export interface Table {
  readonly columns: readonly Column[];
  /** What a reader must know before using the numbers: "intensity is not quantitative: ...". */
  readonly cautions: readonly string[];
}
export interface Column {
  readonly name: string;
  /** `µm`, `s`, `px`, `frame`, `grey value`, `1` (a pure number) or '' (text, identifiers). */
  readonly unit: string;
  readonly values: Float64Array | readonly string[];
}

export const rowCount = (table: Table): number => table.columns[0]?.values.length ?? 0;

/** The same table without the rows after the first `count`. */
export const firstRows = (table: Table, count: number): Table => ({
  ...table,
  columns: table.columns.map((column) => ({ ...column, values: column.values.slice(0, count) })),
});

/** The numbers of a column. @throws RangeError naming the column and the ones there are. */
export function numbers(table: Table, name: string): Float64Array {
  const column = table.columns.find((one) => one.name === name);
  if (!column || !(column.values instanceof Float64Array)) {
    const names = table.columns.filter((one) => one.values instanceof Float64Array).map((one) => one.name);
    throw new RangeError(`there is no numeric column "${name}"; there are: ${names.join(', ')}`);
  }
  return column.values;
}
