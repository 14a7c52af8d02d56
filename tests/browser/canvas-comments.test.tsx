import { afterEach, expect, test } from 'vitest';
import { userEvent } from 'vitest/browser';
import { documentStore, emptyDocument } from '../../src/editor/store/document-store.ts';
import { at, type CanvasPage, documentNow, element, openCanvas, pane, press, until, wait } from './canvas-page.tsx';

let page: CanvasPage | null = null;
afterEach(() => page?.close());

const comments = () => Object.values(documentNow().comments ?? {});
const chosen = () => [...documentStore.getState().selection.comments];
const sticky = (id: string): HTMLElement => element(`.react-flow__node[data-id="comment ${id}"]`);
const writing = () => document.activeElement instanceof HTMLTextAreaElement;
const steps = () => documentStore.getState().past.length;

const noted = {
  ...emptyDocument,
  nodes: { sim: { type: 'io.simulated-movie', version: 1, params: {}, at: [0, 0] as const } },
  comments: { hint: { text: 'Exposure 50 ms', at: [16, 2] as const, size: [10, 4] as const } },
};

test('Shift C adds a comment, Enter keeps its text in one step, Shift arrows move it, Alt Shift arrows size it', async () => {
  page = await openCanvas();
  page.canvas.focus();
  await press('{Shift>}c{/Shift}');
  await until(writing);
  await press('Cells divide{Shift>}{Enter}{/Shift}from frame 20{Enter}');
  expect(comments()).toMatchObject([{ text: 'Cells divide\nfrom frame 20', size: [12, 5] }]);
  expect(steps()).toBe(1);
  const [id] = chosen();
  const before = comments()[0]?.at ?? [0, 0];
  await until(() => document.activeElement === sticky(id ?? ''));
  await press('{Shift>}{ArrowRight}{ArrowDown}{/Shift}');
  expect(comments()[0]?.at).toEqual([before[0] + 1, before[1] + 1]);
  await press('{Alt>}{Shift>}{ArrowRight}{ArrowRight}{ArrowUp}{/Shift}{/Alt}');
  expect(comments()[0]?.size).toEqual([14, 4]);
  await press('{Control>}d{/Control}');
  expect(comments()).toHaveLength(2);
  await press('{Delete}');
  expect(comments()).toHaveLength(1);
  for (let i = steps(); i > 0; i--) await press('{Control>}z{/Control}');
  expect(documentNow()).toEqual(emptyDocument);
});

test('Enter writes in a comment, Escape leaves it as it was; a new one without text goes without a trace', async () => {
  page = await openCanvas(noted);
  sticky('hint').focus();
  await userEvent.click(sticky('hint'));
  expect(chosen()).toEqual(['hint']);
  await press('{Enter}');
  await until(writing);
  await press('nothing{Escape}');
  expect(documentNow()).toEqual(noted);
  await userEvent.dblClick(sticky('hint'));
  await until(writing);
  await press('Exposure 80 ms{Enter}');
  expect(comments()[0]?.text).toBe('Exposure 80 ms');
  await press('{Control>}z{/Control}');
  await press('{Shift>}c{/Shift}');
  await until(writing);
  await press('{Escape}');
  expect(documentNow()).toEqual(noted);
});

test('a comment is dragged, and sized at its corner, with the pointer; undo takes each back', async () => {
  page = await openCanvas(noted);
  await userEvent.click(sticky('hint'));
  const { zoom } = { zoom: sticky('hint').getBoundingClientRect().width / 200 };
  const box = sticky('hint').getBoundingClientRect();
  const around = pane().getBoundingClientRect();
  await userEvent.dragAndDrop(sticky('hint'), pane(), {
    // What is dragged comes between the pointer and the pane.
    force: true,
    steps: 8,
    sourcePosition: { x: 30, y: 30 },
    targetPosition: { x: box.left - around.left + 30 + 60 * zoom, y: box.top - around.top + 30 + 140 * zoom },
  });
  await until(() => steps() === 1);
  const [column, row] = comments()[0]?.at ?? [0, 0];
  expect(column).toBeGreaterThan(16);
  expect(row).toBeGreaterThan(4);
  const corner = sticky('hint').querySelector<HTMLElement>('.react-flow__resize-control.handle.bottom.right');
  if (!corner) throw new Error('there is no corner');
  const place = corner.getBoundingClientRect();
  await userEvent.dragAndDrop(corner, pane(), {
    force: true,
    steps: 8,
    targetPosition: { x: place.left - around.left + 5 + 100 * zoom, y: place.top - around.top + 5 + 40 * zoom },
  });
  await until(() => steps() === 2);
  const [columns, rows] = comments()[0]?.size ?? [0, 0];
  expect(columns).toBeGreaterThan(12);
  expect(rows).toBeGreaterThan(4);
  expect(comments()[0]?.at).toEqual([column, row]);
  for (let i = 0; i < 2; i++) await press('{Control>}z{/Control}');
  expect(documentNow()).toEqual(noted);
});

test('search finds a comment by "note"; the outline lists comments and writes in them', async () => {
  page = await openCanvas(noted);
  await userEvent.dblClick(pane(), at(300, 600));
  await until(() => document.activeElement?.getAttribute('role') === 'combobox');
  await press('sticky note{Enter}');
  await until(writing);
  await press('Second{Enter}');
  expect(comments().map(({ text }) => text)).toContain('Second');
  const line = element('[aria-label="Comments"] [aria-label="Comment: Exposure 50 ms"]');
  line.focus();
  await press('{Enter}');
  await until(writing);
  await press('Third{Enter}');
  await wait(50);
  expect(
    comments()
      .map(({ text }) => text)
      .sort(),
  ).toEqual(['Second', 'Third']);
  element('[aria-label="Comments"] [aria-label="Comment: Third"]').focus();
  await press('{Delete}');
  expect(comments().map(({ text }) => text)).toEqual(['Second']);
});

test('a right click opens the menu of what is under it: a card, a comment, also one over a card, or the bare canvas', async () => {
  page = await openCanvas({
    ...noted,
    comments: { ...noted.comments, over: { text: 'Mine', at: [2, 2], size: [6, 3] } },
  });
  const items = () => [...document.querySelectorAll('[role=menuitem]')].map(({ textContent }) => textContent);
  const offers = async (target: Element, what: RegExp, not: RegExp) => {
    await userEvent.click(target, { button: 'right' });
    await until(() => items().some((text) => what.test(text)));
    expect(items().filter((text) => not.test(text))).toEqual([]);
    await press('{Escape}');
    await until(() => items().length === 0);
  };
  await offers(sticky('hint'), /^Write in the comment/, /^Run to here|^Add a node/);
  await offers(sticky('over'), /^Write in the comment/, /^Run to here|^Add a node/);
  await offers(element('.react-flow__node[data-id=sim]'), /^Run to here/, /^Add a node/);
  await offers(pane(), /^Add a node/, /^Run to here|^Write in/);
});
