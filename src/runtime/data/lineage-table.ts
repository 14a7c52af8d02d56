import { type Lineage, type LineageRow, lineageOf, lineageRows } from './lineage.ts';
import { numbers, type Table } from './table.ts';

/**
 * A lineage as a table with the columns track, begin, end, parent, cut to the frames of the movie.
 *
 * @param frames  frames of the movie: tracks that begin later are left out, ends are cut; a caution says so.
 * @param first   number that the first frame of the movie has in the lineage.
 */
export function lineageTable(lineage: Lineage, frames: number, first = 0): Table {
  const rows: LineageRow[] = [];
  let cut = 0;
  let out = 0;
  for (const { id, begin, end, parent } of lineageRows(lineage)) {
    if (end < first || begin >= first + frames) {
      out += 1;
      continue;
    }
    if (end >= first + frames) cut += 1;
    rows.push({ id, begin: Math.max(begin - first, 0), end: Math.min(end - first, frames - 1), parent });
  }
  const kept = new Set(rows.map(({ id }) => id));
  const column = (of: (row: LineageRow) => number) => Float64Array.from(rows, of);
  const last = `the track table goes on after the last frame: ${cut} tracks are cut there, ${out} are left out`;
  return {
    columns: [
      { name: 'track', unit: '', values: column(({ id }) => id) },
      { name: 'begin', unit: 'frame', values: column(({ begin }) => begin) },
      { name: 'end', unit: 'frame', values: column(({ end }) => end) },
      { name: 'parent', unit: '', values: column(({ parent }) => (kept.has(parent) ? parent : 0)) },
    ],
    cautions: cut + out > 0 ? [last] : [],
  };
}

/**
 * The lineage that a table describes.
 *
 * @throws RangeError naming the row, where a track is not a whole number from 1, or ends before it begins.
 */
export function lineageFromTable(table: Table): Lineage {
  const [id, begin, end, parent] = ['track', 'begin', 'end', 'parent'].map((name) => numbers(table, name));
  const whole = (value: number | undefined, least: number): value is number =>
    Number.isInteger(value) && value !== undefined && value >= least && value < 2 ** 32;
  const rows = Array.from(id ?? [], (track, row): LineageRow => {
    const [from, to, mother] = [begin?.[row], end?.[row], parent?.[row]];
    if (!whole(track, 1) || !whole(from, 0) || !whole(to, 0) || !whole(mother, 0) || to < from) {
      throw new RangeError(
        `row ${row + 1} of the lineage is track ${track}, frames ${from} to ${to}, parent ${mother}: expected whole numbers, track from 1, parent 0 where there is none`,
      );
    }
    return { id: track, begin: from, end: to, parent: mother };
  });
  return lineageOf(rows);
}
