import { afterEach, expect, test } from 'vitest';
import { documentStore, emptyDocument } from '../../src/editor/store/document-store.ts';
import { viewStore } from '../../src/editor/store/view-store.ts';
import { type CanvasPage, documentNow, element, openCanvas, press, until, wait, wires } from './canvas-page.tsx';

let page: CanvasPage | null = null;
afterEach(() => page?.close());

const selected = () => [...documentStore.getState().selection.nodes];
const said = () => element('[role="status"]').textContent;
const node = (type: string, column: number, row: number) => ({
  type,
  version: 1,
  params: {},
  at: [column, row] as const,
});
const chain = {
  ...emptyDocument,
  nodes: {
    sim: node('io.simulated-movie', 0, 0),
    blur: node('denoise.gaussian', 15, 0),
    cells: node('segment.threshold', 30, 0),
  },
  edges: [
    ['sim.movie', 'blur.movie'],
    ['blur.movie', 'cells.movie'],
  ] as const,
};

test('a graph is built, wired, changed and undone with the keyboard alone', async () => {
  page = await openCanvas();
  page.canvas.focus();
  await press(' ');
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('simulated{Enter}');
  await until(() => selected().length === 1);
  const sim = selected()[0] ?? '';
  expect(said()).toBe('Add Simulated movie');
  await until(() => document.activeElement?.getAttribute('data-id') === sim);

  // A wire from its movie into a new node.
  await press('w');
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('movie{Enter}');
  await wait(100);
  await press('new{ArrowDown}{Enter}');
  await wait(150);
  await press('gaussian{Enter}');
  await until(() => documentNow().edges.length === 1);
  expect(wires()).toEqual([`${sim}.movie > gaussian.movie`]);

  await until(() => document.activeElement?.getAttribute('data-id') === 'gaussian');
  await press('/');
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('otsu{Enter}');
  await until(() => Object.keys(documentNow().nodes).length === 3);

  // A wire to a card that is there: threshold's movie comes from the blur.
  await until(() => document.activeElement?.getAttribute('data-id') === 'threshold');
  await press('w');
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('movie{Enter}');
  await wait(100);
  await press('gaussian{Enter}');
  await until(() => documentNow().edges.length === 2);
  expect(wires()).toEqual(['gaussian.movie > threshold.movie', `${sim}.movie > gaussian.movie`]);
  expect(said()).toBe('Connect Gaussian blur to Threshold');

  const steps = documentStore.getState().past.length;
  for (let i = 0; i < steps; i++) await press('{Control>}z{/Control}');
  expect(documentNow()).toEqual(emptyDocument);
});

test('arrows follow the wires, Shift with an arrow moves a card, Enter looks at its output', async () => {
  page = await openCanvas(chain);
  page.canvas.focus();
  await press('{ArrowRight}');
  expect(selected()).toEqual(['sim']);
  await press('{ArrowRight}');
  expect(selected()).toEqual(['blur']);
  await press('{ArrowRight}');
  expect(selected()).toEqual(['cells']);
  await press('{ArrowLeft}');
  expect(selected()).toEqual(['blur']);
  await press('{Shift>}{ArrowDown}{ArrowDown}{/Shift}');
  expect(documentNow().nodes['blur']?.at).toEqual([15, 2]);
  expect(documentStore.getState().past.length).toBe(1);
  await press('{Enter}');
  expect(viewStore.getState().shown).toEqual([{ step: 'blur', port: 'movie' }]);
});

test('M, B, P and C switch a card, and again switch it back', async () => {
  page = await openCanvas(chain);
  page.canvas.focus();
  await press('{ArrowRight}{ArrowRight}');
  const blur = () => documentNow().nodes['blur'];
  await press('m');
  expect(blur()?.off).toBe('mute');
  await press('b');
  expect(blur()?.off).toBe('bypass');
  await press('b');
  expect(blur()?.off).toBeUndefined();
  await press('p');
  expect(blur()?.pinned).toBe(true);
  await press('c');
  expect(blur()?.collapsed).toBe(true);
  await press('pc');
  expect(documentNow()).toEqual(chain);
});

test('F2 renames, N writes a note', async () => {
  page = await openCanvas(chain);
  page.canvas.focus();
  await press('{ArrowRight}{ArrowRight}');
  await press('{F2}');
  await until(() => document.activeElement instanceof HTMLInputElement);
  await press('{Control>}a{/Control}Soften{Enter}');
  expect(documentNow().nodes['blur']?.title).toBe('Soften');
  await wait(100);
  page.canvas.focus();
  await press('n');
  await until(() => document.activeElement instanceof HTMLTextAreaElement);
  await press('Half of the smallest nucleus.{Enter}');
  expect(documentNow().nodes['blur']?.note).toBe('Half of the smallest nucleus.');
});

test('a selection becomes a subgraph that opens, closes and unpacks to the same wires', async () => {
  page = await openCanvas(chain);
  page.canvas.focus();
  await press('{ArrowRight}{ArrowRight}');
  await press('{Control>}{Shift>}g{/Shift}{/Control}');
  await until(() => document.activeElement instanceof HTMLInputElement);
  await press('Clean{Enter}');
  const [id] = selected();
  expect(documentNow().nodes[id ?? '']?.type.startsWith('graph.')).toBe(true);
  page.canvas.focus();
  await press('{Enter}');
  expect(documentStore.getState().path).toEqual([id]);
  expect(element('nav[aria-label="Subgraphs"]').textContent).toContain('Clean');
  await wait(200);
  page.canvas.focus();
  await press('{Alt>}{ArrowUp}{/Alt}');
  expect(documentStore.getState().path).toEqual([]);
  expect(selected()).toEqual([id]);
  await press('{Control>}{Shift>}u{/Shift}{/Control}');
  expect(wires()).toEqual(['blur.movie > cells.movie', 'sim.movie > blur.movie']);
});

test('copied cards are pasted with the wires between them', async () => {
  page = await openCanvas(chain);
  page.canvas.focus();
  await press('{Control>}a{/Control}');
  await press('{Control>}c{/Control}');
  await wait(50);
  await press('{Control>}v{/Control}');
  await until(() => Object.keys(documentNow().nodes).length === 6);
  expect(documentNow().edges.length).toBe(4);
  expect(selected()).toHaveLength(3);
  await press('{Control>}z{/Control}');
  expect(documentNow()).toEqual(chain);
});

test('the outline is an editor too: it moves with the canvas, connects and deletes', async () => {
  page = await openCanvas({ ...chain, edges: [['sim.movie', 'blur.movie']] });
  const tree = element('[role="tree"]');
  tree.querySelector<HTMLElement>('[tabindex="0"]')?.focus();
  await press('{ArrowDown}{ArrowDown}');
  expect(selected()).toEqual(['cells']);
  await press('{ArrowRight}{ArrowRight}{Enter}');
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('gauss{Enter}');
  await until(() => documentNow().edges.length === 2);
  expect(wires()).toContain('blur.movie > cells.movie');
  await until(() => document.activeElement?.getAttribute('data-key') === 'cells movie');
  await press('{Delete}');
  expect(documentNow().edges.length).toBe(1);
  await press('{ArrowLeft}{ArrowUp}');
  await wait(50);
  await press('{Delete}');
  expect(Object.keys(documentNow().nodes)).toEqual(['sim', 'cells']);
});
