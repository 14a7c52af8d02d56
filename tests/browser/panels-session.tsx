import '@mantine/core/styles.css';
import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { createStore } from 'zustand/vanilla';
import type { RunView, Session, SessionState, StepView } from '../../src/editor/session/session.ts';
import { SessionContext } from '../../src/editor/session/session-context.tsx';
import { theme } from '../../src/editor/shell/theme.ts';
import { documentStore, emptyDocument, load, select } from '../../src/editor/store/document-store.ts';
import type { MovieHeader } from '../../src/runtime/data/movie.ts';
import type { GraphDocument, GraphNode } from '../../src/runtime/graph/document.ts';

export const idleRun: RunView = { state: 'idle', framesDone: 0, frames: 0, remaining_s: null, memory: null };
export const quietStep: StepView = {
  state: 'idle',
  framesDone: 0,
  frames: 0,
  reason: null,
  time_ms: null,
  bytes: null,
};
export const header: MovieHeader = {
  size: { t: 100, c: 2, z: 1, y: 512, x: 640 },
  dtype: 'uint16',
  channels: [
    { name: 'DAPI', colour: null },
    { name: 'GFP', colour: null },
  ],
  calibration: { pixelSize_um: { x: 0.5, y: 0.5, z: null }, frameInterval_s: 300, times_s: null },
};

/** A session that computes nothing and notes what it is asked to do. */
export function fakeSession(own: Partial<Session> = {}) {
  const state = createStore<SessionState>(() => ({
    steps: new Map(),
    run: idleRun,
    problems: [],
    saved: [],
    cachedFrames: new Map(),
    revision: new Map(),
    warning: null,
  }));
  const calls: string[] = [];
  const bound = new Map<string, string>();
  const note = (name: string) => () => {
    calls.push(name);
  };
  const session = {
    state,
    setDocument: () => {},
    bind: async (node: string, files: readonly File[]) => {
      bound.set(node, files.map(({ name }) => name).join(', '));
      state.setState({ revision: new Map([[node, 1]]) });
    },
    bound: () => bound,
    header: async () => header,
    frame: async () => {
      throw new Error('no frame');
    },
    value: async () => null,
    thumbnail: async () => null,
    run: (targets?: readonly string[]) => {
      calls.push(targets ? `run ${targets.join(' ')}` : 'run');
    },
    pause: note('pause'),
    resume: note('resume'),
    cancel: note('cancel'),
    retry: note('retry'),
    whyStale: () => ({ reasons: [], steps: [], cost_s: null, cost_bytes: null }),
    clearCache: async () => {},
    dispose: () => {},
    ...own,
  } as Session;
  return { session, state, calls };
}

export const node = (type: string, params: GraphNode['params'] = {}, version = 1): GraphNode => ({
  type,
  version,
  params,
  at: [0, 0],
});

/** Opens a document with these nodes and selects some of them. */
export function open(parts: Partial<GraphDocument>, ...selected: readonly string[]): void {
  load({ ...emptyDocument, ...parts });
  select({ nodes: new Set(selected) });
}

export const paramsOf = (id: string): GraphNode['params'] | undefined =>
  documentStore.getState().document.nodes[id]?.params;
export const steps = (): readonly string[] => documentStore.getState().past.map(({ label }) => label);

/** Draws something inside a session; the answer takes it away again. */
export function draw(session: Session, children: ReactNode): () => void {
  const place = document.createElement('div');
  place.style.width = '400px';
  document.body.append(place);
  const root = createRoot(place);
  root.render(
    <MantineProvider theme={theme} env="test">
      <SessionContext value={session}>{children}</SessionContext>
    </MantineProvider>,
  );
  return () => {
    root.unmount();
    place.remove();
  };
}
