import { ActionIcon, Button, Group, Paper, Portal, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconInfoCircle, IconX } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import classes from './notify.module.css';

export interface Note {
  /** A sentence. */
  readonly message: string;
  /** Problems stay until they are closed. */
  readonly kind?: 'info' | 'done' | 'problem';
  /** One thing to do about it: "Undo". */
  readonly action?: { readonly label: string; run(): void };
  /** A note with the key of one that is shown takes its place. */
  readonly key?: string;
  /** Milliseconds; `null`: until closed. */
  readonly stays?: number | null;
}
interface Shown extends Note {
  readonly id: number;
}
const notes = createStore<{ readonly shown: readonly Shown[] }>(() => ({ shown: [] }));
let count = 0;
const most = 4;

/**
 * Shows a small note at the bottom of the page; screen readers read it out.
 * @returns what takes it away again.
 */
export function notify(note: Note): () => void {
  const shown: Shown = { ...note, id: ++count };
  notes.setState((state) => ({
    shown: [...state.shown.filter(({ key }) => note.key === undefined || key !== note.key), shown].slice(-most),
  }));
  return () => close(shown.id);
}
const close = (id: number) => notes.setState((state) => ({ shown: state.shown.filter((one) => one.id !== id) }));

/** Takes away the note with a key, where it is shown. */
export const dismiss = (key: string): void =>
  notes.setState((state) => ({ shown: state.shown.filter((one) => one.key !== key) }));

/** The notes that are shown now. */
export function Notifications() {
  const shown = useStore(notes, (state) => state.shown);
  return (
    <Portal>
      <section className={classes['stack']} aria-label="Messages" aria-live="polite">
        {shown.map((note) => (
          <OneNote key={note.id} note={note} />
        ))}
      </section>
    </Portal>
  );
}

const icons = { info: IconInfoCircle, done: IconCheck, problem: IconAlertTriangle };
const colours = { info: 'blue', done: 'teal', problem: 'red' };

function OneNote({ note }: { readonly note: Shown }) {
  const { id, message, kind = 'info', action } = note;
  const stays = note.stays === undefined ? (kind === 'problem' ? null : action ? 8000 : 4500) : note.stays;
  const [isHeld, hold] = useState(false);
  useEffect(() => {
    if (stays === null || isHeld) return;
    const timer = setTimeout(() => close(id), stays);
    return () => clearTimeout(timer);
  }, [id, stays, isHeld]);
  const Icon = icons[kind];
  return (
    <Paper
      className={classes['note']}
      shadow="md"
      withBorder
      role={kind === 'problem' ? 'alert' : 'group'}
      // Nothing vanishes while it is being read or used.
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
    >
      <Group gap="sm" wrap="nowrap" align="center">
        <Icon size={20} color={`var(--mantine-color-${colours[kind]}-text)`} aria-hidden />
        <Text size="sm" className={classes['message']}>
          {message}
        </Text>
        {action && (
          <Button
            size="compact-sm"
            variant="light"
            onClick={() => {
              close(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
        )}
        <ActionIcon variant="subtle" color="gray" size="sm" aria-label="Close" onClick={() => close(id)}>
          <IconX size={16} />
        </ActionIcon>
      </Group>
    </Paper>
  );
}
