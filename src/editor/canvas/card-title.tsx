import { useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { renameNode } from './actions.ts';
import { canvasStore } from './canvas-store.ts';
import classes from './card.module.css';

/** The name on a card; a field while it is being renamed. */
export function CardTitle({ id, title, summary }: { id: string; title: string; summary: string }) {
  const isRenaming = useStore(canvasStore, ({ renaming }) => renaming?.kind === 'node' && renaming.id === id);
  const start = () => canvasStore.setState({ renaming: { kind: 'node', id } });
  if (!isRenaming) {
    return (
      // biome-ignore lint/a11y/noStaticElementInteractions: F2 and the menus do the same from the keyboard
      <span
        className={classes['title']}
        title={summary}
        onDoubleClick={(event) => {
          event.stopPropagation();
          start();
        }}
      >
        {title}
      </span>
    );
  }
  return (
    <TitleField label={`Name of ${title}`} value={title} onDone={(name) => name !== null && renameNode(id, name)} />
  );
}

/** A field that takes over the place of a title; Enter or leaving it keeps the text, Escape doesn't. */
export function TitleField({
  label,
  value,
  onDone,
}: {
  label: string;
  value: string;
  onDone(text: string | null): void;
}) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    field.current?.focus({ preventScroll: true });
    field.current?.select();
  }, []);
  const finish = (text: string | null) => {
    if (canvasStore.getState().renaming === null) return;
    canvasStore.setState({ renaming: null });
    onDone(text);
  };
  return (
    <input
      className={`${classes['titleField']} nodrag`}
      aria-label={label}
      defaultValue={value}
      ref={field}
      onBlur={(event) => finish(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Enter') finish(event.currentTarget.value);
        if (event.key === 'Escape') finish(null);
      }}
    />
  );
}
