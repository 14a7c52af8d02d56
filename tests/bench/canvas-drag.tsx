import '@mantine/core/styles.css';
import '@xyflow/react/dist/style.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { Canvas } from '../../src/editor/canvas/canvas.tsx';
import { SessionContext } from '../../src/editor/session/session-context.tsx';
import { theme } from '../../src/editor/shell/theme.ts';
import { documentStore, emptyDocument, load } from '../../src/editor/store/document-store.ts';
import { viewStore } from '../../src/editor/store/view-store.ts';
import type { GraphNode } from '../../src/runtime/graph/document.ts';
import { fakeSession } from '../support/fake-session.ts';

const rows = 20;
const columns = 25;
const types = [
  'io.simulated-movie',
  'denoise.gaussian',
  'denoise.median',
  'segment.subtract-background',
  'denoise.temporal-median',
];

/** 500 cards with pictures: 20 chains of 25. */
function manyCards() {
  const nodes: Record<string, GraphNode> = {};
  const edges: (readonly [string, string])[] = [];
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const type = column === 0 ? 'io.simulated-movie' : (types[1 + (column % 4)] ?? '');
      nodes[`n${row}-${column}`] = { type, version: 1, params: {}, at: [column * 15, row * 16] };
      if (column > 0) edges.push([`n${row}-${column - 1}.movie`, `n${row}-${column}.movie`]);
    }
  }
  return { ...emptyDocument, nodes, edges };
}

load(manyCards());
const session = fakeSession();
createRoot(document.getElementById('root') as HTMLElement).render(
  <MantineProvider theme={theme} forceColorScheme="light">
    <SessionContext value={session}>
      <div style={{ width: '100vw', height: '100vh' }}>
        <Canvas />
      </div>
    </SessionContext>
  </MantineProvider>,
);

let frames: number[] = [];
function watch() {
  let before = performance.now();
  const next = (now: number) => {
    frames.push(now - before);
    before = now;
    requestAnimationFrame(next);
  };
  requestAnimationFrame(next);
}
watch();

Object.assign(window, {
  bench: {
    start: () => {
      frames = [];
    },
    read: () => ({
      frames,
      pictures: session.pictures.length,
      cards: Object.keys(documentStore.getState().document.nodes).length,
      mounted: document.querySelectorAll('.react-flow__node-card').length,
      edits: documentStore.getState().past.length,
    }),
    scrub: (t: number) => viewStore.setState({ t }),
  },
});
