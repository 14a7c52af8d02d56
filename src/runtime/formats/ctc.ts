import { type Lineage, type LineageRow, lineageOf } from '../data/lineage.ts';

/** A track table that can't be read: the message names the file and the line. */
export class TrackTableError extends Error {
  readonly code = 'track-table';
  readonly details: { readonly file: string; readonly line: number };
  constructor(file: string, line: number, reason: string) {
    super(`${file}, line ${line}: ${reason}`);
    this.name = 'TrackTableError';
    this.details = { file, line };
  }
}

const maxFrame = 1_000_000;
/** Labels are stored in 16 bits by the challenge; ours may be larger. */
const maxId = 2 ** 32 - 1;

/**
 * Reads `man_track.txt` or `res_track.txt`: lines `L B E P` (id, first frame, last frame, id of the parent or 0).
 *
 * Empty lines and a byte order mark are passed over; tabs count as blanks; both kinds of line end are read. Frames may
 * lie beyond the end of the movie.
 *
 * @param text  the file.
 * @param file  its name, for messages.
 * @returns     rows in the order of the file; none for an empty file.
 * @throws TrackTableError naming the line, where a line has not four whole numbers, an id occurs twice or is 0, a track
 *         ends before it begins, or a parent has no row, doesn't end before its child begins or is the track itself.
 * @cost        O(text)
 * @source      celltrackingchallenge.net: Naming and file content conventions
 */
export function parseTrackTable(text: string, file: string): Lineage {
  const rows: LineageRow[] = [];
  const lineOf = new Map<number, number>();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\r|\n/)
    .forEach((content, index) => {
      if (content.trim() === '') return;
      const line = index + 1;
      const row = parseRow(content, file, line);
      const earlier = lineOf.get(row.id);
      if (earlier !== undefined) {
        throw new TrackTableError(
          file,
          line,
          `track ${row.id} was already given in line ${earlier}: ids must be unique`,
        );
      }
      lineOf.set(row.id, line);
      rows.push(row);
    });
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { id, begin, parent } of rows) {
    if (parent === 0) continue;
    const from = byId.get(parent);
    const line = lineOf.get(id) ?? 0;
    if (from === undefined)
      throw new TrackTableError(file, line, `track ${id} has parent ${parent}, which has no line`);
    if (from.end >= begin) {
      const reason = `track ${id} begins in frame ${begin}, but its parent ${parent} lasts until frame ${from.end}; it must end before`;
      throw new TrackTableError(file, line, reason);
    }
  }
  return lineageOf(rows);
}

function parseRow(content: string, file: string, line: number): LineageRow {
  const fields = content.trim().split(/\s+/);
  const shown = content.length > 60 ? `${content.slice(0, 60)} ...` : content;
  if (fields.length !== 4) {
    throw new TrackTableError(
      file,
      line,
      `"${shown}" has ${fields.length} values, expected 4: id, first frame, last frame, parent`,
    );
  }
  const whole = (field: string | undefined, what: string, min: number, max: number): number => {
    const value = field !== undefined && /^\d+$/.test(field) ? Number(field) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw new TrackTableError(file, line, `${what} is "${field}", expected a whole number from ${min} to ${max}`);
  };
  const id = whole(fields[0], 'the id', 1, maxId);
  const begin = whole(fields[1], 'the first frame', 0, maxFrame);
  const end = whole(fields[2], 'the last frame', 0, maxFrame);
  const parent = whole(fields[3], 'the parent', 0, maxId);
  if (end < begin)
    throw new TrackTableError(file, line, `track ${id} ends in frame ${end}, before it begins in frame ${begin}`);
  return { id, begin, end, parent };
}

/** `L B E P`, one line for each row, ascending ids, as the challenge's programs write it. */
export function formatTrackTable(lineage: Lineage): string {
  const order = Array.from(lineage.id, (id, row) => ({ id, row })).sort((a, b) => a.id - b.id);
  return order
    .map(({ id, row }) => `${id} ${lineage.begin[row]} ${lineage.end[row]} ${lineage.parent[row]}\n`)
    .join('');
}
