import { rowCount, type Table } from '../data/table.ts';

/** A table as aligned text; numbers with at most 6 digits. */
export function showTable(table: Table): string {
  const cells = table.columns.map(({ name, unit, values }) => {
    const isNumber = values instanceof Float64Array;
    const heading = unit === '' || unit === '1' ? name : `${name} (${unit})`;
    const texts = [
      heading,
      ...Array.from(values as ArrayLike<number | string>, (value) =>
        isNumber ? showNumber(Number(value)) : String(value),
      ),
    ];
    const width = Math.max(...texts.map((text) => text.length));
    return texts.map((text) => (isNumber ? text.padStart(width) : text.padEnd(width)));
  });
  const lines = Array.from({ length: rowCount(table) + 1 }, (_, row) =>
    cells
      .map((column) => column[row])
      .join('  ')
      .trimEnd(),
  );
  return [...lines, ...table.cautions.map((caution) => `caution: ${caution}`)].join('\n');
}

const showNumber = (value: number): string =>
  Number.isNaN(value) ? '' : Number.isInteger(value) ? String(value) : String(Number(value.toPrecision(6)));
