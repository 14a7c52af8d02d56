import { type ReactNode, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { useStore } from 'zustand';
import type { Table } from '../../../runtime/data/table.ts';
import { rowCount } from '../../../runtime/data/table.ts';
import type { OutputValue } from '../../session/session.ts';
import { selectionStore, selectTracks } from '../../store/selection-store.ts';
import { keyOf, type ResultOutput } from '../outputs.ts';
import { placeOfRow } from '../positions.ts';
import { changeView, plainView, resultsStore } from '../results-store.ts';
import { useTracksOf } from '../use-tracks-of.ts';
import { tsvOf } from './cell-text.ts';
import { nextSort, shownColumns } from './column-layout.ts';
import { type Cursor, DataGrid } from './data-grid.tsx';
import classes from './table.module.css';
import { rowsOf, trackColumn } from './table-rows.ts';
import { TableTools } from './table-tools.tsx';

/** Most rows whose tracks are selected at once: a stretch over a whole table selects nothing new. */
const mostPicked = 20_000;

interface TableViewProps {
  readonly output: ResultOutput;
  readonly held: OutputValue;
  /** Where the result is shown as several tables: which one this is, and what switches between them. */
  readonly part?: string;
  readonly choice?: ReactNode;
}

/** A table with its tools: sort, filter, pick rows, copy, export. */
export function TableView({ output, held, part, choice }: TableViewProps) {
  const table = held.value as Table;
  const key = part === undefined ? keyOf(output) : `${keyOf(output)} ${part}`;
  const view = useStore(resultsStore, ({ tables }) => tables[key] ?? plainView);
  const selected = useStore(selectionStore, ({ tracks }) => tracks);
  const from = useStore(selectionStore, (state) => state.from);
  const tracks = useTracksOf(output.step);
  const ofTrack = useMemo(() => trackColumn(table), [table]);
  const only = useOnlyTracks(view.onlySelected && ofTrack !== null, selected, from);
  const filters = useDeferredValue(view.filters);
  const rows = useMemo(
    () => rowsOf(table, { sort: view.sort, filters, tracks: only }),
    [table, view.sort, filters, only],
  );
  const columns = useMemo(() => shownColumns(table, view), [table, view]);
  const [cursor, setCursor] = useState<Cursor>({ row: -1, column: 0, anchor: 0 });
  const [copied, setCopied] = useState(0);
  const reveal = useFirstSelected(rows, ofTrack, selected);

  useEffect(() => {
    if (from !== 'table' && reveal >= 0)
      setCursor(({ column }) => ({ row: reveal, column, anchor: reveal, isShown: true }));
  }, [reveal, from]);

  const onCursor = (next: Cursor, picks: boolean, add: boolean) => {
    setCursor(next);
    const row = rows[next.row];
    if (!picks || row === undefined || !ofTrack) return;
    const low = Math.min(next.anchor, next.row);
    const high = Math.min(Math.max(next.anchor, next.row), low + mostPicked);
    const chosen = new Set(add ? selected : []);
    for (let place = low; place <= high; place++) chosen.add(ofTrack[rows[place] ?? 0] ?? 0);
    const own = ofTrack[row] ?? 0;
    if (add && low === high && selected.has(own)) chosen.delete(own);
    selectTracks(chosen, 'table', placeOfRow(table, row, tracks));
  };
  const onCopy = useCallback(() => {
    const low = Math.max(0, Math.min(cursor.anchor, cursor.row));
    const picked = cursor.row < 0 ? rows : rows.subarray(low, Math.max(cursor.anchor, cursor.row) + 1);
    const indices = columns.map(({ index }) => index);
    navigator.clipboard.writeText(tsvOf(table, picked, indices)).then(
      () => setCopied(picked.length),
      () => setCopied(-1),
    );
  }, [table, rows, columns, cursor]);

  return (
    <div className={classes['view']}>
      <TableTools
        output={output}
        held={held}
        view={view}
        viewKey={key}
        part={part ?? null}
        choice={choice}
        rows={rows}
        columns={columns}
        hasTracks={ofTrack !== null}
        copied={copied}
        onCopy={onCopy}
      />
      <DataGrid
        label={part === undefined ? output.title : `${output.title}: ${part}`}
        columns={columns}
        rows={rows}
        total={rowCount(table)}
        sort={view.sort}
        filters={view.filtersShown ? view.filters : null}
        cursor={cursor}
        isSelected={(row) => ofTrack !== null && selected.has(ofTrack[row] ?? Number.NaN)}
        onSort={(column, more) => changeView(key, { sort: nextSort(view.sort, column, more) })}
        onFilter={(column, text) => changeView(key, { filters: { ...view.filters, [column]: text } })}
        onCursor={onCursor}
        onCopy={onCopy}
      />
    </div>
  );
}

/** Tracks to show alone. Picking rows of this table does not take the others away. */
function useOnlyTracks(isOn: boolean, selected: ReadonlySet<number>, from: string | null): ReadonlySet<number> | null {
  const kept = useRef<ReadonlySet<number> | null>(null);
  if (!isOn) kept.current = null;
  else if (kept.current === null || from !== 'table') kept.current = selected;
  return kept.current;
}

/** Place among the rows of the first one of a selected track; -1 where there is none. */
function useFirstSelected(rows: Uint32Array, ofTrack: Float64Array | null, selected: ReadonlySet<number>): number {
  return useMemo(
    () => (ofTrack && selected.size > 0 ? rows.findIndex((row) => selected.has(ofTrack[row] ?? Number.NaN)) : -1),
    [rows, ofTrack, selected],
  );
}
