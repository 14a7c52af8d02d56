import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import { familyOf } from '../canvas/families.ts';
import type { NodeEntry } from '../canvas/search-nodes.ts';
import classes from './palette.module.css';
import { PaletteItem } from './palette-item.tsx';

interface Props {
  readonly family: string;
  readonly entries: readonly NodeEntry[];
  onAdd(type: string): void;
}

/** The nodes of a family, under a heading that folds them. */
export function PaletteFamily({ family, entries, onAdd }: Props) {
  const [isOpen, setOpen] = useState(true);
  if (entries.length === 0) return null;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section>
      <UnstyledButton className={classes['family'] ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={13} aria-hidden />
        {familyOf(family).title}
        <span className={classes['count']}>{entries.length}</span>
      </UnstyledButton>
      {isOpen && (
        <ul className={classes['items']}>
          {entries.map((entry) => (
            <PaletteItem key={entry.type} entry={entry} onAdd={onAdd} />
          ))}
        </ul>
      )}
    </section>
  );
}
