import Papa from 'papaparse';
import { type Column, rowCount, type Table } from '../data/table.ts';
import { FormatError } from './format-error.ts';

export const unitStyles = ['comment', 'row', 'none'] as const;
export type UnitStyle = (typeof unitStyles)[number];

const cautionMark = '# caution: ';
const graphMark = '# graph: ';
const unitMark = '# units: ';
/** Stands for the unit of a text column, so that a column of digits comes back as text. */
const textUnit = 'text';
/** Few, so that their text is gone before the engine takes it for lasting. */
const rowsAtOnce = 40;

/**
 * A table as CSV (UTF-8, commas, one line a row), piece by piece.
 *
 * Cautions come first as lines `# caution: ...`, then `# units: ...`, a CSV row of its own: pandas reads the rest with
 * `comment='#'`, R with `comment.char='#'`; a cell with # in it is quoted. Numbers are the shortest text that gives the
 * same double; missing numbers are NaN, infinities inf and -inf.
 *
 * @param units       `comment` as above; `row` puts them in brackets under the header; `none` leaves them out.
 * @param provenance  the graph that made the table, one line of JSON: a line `# graph: ...` above the units, where these
 *                    are a comment too (the other styles are for programs that know no comments); '' for none.
 */
export function* csvOf(table: Table, units: UnitStyle = 'comment', provenance = ''): Generator<string> {
  const { columns } = table;
  for (const caution of table.cautions) yield `${cautionMark}${caution.replace(/\s+/g, ' ')}\n`;
  if (units === 'comment' && provenance !== '') yield `${graphMark}${provenance}\n`;
  if (columns.length === 0) return;
  const line = (rows: readonly (readonly string[])[]) =>
    `${Papa.unparse(rows as string[][], { newline: '\n', quotes: (cell: unknown) => needsQuotes(String(cell), columns.length) })}\n`;
  const ofUnits = columns.map(({ unit, values }) => (values instanceof Float64Array ? unit : unit || textUnit));
  if (units === 'comment') yield unitMark + line([ofUnits]);
  yield line([columns.map(({ name }) => name)]);
  if (units === 'row') yield line([columns.map(({ unit }) => (unit === '' ? '' : `(${unit})`))]);
  const count = rowCount(table);
  // Numbers need no quotes, and looking at each for one takes longer than writing it.
  const isNumeric = columns.every(({ values }) => values instanceof Float64Array);
  for (let start = 0; start < count; start += rowsAtOnce) {
    const rows: string[][] = [];
    for (let row = start; row < Math.min(start + rowsAtOnce, count); row++) {
      rows.push(columns.map(({ values }) => cellOf(values[row])));
    }
    yield isNumeric ? rows.map((cells) => `${cells.join(',')}\n`).join('') : line(rows);
  }
}

/** An empty cell of a single column would be an empty line, which readers pass over. */
const needsQuotes = (cell: string, columns: number): boolean => cell.includes('#') || (cell === '' && columns === 1);

function cellOf(value: number | string | undefined): string {
  if (typeof value !== 'number') return value ?? '';
  if (Object.is(value, -0)) return '-0';
  if (value === Number.POSITIVE_INFINITY) return 'inf';
  return value === Number.NEGATIVE_INFINITY ? '-inf' : String(value);
}

/** The text of the line `# graph: ...` among the comments above a table; `null` where there is none. */
export const graphOfCsv = (text: string): string | null => splitHead(text.replace(/^\uFEFF/, '')).graph;

/** The table with further cautions: each once, sorted, so that a file has the same bytes whoever writes it. */
export const withCautions = (table: Table, cautions: readonly string[]): Table => ({
  ...table,
  cautions: [...new Set([...table.cautions, ...cautions])].sort(),
});

/**
 * Reads a table from CSV as `csvOf` or another program writes it.
 *
 * Commas, semicolons and tabs are told apart; with semicolons, a comma may be the decimal point. A column is numbers
 * where every cell is a number or missing (empty, NaN, NA), else text; an identifier of more digits than a double holds
 * stays text. Units come from a line `# units:` or a first row of brackets; else they are ''.
 *
 * @param name  of the file, for messages.
 * @throws FormatError naming the row where rows have different lengths, a quote is not closed or a name stands twice.
 */
