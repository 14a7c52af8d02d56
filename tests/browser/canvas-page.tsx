import '@mantine/core/styles.css';
import '@xyflow/react/dist/style.css';
import { MantineProvider } from '@mantine/core';
import { createRoot } from 'react-dom/client';
import { page, userEvent } from 'vitest/browser';
import { Canvas } from '../../src/editor/canvas/canvas.tsx';
import { canvasStore, closeOverlays } from '../../src/editor/canvas/canvas-store.ts';
import { Outline } from '../../src/editor/panels/outline.tsx';
import { Palette } from '../../src/editor/panels/palette.tsx';
import { SessionContext } from '../../src/editor/session/session-context.tsx';
import { theme } from '../../src/editor/shell/theme.ts';
import { documentStore, emptyDocument, load } from '../../src/editor/store/document-store.ts';
import { viewStore } from '../../src/editor/store/view-store.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { type FakeSession, fakeSession } from '../support/fake-session.ts';

export const wait = (time_ms: number): Promise<void> => new Promise((done) => setTimeout(done, time_ms));

export interface CanvasPage {
  readonly session: FakeSession;
  readonly canvas: HTMLElement;
  close(): void;
}

/** Palette, canvas and outline with a session that computes nothing. */
export async function openCanvas(document_: GraphDocument = emptyDocument): Promise<CanvasPage> {
  await page.viewport(1400, 800);
  const root = document.createElement('div');
  document.body.replaceChildren(root);
  document.body.style.margin = '0';
  closeOverlays();
  canvasStore.setState({ renaming: null, dragged: null, dropWire: null, guides: [] });
  viewStore.setState({ shown: [], compare: 'single', t: 0 });
  load(document_);
  const session = fakeSession();
  const app = createRoot(root);
  app.render(
    <MantineProvider theme={theme} forceColorScheme="light">
      <SessionContext value={session}>
        <div style={{ display: 'grid', gridTemplateColumns: '220px 1fr 240px', height: 800 }}>
          <Palette />
          <Canvas />
          <Outline />
        </div>
      </SessionContext>
    </MantineProvider>,
  );
  await until(() => root.querySelector('.react-flow__pane') !== null);
  await wait(300);
  const canvas = root.querySelector<HTMLElement>('section[aria-label="Canvas"]');
  if (!canvas) throw new Error('there is no canvas');
  return { session, canvas, close: () => app.unmount() };
}

/** Waits until something holds. @throws Error naming what never held. */
export async function until(holds: () => boolean, most_ms = 4000): Promise<void> {
  const end = performance.now() + most_ms;
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never true: ${holds.toString()}`);
    await wait(20);
  }
}

export const documentNow = (): GraphDocument => documentStore.getState().document;
export const wires = (): readonly string[] =>
  documentNow()
    .edges.map(([from, to]) => `${from} > ${to}`)
    .sort();

export function element(selector: string): HTMLElement {
  const found = document.querySelector<HTMLElement>(selector);
  if (!found) throw new Error(`there is no ${selector}`);
  return found;
}
export const card = (id: string): HTMLElement => element(`.react-flow__node[data-id="${id}"]`);
export const handle = (id: string, port: string, side: 'source' | 'target'): HTMLElement =>
  element(`.react-flow__node[data-id="${id}"] .react-flow__handle.${side}[data-handleid="${port}"]`);
export const pane = (): HTMLElement => element('.react-flow__pane');

/** Types and presses keys, as `userEvent.keyboard` writes them. */
export const press = (keys: string): Promise<void> => userEvent.keyboard(keys);

/** A place of the pane, of its upper left corner. */
export const at = (x: number, y: number) => ({ position: { x, y } });

/** Drags from one element to a place of another. */
export const drag = (from: HTMLElement, to: HTMLElement, targetPosition?: { x: number; y: number }): Promise<void> =>
  userEvent.dragAndDrop(from, to, targetPosition ? { targetPosition } : {});
