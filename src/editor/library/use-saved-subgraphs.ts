import { useEffect, useState } from 'react';
import { parseDocument } from '../../runtime/graph/parse.ts';
import type { SavedGraph } from '../canvas/search-choices.ts';
import { listSubgraphs } from './saved-subgraphs.ts';

/** Subgraphs that were saved to the library; read again every few seconds and when the window takes the focus. */
export function useSavedSubgraphs(): readonly SavedGraph[] {
  const [saved, setSaved] = useState<readonly SavedGraph[]>([]);
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
  return saved;
}

function readOne(name: string, text: string): readonly SavedGraph[] {
  try {
    return [{ name, graph: parseDocument(text) }];
  } catch {
    // Made by a newer Cellwire: the library says so, here it can't be added.
    return [];
  }
}
