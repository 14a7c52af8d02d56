import { useMemo } from 'react';
import { useStore } from 'zustand';
import { catalog } from '../../nodes/library.ts';
import type { Tracks } from '../../runtime/data/tracks.ts';
import { documentStore } from '../store/document-store.ts';
import { inputsOf, nearestAbove, resultOutputs } from './outputs.ts';
import { useOutput } from './use-output.ts';

/** The tracks that a result was made from: those of the nearest step above it; `null` where there are none. */
export function useTracksOf(step: string): Tracks | null {
  const document = useStore(documentStore, (state) => state.document);
  const nearest = useMemo(() => {
    const outputs = resultOutputs(document, catalog);
    return nearestAbove(step, 'Tracks', outputs, inputsOf(document, catalog))[0] ?? null;
  }, [document, step]);
  const held = useOutput(nearest);
  return held.state === 'there' ? (held.value as Tracks) : null;
}
