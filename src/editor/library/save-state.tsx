import { Tooltip } from '@mantine/core';
import classes from './document-menu.module.css';
import type { ProjectState } from './project-keeper.ts';
import { useProject } from './projects.ts';

/** Whether the document is kept in this browser, and whether it is what its file holds. */
export function SaveState() {
  const shown = useProject(stateOf);
  const [text, hint] = shown.split('\n');
  return (
    <Tooltip label={hint} multiline maw={300} disabled={!hint}>
      <output className={`${classes['state']} ${text === 'Not saved' ? classes['failed'] : ''}`}>{text}</output>
    </Tooltip>
  );
}

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** What is shown and, on a second line, what it means. */
export function stateOf({ kept, role }: ProjectState): string {
  if (!kept) return '';
  if (role === 'reader') return 'Read only\nAnother tab edits this graph.';
  const { project, saving, reason } = kept;
  if (saving === 'failed') return `Not saved\n${reason}`;
  if (saving === 'pending') return 'Saving …';
  const inBrowser = `Kept in this browser at ${clock.format(project.edited)}.`;
  if (!project.file) return `Saved\n${inBrowser} Not in a file yet: Ctrl S saves one.`;
  return project.file.text === project.text
    ? `Saved\n${inBrowser} The same as ${project.file.name}.`
    : `Edited\n${inBrowser} ${project.file.name} holds an earlier version: Ctrl S saves this one.`;
}
