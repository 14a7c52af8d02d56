import { type Lineage, type LineageRow, lineageOf, lineageRows } from '../data/lineage.ts';
import type { LabelsHeader } from '../data/movie.ts';
import type { Detections } from '../data/spots.ts';
import { trackletsOf } from '../data/tracklets.ts';
import type { Tracks } from '../data/tracks.ts';
import { FormatError } from './format-error.ts';

const maxFrame = 1_000_000;
/** The challenge stores labels in 16 bits; ours may be larger. */
const maxId = 2 ** 32 - 1;

const damaged = (file: string, line: number, reason: string): FormatError =>
  new FormatError('damaged', { file }, `line ${line}: ${reason}`);

/**
 * Reads `man_track.txt` or `res_track.txt`: lines `L B E P` (id, first frame, last frame, id of the parent or 0).
 *
 * Empty lines and a byte order mark are passed over; tabs count as blanks; both kinds of line end are read. Frames may
 * lie beyond the end of the movie.
 *
 * @param text  the file.
 * @param file  its name, for messages.
 * @returns     rows in the order of the file; none for an empty file.
 * @throws FormatError naming the line, where a line has not four whole numbers, an id occurs twice or is 0, a track
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
        throw damaged(file, line, `track ${row.id} was already given in line ${earlier}: ids must be unique`);
      }
      lineOf.set(row.id, line);
      rows.push(row);
    });
  const byId = new Map(rows.map((row) => [row.id, row]));
  for (const { id, begin, parent } of rows) {
    if (parent === 0) continue;
    const from = byId.get(parent);
    const line = lineOf.get(id) ?? 0;
    if (from === undefined) throw damaged(file, line, `track ${id} has parent ${parent}, which has no line`);
    if (from.end >= begin) {
      const reason = `track ${id} begins in frame ${begin}, but its parent ${parent} lasts until frame ${from.end}; it must end before`;
      throw damaged(file, line, reason);
    }
  }
  return lineageOf(rows);
}

function parseRow(content: string, file: string, line: number): LineageRow {
  const fields = content.trim().split(/\s+/);
  const shown = content.length > 60 ? `${content.slice(0, 60)} ...` : content;
  if (fields.length !== 4) {
    throw damaged(
      file,
      line,
      `"${shown}" has ${fields.length} values, expected 4: id, first frame, last frame, parent`,
    );
  }
  const whole = (field: string | undefined, what: string, min: number, max: number): number => {
    const value = field !== undefined && /^\d+$/.test(field) ? Number(field) : Number.NaN;
    if (value >= min && value <= max) return value;
    throw damaged(file, line, `${what} is "${field}", expected a whole number from ${min} to ${max}`);
  };
  const id = whole(fields[0], 'the id', 1, maxId);
  const begin = whole(fields[1], 'the first frame', 0, maxFrame);
  const end = whole(fields[2], 'the last frame', 0, maxFrame);
  const parent = whole(fields[3], 'the parent', 0, maxId);
  if (end < begin) throw damaged(file, line, `track ${id} ends in frame ${end}, before it begins in frame ${begin}`);
  return { id, begin, end, parent };
}

/** `L B E P`, one line for each row, ascending ids, as the challenge's programs write it. */
export function formatTrackTable(lineage: Lineage): string {
  const order = Array.from(lineage.id, (id, row) => ({ id, row })).sort((a, b) => a.id - b.id);
  return order
    .map(({ id, row }) => `${id} ${lineage.begin[row]} ${lineage.end[row]} ${lineage.parent[row]}\n`)
    .join('');
}

/**
 * The tracks that a table describes, as a graph.
 *
 * @param lineage  the table; what lies after the movie is left out.
 * @param header   size and calibration of the label images.
 * @param objects  the labelled objects of each frame: then nodes stand where a label is seen, linked across gaps. `null`
 *                 where the images weren't read: then a node stands in every frame from first to last, position NaN.
 * @returns        nodes with the id as label; edges within tracks, and from a parent's last node to a child's first.
 * @cost           O(nodes · log nodes)
 */
export function tracksOfLineage(lineage: Lineage, header: LabelsHeader, objects: readonly Detections[] | null): Tracks {
  const rows = lineageRows(lineage);
  const nodes = objects === null ? everyFrame(rows, header.size.t) : seenNodes(rows, objects);
  nodes.sort((a, b) => a.frame - b.frame || a.label - b.label);
  const first = new Map<number, number>();
  const last = new Map<number, number>();
  const edges: (readonly [source: number, target: number])[] = [];
  nodes.forEach(({ label }, node) => {
    const before = last.get(label);
    if (before === undefined) first.set(label, node);
    else edges.push([before, node]);
    last.set(label, node);
  });
  for (const { id, parent } of rows) {
    const source = last.get(parent);
    const target = first.get(id);
    if (source !== undefined && target !== undefined && source < target) edges.push([source, target]);
  }
  edges.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const column = (of: (node: Node) => number): Float64Array => {
    const values = new Float64Array(nodes.length);
    nodes.forEach((node, k) => {
      values[k] = of(node);
    });
    return values;
  };
  return {
    size: header.size,
    calibration: header.calibration,
    frame: Uint32Array.from(nodes, (node) => node.frame),
    x: column((node) => node.x),
    y: column((node) => node.y),
    z: column((node) => node.z),
    radius: column((node) => node.radius),
    label: Uint32Array.from(nodes, (node) => node.label),
    features: {},
    units: {},
    edges: { source: Uint32Array.from(edges, ([from]) => from), target: Uint32Array.from(edges, ([, to]) => to) },
  };
}

interface Node {
  readonly frame: number;
  readonly label: number;
  readonly x: number;
  readonly y: number;
  readonly z: number;
  readonly radius: number;
}

function everyFrame(rows: readonly LineageRow[], frames: number): Node[] {
  const nodes: Node[] = [];
  for (const { id, begin, end } of rows) {
    for (let frame = begin; frame <= Math.min(end, frames - 1); frame++) {
      nodes.push({ frame, label: id, x: Number.NaN, y: Number.NaN, z: Number.NaN, radius: Number.NaN });
    }
  }
  return nodes;
}

function seenNodes(rows: readonly LineageRow[], objects: readonly Detections[]): Node[] {
  const known = new Set(rows.map((row) => row.id));
  const nodes: Node[] = [];
  objects.forEach(({ label: labels, x, y, z, radius }, frame) => {
    labels?.forEach((label, k) => {
      if (!known.has(label)) return;
      nodes.push({ frame, label, x: x[k] ?? 0, y: y[k] ?? 0, z: z[k] ?? 0, radius: radius[k] ?? 0 });
    });
  });
  return nodes;
}

/**
 * The table that describes tracks, and the id that each node takes in its label image.
 *
 * A track ends where it divides, merges or has a gap: what follows is a new id with the old one as parent. Of the tracks
 * that merge, the nearest becomes the parent.
 *
 * @returns  rows and ids from 1, by first frame, then from top to bottom.
 * @cost     O(nodes + edges)
 */
export function lineageOfTracks(tracks: Tracks): { readonly lineage: Lineage; readonly idOfNode: Uint32Array } {
  const { ofNode, begin, end, parent } = trackletsOf(tracks, true);
  return { lineage: { id: Uint32Array.from(begin, (_, k) => k + 1), begin, end, parent }, idOfNode: ofNode };
}
