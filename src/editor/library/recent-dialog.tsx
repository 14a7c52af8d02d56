import { ActionIcon, Button, Group, Paper, Stack, Text, Tooltip } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { useSession } from '../session/session-context.tsx';
import type { Project } from './database.ts';
import { closeDialog } from './dialogs.ts';
import { GraphPicture } from './graph-picture.tsx';
import { notify } from './notify.tsx';
import { deleteProject, listProjects } from './project-keeper.ts';
import { library, projects, useProject } from './projects.ts';
import classes from './recent-dialog.module.css';
import { resume } from './resume.ts';
import { timeText } from './time-text.ts';

/** The graphs that this browser keeps, the one edited last first. */
export function RecentDialog() {
  const session = useSession();
  const [all, setAll] = useState<readonly Project[] | null>(null);
  const current = useProject(({ kept }) => kept?.project.id);
  const list = async () => setAll(await listProjects(await library()));
  useEffect(() => {
    void library().then(listProjects).then(setAll);
  }, []);
  const open = async (id: string) => {
    closeDialog();
    if (!(await (await projects()).open(id))) {
      notify({ kind: 'problem', message: 'This graph can’t be read: it is damaged, or of a newer Cellwire.' });
      return;
    }
    await resume(session);
  };
  const remove = async ({ id, title }: Project) => {
    const bringBack = await deleteProject(await library(), id);
    await list();
    notify({
      message: `“${title}” and its history are deleted.`,
      action: { label: 'Undo', run: () => void bringBack().then(list) },
    });
  };
  if (all?.length === 0) return <Text c="dimmed">Nothing is kept yet.</Text>;
  return (
    <Stack gap="xs">
      <Text size="sm" c="dimmed">
        Kept in this browser only. Save to a file what you want to keep for long.
      </Text>
      {all?.map((project) => (
        <Paper key={project.id} withBorder p="xs">
          <Group wrap="nowrap">
            <div className={classes['picture']}>
              <Picture text={project.text} />
            </div>
            <div className={classes['about']}>
              <Text fw={600} truncate>
                {project.title}
              </Text>
              <Text size="xs" c="dimmed">
                {timeText(project.edited)}
                {project.file ? `, ${project.file.name}` : ''}
              </Text>
            </div>
            <Button
              size="compact-sm"
              variant="default"
              disabled={project.id === current}
              aria-label={`Open ${project.title}`}
              onClick={() => void open(project.id)}
            >
              {project.id === current ? 'Open now' : 'Open'}
            </Button>
            <Tooltip label="Delete">
              <ActionIcon
                variant="subtle"
                color="gray"
                aria-label={`Delete ${project.title}`}
                disabled={project.id === current}
                onClick={() => void remove(project)}
              >
                <IconTrash size={16} />
              </ActionIcon>
            </Tooltip>
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function Picture({ text }: { readonly text: string }) {
  let graph: GraphDocument;
  try {
    graph = parseDocument(text);
  } catch {
    return null;
  }
  return <GraphPicture graph={graph} />;
}
