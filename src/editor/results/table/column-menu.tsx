import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, TextInput, Tooltip } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { useState } from 'react';
import type { Table } from '../../../runtime/data/table.ts';
import { changeView, type TableView } from '../results-store.ts';
import { movedOrder, type ShownColumn } from './column-layout.ts';

interface ColumnMenuProps {
  readonly table: Table;
  readonly columns: readonly ShownColumn[];
  readonly view: TableView;
  readonly viewKey: string;
}

/** Which columns are shown, and in which order. */
export function ColumnMenu({ table, columns, view, viewKey }: ColumnMenuProps) {
  const [search, setSearch] = useState('');
  const hidden = new Set(view.hidden);
  const shown = columns.map(({ column }) => column.name);
  const names = [...shown, ...table.columns.map(({ name }) => name).filter((name) => hidden.has(name))];
  const found = names.filter((name) => name.toLowerCase().includes(search.trim().toLowerCase()));
  const hide = (name: string, isHidden: boolean) =>
    changeView(viewKey, { hidden: isHidden ? [...view.hidden, name] : view.hidden.filter((one) => one !== name) });
  const move = (name: string, by: -1 | 1) => changeView(viewKey, { order: movedOrder(columns, name, by) });
  return (
    <Popover position="bottom-end" width={290} withinPortal shadow="md" trapFocus>
      <Tooltip label="Columns" withinPortal>
        <Popover.Target>
          <ActionIcon variant={view.hidden.length > 0 ? 'light' : 'subtle'} size="sm" aria-label="Columns">
            <IconColumns3 size={15} />
          </ActionIcon>
        </Popover.Target>
      </Tooltip>
      <Popover.Dropdown p="xs">
        <TextInput
          size="xs"
          placeholder="Find a column"
          aria-label="Find a column"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          data-autofocus
        />
        <ScrollArea.Autosize mah={260} my={6} type="auto">
          {found.map((name) => (
            <Group key={name} justify="space-between" wrap="nowrap" gap={4} pr={10} py={2}>
              <Checkbox
                size="xs"
                label={name}
                checked={!hidden.has(name)}
                disabled={!hidden.has(name) && shown.length === 1}
                onChange={(event) => hide(name, !event.currentTarget.checked)}
              />
              {!hidden.has(name) && (
                <Group gap={0} wrap="nowrap">
                  <ActionIcon
                    size="xs"
                    variant="subtle"
                    aria-label={`Move ${name} forward`}
                    onClick={() => move(name, -1)}
                  >
                    <IconArrowUp size={12} />
                  </ActionIcon>
                  <ActionIcon size="xs" variant="subtle" aria-label={`Move ${name} back`} onClick={() => move(name, 1)}>
                    <IconArrowDown size={12} />
                  </ActionIcon>
                </Group>
              )}
            </Group>
          ))}
        </ScrollArea.Autosize>
        <Button size="compact-xs" variant="subtle" onClick={() => changeView(viewKey, { hidden: [], order: [] })}>
          All columns, in the order of the table
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
