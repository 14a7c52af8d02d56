import { createContext, useContext } from 'react';
import { useStore } from 'zustand';
import type { Engine } from './engine.ts';
import type { ViewerState } from './viewer-store.ts';

export const EngineContext = createContext<Engine | null>(null);

export function useEngine(): Engine {
  const engine = useContext(EngineContext);
  if (!engine) throw new Error('there is no viewer around this component');
  return engine;
}

/** Part of what the viewer knows; the component draws again only when that part changes. */
export const useViewer = <T>(pick: (state: ViewerState) => T): T => useStore(useEngine().store, pick);
