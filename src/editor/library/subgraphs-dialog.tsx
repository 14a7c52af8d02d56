import { ActionIcon, Button, Group, Paper, Stack, Text, TextInput, Tooltip } from '@mantine/core';
import { IconDownload, IconTrash, IconUpload } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { subgraphOf } from '../document/graph-at.ts';
import { columnPitch } from '../document/grid.ts';
import { placeSubgraph } from '../document/place-subgraph.ts';
import { documentStore, editAndSelect, openGraph } from '../store/document-store.ts';
import type { SavedSubgraph } from './database.ts';
import { closeDialog } from './dialogs.ts';
import { chooseFiles, download } from './file-system.ts';
import { GraphPicture } from './graph-picture.tsx';
import { notify } from './notify.tsx';
import { sentenceOf } from './open-document.ts';
import classes from './recent-dialog.module.css';
import {
  exportSubgraphs,
  importSubgraphs,
  listSubgraphs,
  removeSubgraph,
  renameSubgraph,
  saveToLibrary,
} from './saved-subgraphs.ts';

/** The user's own subgraphs: put one into the graph, keep the selected one, rename, delete, exchange. */
export function SubgraphsDialog() {
  const [all, setAll] = useState<readonly SavedSubgraph[] | null>(null);
  const list = () => listSubgraphs().then(setAll);
  useEffect(() => {
    void listSubgraphs().then(setAll);
  }, []);
  const importFile = async () => {
    const [chosen] = await chooseFiles(['.json'], false);
    if (!chosen) return;
    await importSubgraphs(await chosen.file.text());
    await list();
  };
  return (
    <Stack gap="xs">
      <Group justify="space-between">
        <KeepSelected onKept={list} />
        <Group gap="xs">
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconUpload size={14} />}
            onClick={() => void importFile()}
          >
            Import …
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            leftSection={<IconDownload size={14} />}
            disabled={!all?.length}
            onClick={() => void exportSubgraphs().then((text) => download('subgraphs.json', text))}
          >
            Export all
          </Button>
        </Group>
      </Group>
      {all?.length === 0 && (
        <Text c="dimmed" size="sm">
          None yet. Select nodes on the canvas, make a subgraph of them, select it and keep it here: it can then be put
          into any graph.
        </Text>
      )}
      {all?.map((saved) => (
        <OneSubgraph key={saved.name} saved={saved} onChange={list} />
      ))}
    </Stack>
  );
}

function KeepSelected({ onKept }: { readonly onKept: () => void }) {
  const selected = useStore(documentStore, (state) => {
    const [id, ...more] = state.selection.nodes;
    return id !== undefined && more.length === 0 ? subgraphOf(openGraph(state), id, catalog) : undefined;
  });
  return (
    <Tooltip label="Select one subgraph on the canvas first" disabled={selected !== undefined}>
      <Button
        size="compact-sm"
        {...(selected ? {} : { 'data-disabled': true, 'aria-disabled': true })}
        onClick={() => {
          if (selected) void saveToLibrary(selected).then(onKept);
        }}
      >
        {selected ? `Keep “${selected.title}”` : 'Keep the selected subgraph'}
      </Button>
    </Tooltip>
  );
}

function OneSubgraph({ saved, onChange }: { readonly saved: SavedSubgraph; readonly onChange: () => void }) {
  const graph = parseDocument(saved.text);
  const [name, setName] = useState(saved.name);
  const isReadOnly = useStore(documentStore, ({ readOnly }) => readOnly !== null);
  const rename = async () => {
    const wanted = name.trim();
    if (wanted === '' || wanted === saved.name) return setName(saved.name);
    try {
      await renameSubgraph(saved.name, wanted);
      onChange();
    } catch (error) {
      notify({ kind: 'problem', message: `${sentenceOf(error)}.` });
      setName(saved.name);
    }
  };
  const remove = async () => {
    const bringBack = await removeSubgraph(saved.name);
    onChange();
    notify({
      message: `“${saved.name}” is deleted.`,
      action: { label: 'Undo', run: () => void bringBack().then(onChange) },
    });
  };
  return (
    <Paper withBorder p="xs">
      <Group wrap="nowrap">
        <div className={classes['picture']}>
          <GraphPicture graph={graph} />
        </div>
        <TextInput
          className={classes['about']}
          variant="unstyled"
          aria-label={`Name of ${saved.name}`}
          value={name}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
          onBlur={() => void rename()}
          onKeyDown={({ key, currentTarget }) => {
            if (key === 'Enter') currentTarget.blur();
          }}
        />
        <Button
          size="compact-sm"
          variant="default"
          disabled={isReadOnly}
          aria-label={`Insert ${saved.name}`}
          onClick={() => {
            insert(saved);
            closeDialog();
          }}
        >
          Insert
        </Button>
        <Tooltip label="Delete">
          <ActionIcon variant="subtle" color="gray" aria-label={`Delete ${saved.name}`} onClick={() => void remove()}>
            <IconTrash size={16} />
          </ActionIcon>
        </Tooltip>
      </Group>
    </Paper>
  );
}

/** Puts a saved subgraph to the right of what is there, selected. */
export function insert({ name, text }: SavedSubgraph): void {
  const graph = openGraph(documentStore.getState());
  const places = Object.values(graph.nodes).map(({ at }) => at);
  const left = places.length === 0 ? 0 : Math.max(...places.map(([x]) => x)) + columnPitch;
  const top = places.length === 0 ? 0 : Math.min(...places.map(([, y]) => y));
  editAndSelect(`Insert ${name}`, (one) =>
    placeSubgraph(one, { ...parseDocument(text), title: name }, [left, top], catalog),
  );
}
