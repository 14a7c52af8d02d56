import { type Column, rowCount, type Table } from '../../../runtime/data/table.ts';
import { numberFilter, textFilter } from './filter-of.ts';

export interface SortKey {
  readonly column: string;
  readonly descending: boolean;
}
/** Which rows of a table are shown, and in which order. */
export interface RowChoice {
  /** The first counts most. */
  readonly sort: readonly SortKey[];
  /** Text of the filter by name of the column; a filter that cannot be read lets all pass. */
  readonly filters: Readonly<Record<string, string>>;
  /** Only rows of these tracks; `null` for all. */
  readonly tracks: ReadonlySet<number> | null;
}

/**
 * The rows to show, in order: indices into the table, whose columns are not copied.
 *
 * Rows that are equal by all keys keep the order of the table. Missing numbers and empty texts come last either way.
 *
 * @cost O(rows · (filters + keys)), without a comparison.
 */
export function rowsOf(table: Table, { sort, filters, tracks }: RowChoice): Uint32Array {
  const tests = table.columns.flatMap((column) => testsOf(column, filters[column.name] ?? ''));
  const ofTracks = tracks && trackColumn(table);
  if (tracks && ofTracks) tests.push((row) => tracks.has(ofTracks[row] ?? Number.NaN));
  let rows = passing(rowCount(table), tests);
  for (const { column, descending } of [...sort].reverse()) {
    const values = table.columns.find(({ name }) => name === column)?.values;
    if (values) rows = sortedBy(rows, values, descending);
  }
  return rows;
}

/** Numbers of tracks, where the table has them. */
export function trackColumn(table: Table): Float64Array | null {
  const values = table.columns.find(({ name }) => name === 'track')?.values;
  return values instanceof Float64Array ? values : null;
}

/** What is wrong with a filter; `null` where it can be read. */
export function filterFault(column: Column, text: string): string | null {
  const filter = column.values instanceof Float64Array ? numberFilter(text) : textFilter(text);
  return 'fault' in filter ? filter.fault : null;
}

function testsOf({ values }: Column, text: string): ((row: number) => boolean)[] {
  if (text.trim() === '') return [];
  if (values instanceof Float64Array) {
    const filter = numberFilter(text);
    return 'fault' in filter ? [] : [(row) => filter.passes(values[row] ?? Number.NaN)];
  }
  const filter = textFilter(text);
  return 'fault' in filter ? [] : [(row) => filter.passes(values[row] ?? '')];
}

function passing(count: number, tests: readonly ((row: number) => boolean)[]): Uint32Array {
  const rows = new Uint32Array(count);
  let kept = 0;
  for (let row = 0; row < count; row++) {
    if (tests.every((test) => test(row))) rows[kept++] = row;
  }
  return rows.subarray(0, kept);
}

const halves = new Uint32Array(2);
const double = new Float64Array(halves.buffer);
/** Of a missing value: behind all others. */
const last = 0xffffffff;

/** A stable radix sort of the bits of the numbers, 16 at a time; of texts their place in the alphabet is the number. */
function sortedBy(rows: Uint32Array, values: Float64Array | readonly string[], descending: boolean): Uint32Array {
  const count = rows.length;
  const low = new Uint32Array(count);
  const high = new Uint32Array(count);
  const numberAt =
    values instanceof Float64Array ? (row: number) => values[row] ?? Number.NaN : alphabetOf(values, rows);
  for (let i = 0; i < count; i++) {
    const value = numberAt(rows[i] ?? 0) + 0; // -0 equals 0
    if (Number.isNaN(value)) {
      low[i] = last;
      high[i] = last;
      continue;
    }
    double[0] = value;
    const bits = halves[1] ?? 0;
    // turned so that their order is the order of the numbers, or its reverse
    const turn = (bits >>> 31 ? last : 0) ^ (descending ? last : 0);
    low[i] = (halves[0] ?? 0) ^ turn;
    high[i] = bits ^ turn ^ (bits >>> 31 ? 0 : 0x80000000);
  }
  let order = Uint32Array.from({ length: count }, (_, i) => i);
  let next = new Uint32Array(count);
  for (const [keys, shift] of [
    [low, 0],
    [low, 16],
    [high, 0],
    [high, 16],
  ] as const) {
    if (place(order, next, keys, shift)) [order, next] = [next, order];
  }
  for (let i = 0; i < count; i++) next[i] = rows[order[i] ?? 0] ?? 0;
  return next;
}

const starts = new Uint32Array(65_536);

/** One pass of the radix sort. @returns false where all digits are equal, and nothing was done. */
function place(order: Uint32Array, out: Uint32Array, keys: Uint32Array, shift: number): boolean {
  starts.fill(0);
  for (let i = 0; i < keys.length; i++) {
    const digit = ((keys[i] ?? 0) >>> shift) & 0xffff;
    starts[digit] = (starts[digit] ?? 0) + 1;
  }
  if (starts[((keys[0] ?? 0) >>> shift) & 0xffff] === keys.length) return false;
  let sum = 0;
  for (let digit = 0; digit < 65_536; digit++) {
    const size = starts[digit] ?? 0;
    starts[digit] = sum;
    sum += size;
  }
  for (let i = 0; i < order.length; i++) {
    const item = order[i] ?? 0;
    const digit = ((keys[item] ?? 0) >>> shift) & 0xffff;
    const at = starts[digit] ?? 0;
    out[at] = item;
    starts[digit] = at + 1;
  }
  return true;
}

/** `cell 2` comes before `cell 10`. */
const collator = new Intl.Collator('en', { numeric: true });

/** Places of texts in the alphabet; NaN for an empty one. */
function alphabetOf(values: readonly string[], rows: Uint32Array): (row: number) => number {
  const unique = new Set<string>();
  for (let i = 0; i < rows.length; i++) unique.add(values[rows[i] ?? 0] ?? '');
  unique.delete('');
  const order = new Map([...unique].sort(collator.compare).map((text, at) => [text, at]));
  return (row) => order.get(values[row] ?? '') ?? Number.NaN;
}
