import { useEffect, useState } from 'react';
import { parseDocument } from '../../runtime/graph/parse.ts';
import type { SavedGraph } from '../canvas/search-choices.ts';
import { listSubgraphs, onSubgraphsChanged } from './saved-subgraphs.ts';

/** Subgraphs that are saved in the library, as they change. */
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
    const stop = onSubgraphsChanged(read);
    return () => {
      isGone = true;
      stop();
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
