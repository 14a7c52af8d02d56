import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useId, useLayoutEffect, useRef } from 'react';
import type { ShownColumn } from './column-layout.ts';
import { GridHeader } from './grid-header.tsx';
import { GridRow } from './grid-row.tsx';
import classes from './table.module.css';
import type { SortKey } from './table-rows.ts';

export const rowHeight = 26;
const headHeight = 42;
const filterHeight = 32;

/** Places in the rows shown, not in the table; row -1 is the header. */
export interface Cursor {
  readonly row: number;
  readonly column: number;
  /** Where a stretch of rows that is picked began. */
  readonly anchor: number;
  /** Set from outside: the row comes to the middle of the view. */
  readonly isShown?: boolean;
}
export interface DataGridProps {
  readonly label: string;
  readonly columns: readonly ShownColumn[];
  readonly rows: Uint32Array;
  readonly total: number;
  readonly sort: readonly SortKey[];
  readonly filters: Readonly<Record<string, string>> | null;
  readonly cursor: Cursor;
  isSelected(row: number): boolean;
  onSort(column: string, more: boolean): void;
  onFilter(column: string, text: string): void;
  /** Rows were picked, by mouse or keyboard; `add` keeps what is selected. */
  onCursor(cursor: Cursor, picks: boolean, add: boolean): void;
  onCopy(): void;
}

/** A table of any length: only what is in view is in the page. */
export function DataGrid(props: DataGridProps) {
  const { label, columns, rows, total, cursor, filters, isSelected } = props;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const top = headHeight + (filters ? filterHeight : 0);
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    scrollMargin: top,
    scrollPaddingStart: top,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => columns[index]?.width ?? 80,
    overscan: 2,
  });
  useEffect(() => {
    if (columns.length >= 0) across.measure();
  }, [across, columns]);
  const { row: activeRow, column: activeColumn, isShown = false } = cursor;
  // The cursor is seen when it moves, also from outside; not when rows are only sorted anew.
  useEffect(() => {
    if (activeRow >= 0) down.scrollToIndex(activeRow, { align: isShown ? 'center' : 'auto' });
    across.scrollToIndex(activeColumn);
  }, [down, across, activeRow, activeColumn, isShown]);

  const pageRows = () => Math.max(1, Math.floor(((scroller.current?.clientHeight ?? 200) - top) / rowHeight) - 1);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.target !== event.currentTarget) return;
    if (moveByKey(event, props, pageRows())) event.preventDefault();
  };
  const latest = useRef(props);
  useLayoutEffect(() => {
    latest.current = props;
  });
  // The same function always: rows that stay as they are need not be drawn again.
  const onClick = useCallback((event: MouseEvent, row: number, column: number) => {
    const anchor = event.shiftKey ? Math.max(0, latest.current.cursor.anchor) : row;
    latest.current.onCursor({ row, column, anchor }, true, event.ctrlKey || event.metaKey);
    scroller.current?.focus({ preventScroll: true });
  }, []);
  const visible = across.getVirtualItems();
  const width = across.getTotalSize();
  const isPicked = (row: number) =>
    row >= Math.min(cursor.anchor, cursor.row) && row <= Math.max(cursor.anchor, cursor.row) && cursor.row >= 0;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element can't be virtual in both directions
    <div
      ref={scroller}
      className={classes['grid']}
      role="grid"
      aria-label={label}
      aria-rowcount={total + 1}
      aria-colcount={columns.length}
      aria-multiselectable
      aria-activedescendant={`${id}-${activeRow}-${columns[activeColumn]?.index ?? 0}`}
      tabIndex={0}
      onKeyDown={onKeyDown}
    >
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div className={classes['all']} role="rowgroup" style={{ width, height: down.getTotalSize() + top }}>
        <GridHeader {...props} id={id} visible={visible} height={top} />
        {down.getVirtualItems().map(({ index, start }) => (
          <GridRow
            key={index}
            id={id}
            place={index}
            row={rows[index] ?? 0}
            top={start}
            columns={columns}
            visible={visible}
            active={index === activeRow ? activeColumn : null}
            isPicked={isPicked(index)}
            isSelected={isSelected(rows[index] ?? 0)}
            onClick={onClick}
          />
        ))}
      </div>
    </div>
  );
}

/** @returns whether the key means something here. */
function moveByKey(event: KeyboardEvent, props: DataGridProps, page: number): boolean {
  const { rows, columns, cursor, onCursor, onSort, onCopy } = props;
  const last = rows.length - 1;
  const command = event.ctrlKey || event.metaKey;
  const to = (row: number, column = cursor.column) => {
    const next = Math.min(last, Math.max(-1, row));
    const anchor = event.shiftKey && next >= 0 ? Math.max(0, cursor.anchor) : next;
    const isMove = next !== cursor.row;
    onCursor(
      { row: next, column: Math.min(columns.length - 1, Math.max(0, column)), anchor },
      isMove && next >= 0,
      false,
    );
    return true;
  };
  switch (event.key) {
    case 'ArrowDown':
      return to(command ? last : cursor.row + 1);
    case 'ArrowUp':
      return to(command ? 0 : cursor.row - 1);
    case 'PageDown':
      return to(cursor.row + page);
    case 'PageUp':
      return to(Math.max(0, cursor.row - page));
    case 'ArrowRight':
      return to(cursor.row, command ? columns.length - 1 : cursor.column + 1);
    case 'ArrowLeft':
      return to(cursor.row, command ? 0 : cursor.column - 1);
    case 'Home':
      return to(command ? 0 : cursor.row, command ? cursor.column : 0);
    case 'End':
      return to(command ? last : cursor.row, command ? cursor.column : columns.length - 1);
    case 'a':
      if (!command) return false;
      onCursor({ row: last, column: cursor.column, anchor: 0 }, false, false);
      return true;
    case 'c':
      if (!command) return false;
      onCopy();
      return true;
    case 'Enter':
    case ' ':
      if (cursor.row >= 0) onCursor(cursor, true, command);
      else onSort(columns[cursor.column]?.column.name ?? '', event.shiftKey);
      return true;
    default:
      return false;
  }
}
