import type { VirtualItem } from '@tanstack/react-virtual';
import { type MouseEvent, memo } from 'react';
import { shownCell } from './cell-text.ts';
import type { ShownColumn } from './column-layout.ts';
import classes from './table.module.css';

interface GridRowProps {
  readonly id: string;
  /** Among the rows shown. */
  readonly place: number;
  /** In the table. */
  readonly row: number;
  readonly top: number;
  readonly columns: readonly ShownColumn[];
  readonly visible: readonly VirtualItem[];
  /** Column of the cursor; `null` where it is in another row. */
  readonly active: number | null;
  readonly isPicked: boolean;
  readonly isSelected: boolean;
  onClick(event: MouseEvent, place: number, column: number): void;
}

/** One row of a table, its cells that are in view. */
export const GridRow = memo(
  function GridRow({ id, place, row, top, columns, visible, active, isPicked, isSelected, onClick }: GridRowProps) {
    return (
      // biome-ignore lint/a11y/useSemanticElements: a table element can't be virtual in both directions
      // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
      <div
        role="row"
        aria-rowindex={place + 2}
        aria-selected={isPicked || isSelected}
        className={classes['row']}
        data-odd={place % 2 === 1 || undefined}
        data-picked={isPicked || undefined}
        data-selected={isSelected || undefined}
        style={{ transform: `translateY(${top}px)` }}
      >
        {visible.map(({ index, start, size }) => {
          const shown = columns[index];
          if (!shown) return null;
          return (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: as above
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid hears the keys
            <div
              key={index}
              id={`${id}-${place}-${shown.index}`}
              role="gridcell"
              aria-colindex={index + 1}
              className={classes['cell']}
              data-number={shown.isNumber || undefined}
              data-active={index === active || undefined}
              style={{ left: start, width: size }}
              onClick={(event) => onClick(event, place, index)}
            >
              {shownCell(shown.column, row)}
            </div>
          );
        })}
      </div>
    );
  },
  (a, b) =>
    a.row === b.row &&
    a.place === b.place &&
    a.top === b.top &&
    a.columns === b.columns &&
    a.active === b.active &&
    a.isPicked === b.isPicked &&
    a.isSelected === b.isSelected &&
    a.onClick === b.onClick &&
    sameItems(a.visible, b.visible),
);

const sameItems = (a: readonly VirtualItem[], b: readonly VirtualItem[]): boolean =>
  a.length === b.length && a.every((item, i) => item.index === b[i]?.index && item.start === b[i]?.start);
