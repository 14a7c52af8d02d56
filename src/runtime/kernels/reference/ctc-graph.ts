import { type Lineage, type LineageRow, lineageOf, lineageRows } from '../../data/lineage.ts';

/** Labelled objects over time as a graph: what tracking measures compare. Vertices are objects, frame by frame. */
export interface CtcGraph {
  readonly frames: number;
  /** Frame t owns vertices `start[t]` up to `start[t + 1]`. */
  readonly start: Uint32Array;
  readonly frame: Uint32Array;
  /** Row in `lineage` of each vertex. */
  readonly row: Uint32Array;
  /** The same track in the next frame, -1 where it is not seen there. */
  readonly next: Int32Array;
  /** For the first vertex of a track with a parent: the last vertex of that parent; else -1. */
  readonly origin: Int32Array;
  /** Rows within the movie; every object has one. */
  readonly lineage: Lineage;
  /** Row of the parent, -1 where there is none. */
  readonly parentRow: Int32Array;
  /** Rows of the children, in the order of the rows. */
  readonly childRows: readonly (readonly number[])[];
}

/**
 * Builds the graph of a labelled movie and its lineage table.
 *
 * Objects of a track are joined from frame to frame, not across gaps; a track's last object is joined to the first of
 * each of its children. Rows that begin after the movie are dropped, ends are cut to it; objects without a row get one.
 *
 * @param ids      ids of the objects of each frame, each at most once.
 * @param lineage  the table, or `null` where there is none: then tracks are the ids that last.
 * @cost           O(objects + rows)
 * @source         doi:10.1371/journal.pone.0144959 (acyclic oriented graphs of cell tracking results)
 */
export function ctcGraph(ids: readonly Uint32Array[], lineage: Lineage | null): CtcGraph {
  const table = tableWithin(ids, lineage);
  const rowOf = new Map<number, number>();
  for (let row = table.id.length - 1; row >= 0; row--) rowOf.set(table.id[row]!, row);
  const start = new Uint32Array(ids.length + 1);
  for (let t = 0; t < ids.length; t++) start[t + 1] = start[t]! + ids[t]!.length;
  const count = start[ids.length]!;
  const frame = new Uint32Array(count);
  const row = new Uint32Array(count);
  const next = new Int32Array(count).fill(-1);
  const first = new Int32Array(table.id.length).fill(-1);
  const last = new Int32Array(table.id.length).fill(-1);
  for (let t = 0, v = 0; t < ids.length; t++) {
    for (const id of ids[t]!) {
      const mine = rowOf.get(id)!;
      const before = last[mine]!;
      frame[v] = t;
      row[v] = mine;
      if (before === -1) first[mine] = v;
      else if (frame[before] === t - 1) next[before] = v;
      last[mine] = v++;
    }
  }
  const parentRow = new Int32Array(table.id.length).fill(-1);
  const childRows: number[][] = Array.from(table.id, () => []);
  const origin = new Int32Array(count).fill(-1);
  for (let child = 0; child < table.id.length; child++) {
    const parent = table.parent[child] === 0 ? undefined : rowOf.get(table.parent[child]!);
    if (parent === undefined) continue;
    parentRow[child] = parent;
    childRows[parent]!.push(child);
    const target = first[child]!;
    const source = last[parent]!;
    if (target !== -1 && source !== -1 && frame[source]! < frame[target]!) origin[target] = source;
  }
  return { frames: ids.length, start, frame, row, next, origin, lineage: table, parentRow, childRows };
}

/** The rows that begin within the movie, their ends cut to it, and a row for every id that has none. */
function tableWithin(ids: readonly Uint32Array[], lineage: Lineage | null): Lineage {
  const rows: LineageRow[] = [];
  for (const row of lineage === null ? [] : lineageRows(lineage)) {
    if (row.begin < ids.length) rows.push({ ...row, end: Math.min(row.end, ids.length - 1) });
  }
  const known = new Set(rows.map((row) => row.id));
  const seen = new Map<number, { begin: number; end: number }>();
  for (let t = 0; t < ids.length; t++) {
    for (const id of ids[t]!) {
      if (known.has(id)) continue;
      const span = seen.get(id);
      if (span) span.end = t;
      else seen.set(id, { begin: t, end: t });
    }
  }
  for (const [id, { begin, end }] of seen) rows.push({ id, begin, end, parent: 0 });
  return lineageOf(rows);
}

/** The vertex of a track in a frame, -1 where it is not seen. @cost O(objects of the frame) */
export function vertexAt(graph: CtcGraph, row: number, t: number): number {
  if (t < 0 || t >= graph.frames) return -1;
  for (let v = graph.start[t]!; v < graph.start[t + 1]!; v++) if (graph.row[v] === row) return v;
  return -1;
}