export function parseCsv(text: string, name: string): Table {
  const { cautions, unitCells, body } = splitHead(text.replace(/^\uFEFF/, ''));
  const place = { file: name };
  const { delimiter, newline } = unitCells ? ownStyle : styleOf(body);
  const { data, errors } = Papa.parse<string[]>(body, { delimiter, newline });
  const quote = errors.find(({ type }) => type === 'Quotes');
  if (quote) throw new FormatError('damaged', place, `row ${(quote.row ?? 0) + 1}: a quote is not closed`);
  if (data.length > 0 && data.at(-1)?.join('') === '') data.pop();
  const [header, ...rows] = data;
  if (!header || (header.length === 1 && header[0] === '')) return { columns: [], cautions };
  requireUnique(header, place);
  const filled = header.length === 1 ? rows : rows.filter((row) => row.length > 1 || row[0] !== '');
  const ragged = filled.findIndex((row) => row.length !== header.length);
  if (ragged >= 0) {
    const has = filled[ragged]?.length;
    throw new FormatError('damaged', place, `row ${ragged + 2} has ${has} cells, the header has ${header.length}`);
  }
  const bracketed = unitCells === null ? unitRow(filled[0]) : null;
  if (bracketed) filled.shift();
  const units = (unitCells?.length === header.length ? unitCells : bracketed) ?? header.map(() => '');
  const columns = header.map((title, i): Column => {
    const cells = filled.map((row) => row[i] ?? '');
    const unit = units[i] ?? '';
    const isText = unit === textUnit || (unitCells === null && cells.length > 0 && !cells.some((cell) => cell !== ''));
    const values = isText ? null : numbersOf(cells, delimiter === ';');
    return { name: title, unit: unit === textUnit ? '' : unit, values: values ?? cells };
  });
  return { columns, cautions };
}

interface Style {
  readonly delimiter: ',' | ';' | '\t';
  readonly newline: '\n' | '\r\n' | '\r';
}
const ownStyle: Style = { delimiter: ',', newline: '\n' };

/** What parts the cells and lines of the header: values may have commas as decimal points. */
function styleOf(text: string): Style {
  const counts = { ',': 0, ';': 0, '\t': 0 };
  let quoted = false;
  let at = 0;
  for (; at < text.length; at++) {
    const character = text[at]!;
    if (character === '"') quoted = !quoted;
    else if (!quoted && (character === '\n' || character === '\r')) break;
    else if (!quoted && character in counts) counts[character as Style['delimiter']] += 1;
  }
  const delimiter = counts[';'] > counts[','] ? ';' : counts['\t'] > counts[','] ? '\t' : ',';
  return { delimiter, newline: text.startsWith('\r\n', at) ? '\r\n' : text[at] === '\r' ? '\r' : '\n' };
}

/** The comment lines at the top, and what follows them. */
function splitHead(text: string) {
  const cautions: string[] = [];
  let unitCells: readonly string[] | null = null;
  let graph: string | null = null;
  let at = 0;
  while (text.startsWith('#', at)) {
    const end = text.indexOf('\n', at);
    const line = text.slice(at, end < 0 ? text.length : end).replace(/\r$/, '');
    if (line.startsWith(cautionMark)) cautions.push(line.slice(cautionMark.length));
    if (line.startsWith(graphMark)) graph ??= line.slice(graphMark.length);
    if (line.startsWith(unitMark))
      unitCells = Papa.parse<string[]>(line.slice(unitMark.length), { delimiter: ',' }).data[0] ?? [];
    if (end < 0) return { cautions, unitCells, graph, body: '' };
    at = end + 1;
  }
  return { cautions, unitCells, graph, body: text.slice(at) };
}

function requireUnique(header: readonly string[], place: { readonly file: string }): void {
  const seen = new Set<string>();
  for (const title of header) {
    if (seen.has(title)) throw new FormatError('damaged', place, `two columns are called "${title}": rename one`);
    seen.add(title);
  }
}

/** The units of a row of brackets: `(µm)`; `null` where it is a row of values. */
function unitRow(row: readonly string[] | undefined): readonly string[] | null {
  if (!row?.some((cell) => cell !== '') || !row.every((cell) => cell === '' || /^\(.*\)$/.test(cell))) return null;
  return row.map((cell) => cell.slice(1, -1));
}

const missing = /^(?:|nan|na)$/i;
const infinite = /^([+-]?)inf(?:inity)?$/i;
const decimal = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

/** The cells as numbers, `null` where one is none. */
function numbersOf(cells: readonly string[], decimalComma: boolean): Float64Array | null {
  const values = new Float64Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    let cell = cells[i]!.trim();
    if (decimalComma && /^[^.,]*,[^.,]*$/.test(cell)) cell = cell.replace(',', '.');
    const sign = infinite.exec(cell);
    if (missing.test(cell)) values[i] = Number.NaN;
    else if (sign) values[i] = sign[1] === '-' ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    else if (decimal.test(cell) && !isLongIdentifier(cell)) values[i] = Number(cell);
    else return null;
  }
  return values;
}

const isLongIdentifier = (cell: string): boolean => /^\d{16,}$/.test(cell) && String(Number(cell)) !== cell;
