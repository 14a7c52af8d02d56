import { ActionIcon, Button, Menu, Text, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload, IconFilter, IconFocus2, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { rowCount, type Table } from '../../../runtime/data/table.ts';
import { csvOf, withCautions } from '../../../runtime/formats/csv.ts';
import type { OutputValue } from '../../session/session.ts';
import { blobOf, download, fileNameOf } from '../export-file.ts';
import type { ResultOutput } from '../outputs.ts';
import { quiet } from '../quiet.ts';
import { changeView, type TableView } from '../results-store.ts';
import type { ShownColumn } from './column-layout.ts';
import { ColumnMenu } from './column-menu.tsx';
import { shownPart } from './shown-part.ts';
import classes from './table.module.css';

interface TableToolsProps {
  readonly output: ResultOutput;
  readonly held: OutputValue;
  readonly view: TableView;
  readonly viewKey: string;
  readonly part: string | null;
  readonly choice: ReactNode;
  readonly rows: Uint32Array;
  readonly columns: readonly ShownColumn[];
  readonly hasTracks: boolean;
  /** Rows last copied; -1 where the browser refused. */
  readonly copied: number;
  onCopy(): void;
}

/** What can be done with a table, above it. */
export function TableTools({
  output,
  held,
  view,
  viewKey,
  part,
  choice,
  rows,
  columns,
  hasTracks,
  copied,
  onCopy,
}: TableToolsProps) {
  const table = held.value as Table;
  const total = rowCount(table);
  const [isBusy, setBusy] = useState(false);
  const isFiltered = view.onlySelected || Object.values(view.filters).some((text) => text.trim() !== '');
  const name = fileNameOf(part === null ? output.title : `${output.title} ${part}`, 'table');
  const save = async (content: Table, suffix: string) => {
    setBusy(true);
    try {
      const text = csvOf(withCautions(content, held.cautions), 'comment', held.provenance);
      download(`${name}${suffix}.csv`, await blobOf(text, 'text/csv'));
    } finally {
      setBusy(false);
    }
  };
  return (
    <div className={classes['tools']} role="toolbar" aria-label="Table">
      {choice}
      <Text size="xs" c={quiet} className={classes['count']} role="status">
        {rows.length === total ? `${count(total)} rows` : `${count(rows.length)} of ${count(total)} rows`}
        {` · ${columns.length} ${columns.length === table.columns.length ? '' : `of ${table.columns.length} `}columns`}
      </Text>
      <Tooltip label="Filters" withinPortal>
        <ActionIcon
          variant={view.filtersShown ? 'light' : 'subtle'}
          size="sm"
          aria-label="Filters"
          aria-pressed={view.filtersShown}
          onClick={() => changeView(viewKey, { filtersShown: !view.filtersShown })}
        >
          <IconFilter size={15} />
        </ActionIcon>
      </Tooltip>
      {hasTracks && (
        <Tooltip label="Selected tracks only" withinPortal>
          <ActionIcon
            variant={view.onlySelected ? 'light' : 'subtle'}
            size="sm"
            aria-label="Selected tracks only"
            aria-pressed={view.onlySelected}
            onClick={() => changeView(viewKey, { onlySelected: !view.onlySelected })}
          >
            <IconFocus2 size={15} />
          </ActionIcon>
        </Tooltip>
      )}
      {isFiltered && (
        <Button
          size="compact-xs"
          variant="subtle"
          leftSection={<IconX size={12} />}
          onClick={() => changeView(viewKey, { filters: {}, onlySelected: false })}
        >
          Show all
        </Button>
      )}
      <span className={classes['space']} />
      <ColumnMenu table={table} columns={columns} view={view} viewKey={viewKey} />
      <Tooltip label={copiedText(copied)} withinPortal>
        <ActionIcon variant="subtle" size="sm" aria-label="Copy rows" onClick={onCopy}>
          {copied > 0 ? <IconCheck size={15} /> : <IconCopy size={15} />}
        </ActionIcon>
      </Tooltip>
      <Menu position="bottom-end" withinPortal>
        <Menu.Target>
          <Button size="compact-xs" variant="light" loading={isBusy} leftSection={<IconDownload size={13} />}>
            CSV
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => void save(table, '')}>Whole table, as a run saves it</Menu.Item>
          <Menu.Item onClick={() => void save(shownPart(table, rows, columns), '-part')}>
            Rows and columns shown ({count(rows.length)} × {columns.length})
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

const count = (value: number): string => value.toLocaleString('en').replaceAll(',', '\u202f');

const copiedText = (copied: number): string =>
  copied > 0
    ? `${count(copied)} rows copied`
    : copied < 0
      ? 'The browser did not let the rows be copied'
      : 'Copy rows (Ctrl+C)';
