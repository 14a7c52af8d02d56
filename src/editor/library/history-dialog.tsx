import { Button, Group, NavLink, ScrollArea, Stack, Text } from '@mantine/core';
import { IconRestore } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { documentStore, edit, openPath } from '../store/document-store.ts';
import { closeDialog } from './dialogs.ts';
import { DiffView } from './diff-view.tsx';
import { type HistoryEntry, listVersions, versionAt } from './history.ts';
import classes from './history-dialog.module.css';
import { notify } from './notify.tsx';
import { sentenceOf } from './open-document.ts';
import { library, projects, useProject } from './projects.ts';
import { timeText } from './time-text.ts';

/** Every kept version of the graph: what changed since, and back to it. */
export function HistoryDialog() {
  const project = useProject(({ kept }) => kept?.project.id);
  const current = useStore(documentStore, ({ document }) => document);
  const isReadOnly = useStore(documentStore, ({ readOnly }) => readOnly !== null);
  const [versions, setVersions] = useState<readonly HistoryEntry[] | null>(null);
  const [chosen, choose] = useState<{ readonly entry: HistoryEntry; readonly document: GraphDocument } | null>(null);
  useEffect(() => {
    if (project === undefined) return;
    void (async () => {
      await (await projects()).flush();
      setVersions(await listVersions(await library(), project));
    })();
  }, [project]);

  const show = async (entry: HistoryEntry) => {
    if (project === undefined) return;
    try {
      choose({ entry, document: await versionAt(await library(), project, entry.time) });
    } catch (error) {
      notify({ kind: 'problem', message: `The version can’t be read. ${sentenceOf(error)}.` });
    }
  };
  const restore = () => {
    if (!chosen) return;
    openPath([]);
    edit(`Restore the version of ${timeText(chosen.entry.time)}`, () => chosen.document);
    closeDialog();
    notify({ kind: 'done', message: `The graph is as it was ${timeText(chosen.entry.time)}. Undo brings it back.` });
  };

  return (
    <div className={classes['columns']}>
      <ScrollArea className={classes['versions']} type="auto">
        <nav aria-label="Versions">
          {versions?.map((entry, i) => (
            <NavLink
              key={entry.time}
              component="button"
              active={entry.time === chosen?.entry.time}
              label={entry.label}
              description={`${timeText(entry.time, Date.now(), true)}${i === 0 ? ' (now)' : ''}`}
              onClick={() => void show(entry)}
            />
          ))}
        </nav>
      </ScrollArea>
      {chosen ? (
        <Stack gap="sm" className={classes['difference']}>
          <DiffView before={chosen.document} after={current} />
          <Group justify="space-between">
            <Text size="sm" c="dimmed">
              What changed since {timeText(chosen.entry.time)}
            </Text>
            <Button leftSection={<IconRestore size={16} />} disabled={isReadOnly} onClick={restore}>
              Restore this version
            </Button>
          </Group>
        </Stack>
      ) : (
        <Text c="dimmed" p="xl">
          Choose a version to see what changed since. All versions of the last hour are kept, then one an hour, and
          after a day one a day.
        </Text>
      )}
    </div>
  );
}
