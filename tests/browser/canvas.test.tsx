import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { documentStore, emptyDocument, undo } from '../../src/editor/store/document-store.ts';
import { viewStore } from '../../src/editor/store/view-store.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import {
  at,
  type CanvasPage,
  card,
  documentNow,
  drag,
  element,
  handle,
  openCanvas,
  pane,
  press,
  until,
  wait,
  wires,
} from './canvas-page.tsx';

let page: CanvasPage | null = null;
afterEach(() => page?.close());

const node = (type: string, column: number, row: number, params = {}) => ({
  type,
  version: 1,
  params,
  at: [column, row] as const,
});
/** A movie, blurred; nothing else. */
const blurred: GraphDocument = {
  ...emptyDocument,
  nodes: { sim: node('io.simulated-movie', 0, 0), blur: node('denoise.gaussian', 20, 0) },
  edges: [['sim.movie', 'blur.movie']],
};
const said = () => element('[role="status"]').textContent;

test('a graph is built by mouse: search on the canvas, a wire into nothing, a palette node into a wire', async () => {
  page = await openCanvas();
  await userEvent.dblClick(pane(), at(120, 200));
  await press('simulated{Enter}');
  await until(() => Object.keys(documentNow().nodes).length === 1);
  const [sim] = Object.keys(documentNow().nodes);

  await wait(300);
  await drag(handle(sim ?? '', 'movie', 'source'), pane(), { x: 560, y: 200 });
  await until(() => document.querySelector('[role="listbox"]') !== null);
  const offered = [...document.querySelectorAll('[role="option"]')].map((option) => option.textContent ?? '');
  expect(offered.some((text) => text.startsWith('Gaussian'))).toBe(true);
  expect(offered.some((text) => text.startsWith('LAP tracker') || text.startsWith('Open movie'))).toBe(false);
  await press('gaussian{Enter}');
  await until(() => documentNow().edges.length === 1);
  expect(wires()).toEqual([`${sim}.movie > gaussian.movie`]);

  await wait(300);
  const from = handle(sim ?? '', 'movie', 'source').getBoundingClientRect();
  const to = handle('gaussian', 'movie', 'target').getBoundingClientRect();
  const around = pane().getBoundingClientRect();
  await drag(element('[aria-label="Add Median"]'), pane(), {
    x: (from.right + to.left) / 2 - around.left,
    y: (from.top + to.top) / 2 + 6 - around.top,
  });
  await until(() => documentNow().edges.length === 2);
  expect(wires()).toEqual(['median.movie > gaussian.movie', `${sim}.movie > median.movie`].sort());
});

test('a deleted card heals its wires, and undo brings it back', async () => {
  const start = {
    ...blurred,
    nodes: { ...blurred.nodes, median: node('denoise.median', 10, 20) },
    edges: [
      ['sim.movie', 'median.movie'],
      ['median.movie', 'blur.movie'],
    ] as const,
  };
  page = await openCanvas(start);
  await userEvent.click(card('median'), { position: { x: 60, y: 10 } });
  await press('{Delete}');
  expect(wires()).toEqual(['sim.movie > blur.movie']);
  expect(said()).toBe('Delete Median');
  await press('{Control>}z{/Control}');
  expect(documentNow()).toEqual(start);
  expect(said()).toBe('Undone: Delete Median');
});

test('a wrong wire is refused with the reason, and one click inserts the converter', async () => {
  page = await openCanvas({
    ...blurred,
    nodes: { ...blurred.nodes, fill: node('segment.fill-holes', 20, 20) },
  });
  await drag(handle('blur', 'movie', 'source'), handle('fill', 'labels', 'target'));
  await until(() => document.querySelector('[role="alert"]') !== null);
  expect(documentNow().edges.length).toBe(1);
  expect(element('[role="alert"]').textContent).toContain('Gaussian blur gives Movie, but Fill holes takes Labels');
  const insert = [...document.querySelectorAll('[role="alert"] button')].find((one) =>
    one.textContent?.startsWith('Insert'),
  );
  await userEvent.click(insert as HTMLElement);
  await until(() => documentNow().edges.length === 3);
  expect(wires().filter((wire) => wire.includes('fill.labels'))).toHaveLength(1);
  undo();
  expect(documentNow().edges.length).toBe(1);
});

test('a drag of several cards is one step of undo, on whole grid units', async () => {
  page = await openCanvas(blurred);
  await press('{Control>}a{/Control}');
  expect(documentStore.getState().selection.nodes.size).toBe(2);
  const box = card('sim').getBoundingClientRect();
  const around = pane().getBoundingClientRect();
  await userEvent.dragAndDrop(card('sim'), pane(), {
    // The card itself comes between the pointer and the pane.
    force: true,
    steps: 8,
    sourcePosition: { x: 80, y: 12 },
    targetPosition: { x: box.left - around.left + 180, y: box.top - around.top + 112 },
  });
  await until(() => documentStore.getState().past.length === 1);
  const [a, b] = [documentNow().nodes['sim']?.at ?? [0, 0], documentNow().nodes['blur']?.at ?? [0, 0]];
  expect(a[0]).toBeGreaterThan(0);
  expect([b[0] - a[0], b[1] - a[1]]).toEqual([20, 0]);
  expect(a.every(Number.isInteger)).toBe(true);
  undo();
  expect(documentNow()).toEqual(blurred);
});

test('a click on a card looks at its output, and with Alt beside the other; so does a click on a wire', async () => {
  page = await openCanvas(blurred);
  await userEvent.click(card('sim'), { position: { x: 60, y: 10 } });
  expect(viewStore.getState().shown).toEqual([{ step: 'sim', port: 'movie' }]);
  await press('{Alt>}');
  await userEvent.click(card('blur'), { position: { x: 60, y: 10 } });
  await press('{/Alt}');
  expect(viewStore.getState().shown).toEqual([
    { step: 'sim', port: 'movie' },
    { step: 'blur', port: 'movie' },
  ]);
  element('.react-flow__edge').dispatchEvent(new MouseEvent('click', { bubbles: true }));
  expect(viewStore.getState().shown).toEqual([{ step: 'sim', port: 'movie' }]);
});

test('a number on a card is typed and stepped; values that are not allowed do not reach the document', async () => {
  page = await openCanvas(blurred);
  const field = element('.react-flow__node[data-id="blur"] input[role="spinbutton"]') as HTMLInputElement;
  await userEvent.click(field);
  await userEvent.fill(field, '2.5');
  await press('{Enter}');
  expect(documentNow().nodes['blur']?.params['sigma']).toBe(2.5);
  expect(documentStore.getState().past.length).toBe(1);
  await press('{ArrowUp}');
  expect(documentNow().nodes['blur']?.params['sigma']).toBeGreaterThan(2.5);
  const before = documentNow();
  await userEvent.fill(field, '-4');
  expect(field.getAttribute('aria-invalid')).toBe('true');
  await press('{Enter}');
  expect(documentNow()).toBe(before);
});

test('pictures are asked for cards in view only', async () => {
  page = await openCanvas({
    ...blurred,
    nodes: { ...blurred.nodes, far: node('io.simulated-movie', 4000, 4000) },
  });
  await press('{Escape}');
  await wait(300);
  page.session.pictures.length = 0;
  page.session.set({
    revision: new Map([
      ['sim', 1],
      ['far', 1],
      ['blur', 1],
    ]),
  });
  await wait(300);
  expect(page.session.pictures).not.toContain('far');
});
