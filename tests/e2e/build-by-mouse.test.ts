import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { computationOf, folderWithMovie, headlessFiles, partsOf, upstreamOf } from '../support/build-graph.ts';
import { CanvasMouse } from '../support/canvas-mouse.ts';
import { downloaded, dropOnCanvas, isFinished, newVisitor, type ServedEditor, startEditor } from '../support/editor.ts';

const patience = 600_000;
let editor: ServedEditor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

/** Builds a graph part by part; the ids that the editor gave, by those of the graph. */
async function build(page: Page, graph: GraphDocument): Promise<ReadonlyMap<string, string>> {
  const hand = new CanvasMouse(page);
  const ids = new Map<string, string>();
  const idOf = (id: string) => ids.get(id) ?? id;
  await hand.zoomOut();
  const { x, y, width, height } = await hand.box();
  const parts = partsOf(graph);
  const columns = 6;
  const rows = Math.ceil(parts.length / columns);
  for (const [i, { id, title, params, feeds }] of parts.entries()) {
    const corner = {
      x: x + 60 + (i % columns) * ((width - 90) / columns),
      y: y + 80 + Math.floor(i / columns) * ((height - 110) / rows),
    };
    const [first, ...others] = feeds;
    const isDragged = !first || i % 3 === 0;
    if (isDragged) ids.set(id, await hand.dragFromPalette(title, { x: corner.x + 66, y: corner.y + 25 }));
    else ids.set(id, await hand.dropWire({ node: idOf(first.from), port: first.output }, corner, title));
    for (const { from, output, input } of isDragged ? feeds : others)
      await hand.drawWire({ node: idOf(from), port: output }, { node: idOf(id), port: input });
    for (const [name, value] of Object.entries(params)) await hand.setParam(name, value);
  }
  return ids;
}

/** The graph as the editor hands it out for headless runs. */
async function exported(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'File', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Run without the editor …' }).click();
  const dialog = page.getByRole('dialog');
  const text = await downloaded(page, () => dialog.getByRole('button', { name: /^Download / }).click());
  await dialog.getByRole('button', { name: 'Close' }).click();
  await dialog.waitFor({ state: 'hidden' });
  return text;
}

/** Moves the pointer over the picture until what is under it says something; where that was. */
async function findInPicture(page: Page, stage: Locator, what: RegExp) {
  const box = await stage.boundingBox();
  if (!box) throw new Error('there is no picture');
  const said = page.getByLabel('Under the pointer');
  for (let row = 1; row < 24; row++) {
    for (let column = 1; column < 24; column++) {
      const at = { x: box.x + (box.width * column) / 24, y: box.y + (box.height * row) / 24 };
      await page.mouse.move(at.x, at.y);
      const found = (await said.isVisible()) ? what.exec((await said.textContent()) ?? '') : null;
      if (found) return { ...at, number: Number(found[1]) };
    }
  }
  throw new Error(`nowhere in the picture is ${what}`);
}

