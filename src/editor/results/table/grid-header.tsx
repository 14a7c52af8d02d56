import { Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { VirtualItem } from '@tanstack/react-virtual';
import type { DataGridProps } from './data-grid.tsx';
import classes from './table.module.css';
import { filterFault } from './table-rows.ts';

type GridHeaderProps = Pick<DataGridProps, 'columns' | 'sort' | 'filters' | 'cursor' | 'onSort' | 'onFilter'> & {
  readonly id: string;
  readonly visible: readonly VirtualItem[];
  readonly height: number;
};

/** Names, units, directions of sorting and filters of the columns in view. */
export function GridHeader({ columns, sort, filters, cursor, onSort, onFilter, id, visible, height }: GridHeaderProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a table element can't be virtual in both directions
    // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus
    <div role="row" aria-rowindex={1} className={classes['head']} style={{ height }}>
      {visible.map(({ index, start, size }) => {
        const shown = columns[index];
        if (!shown) return null;
        const { name, unit } = shown.column;
        const place = sort.findIndex((key) => key.column === name);
        const key = sort[place];
        const text = filters?.[name] ?? '';
        const fault = text.trim() === '' ? null : filterFault(shown.column, text);
        return (
          // biome-ignore lint/a11y/useSemanticElements: as above
          // biome-ignore lint/a11y/useFocusableInteractive: as above
          <div
            key={index}
            id={`${id}--1-${shown.index}`}
            role="columnheader"
            aria-colindex={index + 1}
            aria-sort={key ? (key.descending ? 'descending' : 'ascending') : 'none'}
            className={classes['headCell']}
            data-number={shown.isNumber || undefined}
            data-active={(cursor.row === -1 && cursor.column === index) || undefined}
            style={{ left: start, width: size }}
          >
            <button
              type="button"
              tabIndex={-1}
              className={classes['headButton']}
              title={`${name}${unit === '' ? '' : `, ${unit}`}: click to sort, with Shift by several columns`}
              onClick={(event) => onSort(name, event.shiftKey)}
            >
              <span className={classes['name']}>{name}</span>
              <span className={classes['unit']}>{unit === '' || unit === '1' ? '\u00a0' : unit}</span>
              {key && (
                <span className={classes['sign']}>
                  {key.descending ? <IconArrowDown size={12} /> : <IconArrowUp size={12} />}
                  {sort.length > 1 && place + 1}
                </span>
              )}
            </button>
            {filters && (
              <Tooltip label={fault} disabled={fault === null} withinPortal>
                <input
                  className={classes['filter']}
                  value={text}
                  aria-label={`Filter ${name}`}
                  aria-invalid={fault !== null}
                  placeholder={shown.isNumber ? '> 3, 2..5' : 'contains'}
                  onChange={(event) => onFilter(name, event.currentTarget.value)}
                />
              </Tooltip>
            )}
          </div>
        );
      })}
    </div>
  );
}
