import type { Figure, Mark } from '../data/figure.ts';
import { rowCount, type Table } from '../data/table.ts';

/** A mark with its columns at hand. */
export interface DrawnMark {
  readonly mark: Mark;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly high: Float64Array | null;
  readonly right: Float64Array | null;
  readonly size: Float64Array | null;
  /** Category of each row, or its number on the colour scale; both null without a colour column. */
  readonly category: readonly string[] | null;
  readonly value: Float64Array | null;
  /** Rows in the order of the table, apart for each series and category. */
  readonly groups: readonly RowGroup[];
  /** Says that not all is drawn, where it would be too much to look at. */
  readonly thinned: string | null;
}
export interface RowGroup {
  readonly category: string | null;
  readonly rows: readonly number[];
}

/** Most points of one mark: more cannot be told apart, and make files that no program opens. */
const mostPoints = 60_000;

/**
 * Looks up the columns of a mark.
 *
 * @throws RangeError naming the table or column that is not there.
 */
export function drawnMark(figure: Figure, mark: Mark): DrawnMark {
  const table = figure.tables.find(({ name }) => name === mark.table)?.table;
  if (!table) {
    const names = figure.tables.map(({ name }) => name).join(', ');
    throw new RangeError(`the figure has no table "${mark.table}"; there are: ${names}`);
  }
  const needed = (name: string) => numeric(table, name);
  const wanted = (name: string | undefined) => (name === undefined ? null : numeric(table, name));
  const colour = mark.colour === undefined ? null : valuesOf(table, mark.colour);
  const category = colour === null || colour instanceof Float64Array ? null : colour;
  const all = groupsOf(table, mark, category);
  const count = all.reduce((sum, { rows }) => sum + rows.length, 0);
  const every = Math.ceil(count / mostPoints);
  const groups = every <= 1 ? all : thinOut(all, mark, every);
  return {
    mark,
    x: needed(mark.x),
    y: needed(mark.y),
    high: wanted(mark.high),
    right: wanted(mark.right),
    size: wanted(mark.size),
    category,
    value: colour instanceof Float64Array ? colour : null,
    groups,
    thinned: every <= 1 ? null : `of ${count} points one in ${every} is drawn`,
  };
}

function groupsOf(table: Table, mark: Mark, category: readonly string[] | null): readonly RowGroup[] {
  const where = mark.where && valuesOf(table, mark.where.column);
  const series = mark.series === undefined ? null : valuesOf(table, mark.series);
  const found: { category: string | null; rows: number[] }[] = [];
  const bySeries = new Map<number | string | null, Map<string | null, number[]>>();
  for (let row = 0; row < rowCount(table); row++) {
    if (where && where[row] !== mark.where?.is) continue;
    const of = category?.[row] ?? null;
    if (of === '') continue;
    const name = series?.[row] ?? null;
    let byCategory = bySeries.get(name);
    if (!byCategory) {
      byCategory = new Map();
      bySeries.set(name, byCategory);
    }
    const rows = byCategory.get(of);
    if (rows) rows.push(row);
    else {
      const first = [row];
      byCategory.set(of, first);
      found.push({ category: of, rows: first });
    }
  }
  return found;
}

/** Whole lines where there are several, else single points. */
function thinOut(groups: readonly RowGroup[], mark: Mark, every: number): readonly RowGroup[] {
  if (mark.type !== 'dots' && groups.length >= every) return groups.filter((_, i) => i % every === 0);
  return groups.map((group) => ({ ...group, rows: group.rows.filter((_, i) => i % every === 0) }));
}

function valuesOf(table: Table, name: string): Float64Array | readonly string[] {
  const column = table.columns.find((one) => one.name === name);
  if (column) return column.values;
  throw new RangeError(`there is no column "${name}"; there are: ${table.columns.map((one) => one.name).join(', ')}`);
}

function numeric(table: Table, name: string): Float64Array {
  const values = valuesOf(table, name);
  if (values instanceof Float64Array) return values;
  throw new RangeError(`column "${name}" is text, and numbers are needed to draw it`);
}
