import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { computationOf, folderWithMovie, headlessFiles, partsOf, upstreamOf } from '../support/build-graph.ts';
import { downloaded, isFinished, newVisitor, type ServedEditor, startEditor } from '../support/editor.ts';
import { EditorKeys } from '../support/editor-keys.ts';

const patience = 600_000;
let editor: ServedEditor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

/** Builds a graph part by part, each wired as soon as it is there; the ids that the editor gave, by those of the graph. */
async function build(keys: EditorKeys, graph: GraphDocument): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const titles = new Map(partsOf(graph).map(({ id, title }) => [id, title]));
  let last = '';
  for (const { id, title, params, feeds } of partsOf(graph)) {
    const fromLast = feeds.find(({ from }) => from === last);
    ids.set(id, fromLast ? await keys.wireToNew(fromLast.output, title) : await keys.addNode(title));
    for (const feed of feeds)
      if (feed !== fromLast) await keys.wireInto(feed.input, `${titles.get(feed.from)} ${feed.output}`);
    if (Object.keys(params).length > 0) await keys.setParams(params);
    last = id;
  }
  return ids;
}

/** The graph as the editor hands it out for headless runs. */
async function exported(page: Page, keys: EditorKeys): Promise<string> {
  await keys.goInto(page.getByRole('banner'));
  await keys.take(page.getByRole('button', { name: 'File', exact: true }), 'Run without the editor …');
  const button = page.getByRole('dialog').getByRole('button', { name: /^Download / });
  await keys.tabTo(button);
  const text = await downloaded(page, () => keys.press('Enter'));
  await keys.press('Escape');
  await button.waitFor({ state: 'hidden' });
  return text;
}

/** Looks at a step by way of the outline. */
async function lookAt(page: Page, keys: EditorKeys, id: string): Promise<void> {
  await keys.goInto(page.locator('[data-region]').filter({ has: page.getByRole('tab', { name: 'Outline' }) }));
  await keys.tabTo(page.getByRole('tab', { name: /^(Nodes|Outline)$/, selected: true }), 'Shift+Tab');
  await keys.tabTo(page.getByRole('tab', { name: 'Outline' }), 'ArrowRight');
  await keys.tabTo(page.locator('[role=treeitem][tabindex="0"]'));
  await keys.press('Home');
  await keys.tabTo(page.locator(`[role=treeitem][data-key="${id}"]`), 'ArrowDown');
  await keys.press('Enter');
}

test(
  'by keyboard: the main template is built from nothing, opens a TIFF, runs to the bytes of headless, selects everywhere, and its figure gives the graph back',
  async () => {
    const template = parseDocument(
      await readFile(new URL('../../graphs/nuclei-tracking.json', import.meta.url), 'utf8'),
    );
    const folder = await folderWithMovie();
    const { context, page, complaints } = await newVisitor(editor);
    // Pickers of the system can't be driven from here; browsers that lack them give the page one of its own.
    await page.addInitScript(() => {
      Object.assign(window, { showOpenFilePicker: undefined, mouseEvents: 0 });
      for (const type of ['pointerdown', 'mousedown', 'pointermove', 'wheel', 'drop'])
        window.addEventListener(type, () => Object.assign(window, { mouseEvents: 1 }), true);
    });
    page.on('filechooser', () => {}); // from the start: a key is faster than a listener
    const keys = new EditorKeys(page);
    await page.goto(editor.address);
    await keys.tabTo(page.getByRole('button', { name: 'Start empty' }));
    await keys.press('Enter');
    await page.getByRole('heading', { name: 'Drop a movie here' }).waitFor();

    const ids = await build(keys, template);
    const idOf = (id: string) => ids.get(id) ?? id;
    const names = new Map([...ids].map(([ours, theirs]) => [theirs, ours]));
    const built = await exported(page, keys);
    expect(computationOf(parseDocument(built), (id) => names.get(id) ?? id)).toEqual(computationOf(template));

    await lookAt(page, keys, idOf('open'));
    const choose = page.getByRole('region', { name: 'Parameters' }).getByRole('button', { name: 'Choose file' });
    await keys.goInto(page.locator('[data-tour=inspector]'));
    await keys.tabTo(choose);
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), keys.press('Enter')]);
    await chooser.setFiles(join(folder, 'movie.tif'));

    const viewer = page.locator('[data-tour=viewer]');
    const stage = page.getByRole('application', { name: /^Picture/ });
    await page.getByRole('application', { name: 'Picture, frame 1' }).waitFor();
    await keys.goInto(viewer, 'Shift+F6');
    await keys.tabTo(stage);
    await keys.press('ArrowRight');
    await page.getByRole('application', { name: 'Picture, frame 2' }).waitFor();
    await keys.press('End');
    await page.getByRole('application', { name: 'Picture, frame 5' }).waitFor();
    await keys.press('Control+Enter');
    await isFinished(page, patience);

    await lookAt(page, keys, idOf('tracked'));
    await keys.goInto(viewer, 'Shift+F6');
    await keys.tabTo(stage);
    await page.getByText('computing').waitFor({ state: 'hidden' });
    const outlines = await stage.screenshot();
    await keys.press('l');
    await expect.poll(async () => outlines.equals(await stage.screenshot())).toBe(false);
    const filled = await stage.screenshot();

    await keys.openResult('Track features');
    const grid = page.getByRole('grid');
    await keys.tabTo(grid);
    await keys.press('ArrowDown', 'ArrowDown');
    const row = page.getByRole('row', { selected: true });
    await expect.poll(() => row.count()).toBe(1);
    const track = await row.getByRole('gridcell').first().textContent();
    await expect.poll(async () => filled.equals(await stage.screenshot())).toBe(false);
    await keys.openResult('Line plot');
    await page.locator('canvas[data-dimmed]').waitFor();
    await keys.openResult('LAP tracker');
    await page.getByText(new RegExp(`^Track ${track}\\. `)).waitFor({ state: 'attached' });

    const files = ['objects.csv', 'tracks.csv'];
    const headless = await headlessFiles(folder, built, files);
    await keys.openResult(/^Files/);
    for (const name of files) {
      await keys.tabTo(page.getByRole('button', { name: `Download ${name}` }));
      expect(await downloaded(page, () => keys.press('Enter')), name).toBe(headless.get(name));
      await keys.tabTo(page.getByRole('button', { name: 'Download all' }), 'Shift+Tab');
    }

    await keys.openResult('Line plot');
    const svg = await downloaded(page, () =>
      keys.take(page.getByRole('button', { name: 'Export', exact: true }), 'SVG, for papers'),
    );
    await writeFile(join(folder, 'figure.svg'), svg);
    const [opened] = await Promise.all([page.waitForEvent('filechooser'), keys.press('Control+o')]);
    await opened.setFiles(join(folder, 'figure.svg'));
    await keys.tabTo(page.getByRole('button', { name: 'Open the graph' }));
    await keys.press('Enter');
    await page.getByText('stays under Open recent').waitFor();
    await page.locator('[aria-modal="true"]').waitFor({ state: 'hidden' });
    const reopened = parseDocument(await exported(page, keys));
    expect(computationOf(reopened)).toEqual(computationOf(upstreamOf(parseDocument(built), idOf('plot'))));
    expect(await page.evaluate('mouseEvents')).toBe(0);
    expect(complaints).toEqual([]);
    await context.close();
  },
  patience,
);
