import { TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import { add, addSaved, cornerFor } from '../canvas/actions.ts';
import { middleOfCanvas } from '../canvas/canvas-places.ts';
import { addCommentAt } from '../canvas/commands-comment.ts';
import { families } from '../canvas/families.ts';
import { asksForComment } from '../canvas/search-choices.ts';
import { type NodeEntry, nodeEntries, searchNodes } from '../canvas/search-nodes.ts';
import { documentStore, openGraph } from '../store/document-store.ts';
import classes from './palette.module.css';
import { PaletteComment } from './palette-comment.tsx';
import { PaletteFamily } from './palette-family.tsx';
import { PaletteItem } from './palette-item.tsx';
import { PaletteSaved } from './palette-saved.tsx';

/** All nodes by family, with search; dragged to the canvas, or added to its middle by double-click or Enter. */
export function Palette() {
  const [query, setQuery] = useState('');
  const subgraphs = useStore(documentStore, (state) => openGraph(state).subgraphs);
  const entries = entriesFor(subgraphs);
  const found = searchNodes(entries, query);
  const isSearching = query.trim() !== '';
  return (
    <div className={classes['palette']}>
      <TextInput
        className={classes['search'] ?? ''}
        size="xs"
        type="search"
        aria-label="Search nodes"
        placeholder="Search by name or task"
        leftSection={<IconSearch size={14} />}
        value={query}
        onChange={(event) => setQuery(event.currentTarget.value)}
        onKeyDown={(event) => {
          const [first] = found;
          if (event.key !== 'Enter' || !isSearching) return;
          if (asksForComment(query)) addCommentAt(middleOfCanvas());
          else if (first) addToMiddle(first.type);
        }}
      />
      <div className={classes['list']}>
        {isSearching ? (
          <>
            {asksForComment(query) && <PaletteComment />}
            {(found.length > 0 || !asksForComment(query)) && <Found entries={found} />}
          </>
        ) : (
          <>
            {[...families].map(([family]) => (
              <PaletteFamily
                key={family}
                family={family}
                entries={entries.filter(({ face }) => face.family === family)}
                onAdd={addToMiddle}
              />
            ))}
            <PaletteFamily
              family="Other"
              entries={entries.filter(({ face }) => !families.has(face.family))}
              onAdd={addToMiddle}
            />
          </>
        )}
        {!isSearching && <PaletteComment />}
        <PaletteSaved query={query} onAdd={(graph) => addSaved(graph, middleOfCanvas())} />
      </div>
    </div>
  );
}

function addToMiddle(type: string): void {
  add({ type, at: cornerFor(type, middleOfCanvas()) });
}

function Found({ entries }: { entries: readonly NodeEntry[] }) {
  if (entries.length === 0) return <div className={classes['none']}>No node is called that, or does that.</div>;
  return (
    <ul className={classes['items']} aria-label="Nodes found">
      {entries.map((entry) => (
        <PaletteItem key={entry.type} entry={entry} onAdd={addToMiddle} />
      ))}
    </ul>
  );
}

let last: { subgraphs: unknown; entries: readonly NodeEntry[] } | null = null;
/** Entries change only with the subgraphs of the graph. */
function entriesFor(subgraphs: unknown): readonly NodeEntry[] {
  if (last?.subgraphs !== subgraphs || !last) {
    last = { subgraphs, entries: nodeEntries(openGraph(documentStore.getState()), catalog) };
  }
  return last.entries;
}
