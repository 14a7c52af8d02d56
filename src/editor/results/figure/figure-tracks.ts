import type { Figure } from '../../../runtime/data/figure.ts';
import { scalesOf } from '../../../runtime/data/scales.ts';
import { rowCount, type Table } from '../../../runtime/data/table.ts';
import type { Tracks } from '../../../runtime/data/tracks.ts';
import type { ResultSelection } from '../../store/selection-store.ts';
import { trackIndex } from '../../viewer/track-index.ts';
import { placeOfTrack } from '../positions.ts';

/** How the rows of a figure's tables name tracks. */
export interface FigureTracks {
  /** Whether any row of the figure belongs to a track. */
  readonly any: boolean;
  /** Tracks of a row: several for a lineage, none where it is of none. */
  of(table: string, row: number): readonly number[];
  place(table: string, row: number): ResultSelection['at'];
}
/** What is known of the step that drew the figure. */
export interface FigureOrigin {
  readonly type: string;
  /** Column that told lines apart. */
  readonly group: string;
  /** The table that it was drawn from. */
  readonly input: Table | null;
  readonly tracks: Tracks | null;
}

const none: readonly number[] = [];

/**
 * Finds the tracks in a figure: a column `track` (line plots: the lines, where they are tracks; track maps: the pieces),
 * a column of lineages, or, in scatter plots, the row of the table that each dot stands for.
 */
export function figureTracks(figure: Figure, origin: FigureOrigin): FigureTracks {
  const found = new Map<string, (row: number) => readonly number[]>();
  const tables = new Map(figure.tables.map(({ name, table }) => [name, table]));
  for (const [name, table] of tables) {
    const of = tracksOfRows(table, origin);
    if (of) found.set(name, of);
  }
  const of = (table: string, row: number) => found.get(table)?.(row) ?? none;
  return {
    any: found.size > 0,
    of,
    place(name, row) {
      const [track] = of(name, row);
      const table = tables.get(name);
      if (track === undefined || !table || !origin.tracks) return null;
      return placeOfTrack(origin.tracks, track, frameOf(table, row, origin) ?? 0);
    },
  };
}

function tracksOfRows(table: Table, origin: FigureOrigin): ((row: number) => readonly number[]) | null {
  const own = numbersOf(table, 'track') ?? numbersOf(table, 'piece');
  const lines = numbersOf(table, 'line');
  const input = rowsOfInput(table, origin);
  const tracks = own ?? (origin.group === 'track' ? lines : null) ?? (input && numbersOf(input, 'track'));
  if (tracks) return (row) => single(tracks[row]);
  const lineages = numbersOf(table, 'lineage') ?? (origin.group === 'lineage' ? lines : null);
  if (!lineages || !origin.tracks) return null;
  const relatives = new Map<number, number[]>();
  trackIndex(origin.tracks).tracklets.lineage.forEach((lineage, place) => {
    relatives.set(lineage, [...(relatives.get(lineage) ?? []), place + 1]);
  });
  return (row) => relatives.get(lineages[row] ?? 0) ?? none;
}

const single = (track: number | undefined): readonly number[] =>
  track !== undefined && Number.isInteger(track) && track > 0 ? [track] : none;

/** Dots of a scatter plot are the rows of its table, in order. */
const rowsOfInput = (table: Table, { type, input }: FigureOrigin): Table | null =>
  type === 'figure.scatter' && input && rowCount(input) === rowCount(table) ? input : null;

function frameOf(table: Table, row: number, origin: FigureOrigin): number | null {
  const input = rowsOfInput(table, origin);
  const frame = (numbersOf(table, 'frame') ?? (input && numbersOf(input, 'frame')))?.[row];
  if (frame !== undefined && Number.isFinite(frame)) return frame;
  const time = numbersOf(table, 'time')?.[row];
  if (time === undefined || !origin.tracks) return null;
  const { timeOf } = scalesOf(origin.tracks.calibration);
  let best = 0;
  for (let t = 1; t < origin.tracks.size.t; t++) {
    if (Math.abs(timeOf(t) - time) < Math.abs(timeOf(best) - time)) best = t;
  }
  return best;
}

function numbersOf(table: Table, name: string): Float64Array | null {
  const values = table.columns.find((column) => column.name === name)?.values;
  return values instanceof Float64Array ? values : null;
}
