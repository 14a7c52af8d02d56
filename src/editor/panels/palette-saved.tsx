import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconComponents } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { GraphDocument } from '../../runtime/graph/document.ts';
import { parseDocument } from '../../runtime/graph/parse.ts';
import { listSubgraphs } from '../library/saved-subgraphs.ts';
import classes from './palette.module.css';

interface Saved {
  readonly name: string;
  readonly graph: GraphDocument;
}

/** Subgraphs that were saved to the library; read again whenever the pointer or the focus comes to the palette. */
export function PaletteSaved({ query, onAdd }: { query: string; onAdd(graph: GraphDocument): void }) {
  const [saved, setSaved] = useState<readonly Saved[]>([]);
  const [isOpen, setOpen] = useState(true);
  useEffect(() => {
    let isGone = false;
    const read = () =>
      listSubgraphs().then(
        (all) => {
          if (!isGone) setSaved(all.flatMap(({ name, text }) => readOne(name, text)));
        },
        // No storage in this browser: there is nothing saved, and the library says so when one saves.
        () => setSaved([]),
      );
    void read();
    window.addEventListener('focus', read);
    const timer = window.setInterval(read, 5000);
    return () => {
      isGone = true;
      window.removeEventListener('focus', read);
      clearInterval(timer);
    };
  }, []);
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

function readOne(name: string, text: string): readonly Saved[] {
  try {
    return [{ name, graph: parseDocument(text) }];
  } catch {
    // Made by a newer Cellwire: the library says so, here it can't be added.
    return [];
  }
}
