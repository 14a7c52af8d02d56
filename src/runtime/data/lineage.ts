/**
 * Tracks as a table, one row for each: its id, its first and last frame, and the track that it came from.
 * The Cell Tracking Challenge's `L B E P`; rows in any order, ids unique and above 0.
 */
export interface Lineage {
  readonly id: Uint32Array;
  readonly begin: Uint32Array;
  /** Inclusive. */
  readonly end: Uint32Array;
  /** Id of the parent, 0 where there is none. */
  readonly parent: Uint32Array;
}
/** One row of a lineage. */
export interface LineageRow {
  readonly id: number;
  readonly begin: number;
  readonly end: number;
  readonly parent: number;
}

export const lineageOf = (rows: readonly LineageRow[]): Lineage => ({
  id: Uint32Array.from(rows, (row) => row.id),
  begin: Uint32Array.from(rows, (row) => row.begin),
  end: Uint32Array.from(rows, (row) => row.end),
  parent: Uint32Array.from(rows, (row) => row.parent),
});

export const lineageRows = (lineage: Lineage): readonly LineageRow[] =>
  Array.from(lineage.id, (id, row) => ({
    id,
    begin: lineage.begin[row] ?? 0,
    end: lineage.end[row] ?? 0,
    parent: lineage.parent[row] ?? 0,
  }));

/**
 * What is wrong with a tracking result by the rules of the Cell Tracking Challenge.
 *
 * Ids are unique and above 0; a track doesn't end before it begins; a parent is in the table and ends before its child
 * begins; an id is in a frame's image exactly where the table says so. A gap in a track is legal only as a new id whose
 * parent is the old one.
 *
 * @param lineage  the table.
 * @param ids      ids in the label image of each frame; `null` where the images aren't known.
 * @param most     longest list, 1 or more.
 * @returns        one sentence for each fault; empty where the result is valid.
 * @cost           O(objects + rows + frames of all tracks)
 * @source         the rules of celltrackingchallenge.net/submission-of-results, as py-ctcmetrics 1.3.2 checks them
 */
export function lineageProblems(lineage: Lineage, ids: readonly Uint32Array[] | null, most = 20): readonly string[] {
  const problems: string[] = [];
  const say = (problem: string): void => {
    if (problems.length < most) problems.push(problem);
  };
  const rows = lineageRows(lineage);
  const byId = new Map<number, LineageRow>();
  for (const row of rows) {
    if (row.id === 0) say('track 0: ids begin at 1, 0 is the background');
    if (byId.has(row.id)) say(`track ${row.id} has two rows: ids must be unique`);
    else byId.set(row.id, row);
  }
  for (const { id, begin, end, parent } of rows) {
    if (end < begin) say(`track ${id} ends in frame ${end}, before it begins in frame ${begin}`);
    if (parent === 0) continue;
    const from = byId.get(parent);
    if (from === undefined) say(`track ${id} has parent ${parent}, which has no row`);
    else if (from.end >= begin) {
      say(`track ${id} begins in frame ${begin}, but its parent ${parent} lasts until frame ${from.end}`);
    }
  }
  if (ids !== null) comparePresence(rows, byId, ids, say);
  return problems;
}

function comparePresence(
  rows: readonly LineageRow[],
  byId: ReadonlyMap<number, LineageRow>,
  ids: readonly Uint32Array[],
  say: (problem: string) => void,
): void {
  ids.forEach((frame, t) => {
    for (const id of frame) {
      const row = byId.get(id);
      if (row === undefined) say(`id ${id} is in the image of frame ${t}, but has no row`);
      else if (t < row.begin || t > row.end) {
        say(`id ${id} is in the image of frame ${t}, but its row says ${row.begin} to ${row.end}`);
      }
    }
  });
  const seen = ids.map((frame) => new Set(frame));
  for (const { id, begin, end } of rows) {
    if (end >= ids.length) say(`track ${id} ends in frame ${end}, but the images end with frame ${ids.length - 1}`);
    for (let t = begin; t <= Math.min(end, ids.length - 1); t++) {
      if (!seen[t]?.has(id)) say(`track ${id} should be in frame ${t}, but is not in its image`);
    }
  }
}
