import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconComponents } from '@tabler/icons-react';
import { useState } from 'react';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { useSavedSubgraphs } from '../library/use-saved-subgraphs.ts';
import classes from './palette.module.css';

/** Subgraphs that were saved to the library. */
export function PaletteSaved({ query, onAdd }: { query: string; onAdd(graph: GraphDocument): void }) {
  const saved = useSavedSubgraphs();
  const [isOpen, setOpen] = useState(true);
  const found = saved.filter(({ name }) => name.toLowerCase().includes(query.trim().toLowerCase()));
  if (found.length === 0) return null;
  const Chevron = isOpen ? IconChevronDown : IconChevronRight;
  return (
    <section>
      <UnstyledButton className={classes['family'] ?? ''} aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <Chevron size={13} aria-hidden />
        Saved subgraphs
        <span className={classes['count']}>{found.length}</span>
      </UnstyledButton>
      {isOpen && (
        <ul className={classes['items']}>
          {found.map(({ name, graph }) => (
            <li key={name}>
              <UnstyledButton
                className={classes['item'] ?? ''}
                title={graph.notes}
                aria-label={`Add ${name}`}
                onDoubleClick={() => onAdd(graph)}
                onKeyDown={(event) => {
                  if (event.key !== 'Enter' && event.key !== ' ') return;
                  event.preventDefault();
                  onAdd(graph);
                }}
              >
                <IconComponents size={16} aria-hidden />
                <span className={classes['name']}>{name}</span>
              </UnstyledButton>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