test(
  'by mouse: the main template is built from nothing, opens a TIFF, runs to the bytes of headless, selects everywhere, and its figure gives the graph back',
  async () => {
    const template = parseDocument(
      await readFile(new URL('../../graphs/nuclei-tracking.json', import.meta.url), 'utf8'),
    );
    const folder = await folderWithMovie();
    const { context, page, complaints } = await newVisitor(editor, { width: 1920, height: 1200 });
    // Pickers of the system can't be driven from here; browsers that lack them give the page one of its own.
    await page.addInitScript(() => Object.assign(window, { showOpenFilePicker: undefined }));
    await page.goto(editor.address);
    await page.getByRole('button', { name: 'Start empty' }).click();
    await page.getByRole('heading', { name: 'Drop a movie here' }).waitFor();

    const ids = await build(page, template);
    const hand = new CanvasMouse(page);
    const idOf = (id: string) => ids.get(id) ?? id;
    const names = new Map([...ids].map(([ours, theirs]) => [theirs, ours]));
    const built = await exported(page);
    expect(computationOf(parseDocument(built), (id) => names.get(id) ?? id)).toEqual(computationOf(template));

    await hand.click(idOf('open'));
    const [chooser] = await Promise.all([
      page.waitForEvent('filechooser'),
      page.getByRole('region', { name: 'Parameters' }).getByRole('button', { name: 'Choose file' }).click(),
    ]);
    await chooser.setFiles(join(folder, 'movie.tif'));
    const stage = page.getByRole('application', { name: /^Picture/ });
    await page.getByRole('application', { name: 'Picture, frame 1' }).waitFor();
    await page.getByRole('button', { name: 'Next frame' }).click();
    await page.getByRole('application', { name: 'Picture, frame 2' }).waitFor();
    const time = await page.getByRole('slider', { name: 'Frame', exact: true }).boundingBox();
    const track = await page.getByRole('slider', { name: 'Frame', exact: true }).locator('xpath=..').boundingBox();
    if (!time || !track) throw new Error('there is no time slider');
    await page.mouse.move(time.x + time.width / 2, time.y + time.height / 2);
    await page.mouse.down();
    await page.mouse.move(track.x + track.width, time.y + time.height / 2, { steps: 5 });
    await page.mouse.up();
    await page.getByRole('application', { name: 'Picture, frame 5' }).waitFor();

    await page.getByRole('button', { name: 'Run all' }).click();
    await isFinished(page, patience);
    await hand.click(idOf('filter'));
    await expect.poll(() => findInPicture(page, stage, /label (\d+)/).then(({ number }) => number)).toBeGreaterThan(0);

    await hand.click(idOf('tracked'));
    const cell = await findInPicture(page, stage, /track (\d+)/);
    await page.mouse.click(cell.x, cell.y);
    await page.getByRole('tab', { name: 'Track features', exact: true }).click();
    const row = page.getByRole('row', { selected: true });
    await expect.poll(() => row.count()).toBe(1);
    expect(await row.getByRole('gridcell').first().innerText()).toBe(String(cell.number));
    await page.getByRole('tab', { name: 'Line plot' }).click();
    await page.locator('canvas[data-dimmed]').waitFor();
    await page.getByRole('tab', { name: 'LAP tracker' }).click();
    await page.getByText(new RegExp(`^Track ${cell.number}\\. `)).waitFor({ state: 'attached' });

    const files = ['objects.csv', 'tracks.csv', 'drift.csv', 'bleaching.csv', 'intensity.svg'];
    const headless = await headlessFiles(folder, built, files);
    await page.getByRole('tab', { name: /^Files/ }).click();
    for (const name of files) {
      const file = await downloaded(page, () => page.getByRole('button', { name: `Download ${name}` }).click());
      expect(file, name).toBe(headless.get(name));
    }
    await page.getByRole('tab', { name: 'Track features', exact: true }).click();
    await page.getByRole('button', { name: 'CSV', exact: true }).click();
    const whole = page.getByRole('menuitem', { name: /^Whole table/ });
    expect(await downloaded(page, () => whole.click())).toBe(headless.get('tracks.csv'));

    await page.getByRole('tab', { name: 'Line plot' }).click();
    await page.getByRole('button', { name: 'Export', exact: true }).click();
    const svg = await downloaded(page, () => page.getByRole('menuitem', { name: 'SVG, for papers' }).click());
    await dropOnCanvas(page, 'figure.svg', svg, 'image/svg+xml');
    await page.getByRole('button', { name: 'Open the graph' }).click();
    await page.getByText('stays under Open recent').waitFor();
    const reopened = parseDocument(await exported(page));
    expect(computationOf(reopened)).toEqual(computationOf(upstreamOf(parseDocument(built), idOf('plot'))));
    expect(complaints).toEqual([]);
    await context.close();
  },
  patience,
);
