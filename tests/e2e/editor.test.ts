import { readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { shareFragment } from '../../src/editor/library/share-link.ts';
import { writeDocument } from '../../src/runtime/graph/document.ts';
import { parseDocument } from '../../src/runtime/graph/parse.ts';
import { newFolder, runCli } from '../support/cli.ts';
import {
  columnOf,
  downloaded,
  dropOnCanvas,
  isFinished,
  newVisitor,
  runWords,
  type ServedEditor,
  smallSample,
  startEditor,
} from '../support/editor.ts';

const slow = 240_000;
const template = (name: string) => readFile(new URL(`../../graphs/${name}.json`, import.meta.url), 'utf8');
const nucleiSample = async () => smallSample(parseDocument(await template('nuclei-tracking')));

let editor: ServedEditor;
beforeAll(async () => {
  editor = await startEditor();
});
afterAll(() => editor.close());

/** The page with the small sample of the main template opened by its link. */
async function openSample(page: Page): Promise<void> {
  await page.goto(editor.address + shareFragment(await nucleiSample()));
  await page.locator('.react-flow__node').first().waitFor();
  const ask = page.getByRole('button', { name: 'Open the link' });
  if (await ask.isVisible().catch(() => false)) await ask.click();
  const close = page.getByRole('dialog').getByRole('button', { name: 'Close' });
  if (await close.isVisible().catch(() => false)) await close.click();
}
async function runAll(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Run all' }).click();
  await isFinished(page, slow);
}

describe('a first visit', () => {
  test('greets with the templates, opens the sample and shows its movie, without a complaint', async () => {
    const { context, page, complaints } = await newVisitor(editor);
    await page.goto(editor.address);
    const welcome = page.getByRole('dialog', { name: 'Welcome to Cellwire' });
    for (const name of ['Track nuclei', 'Track spots', 'Kymograph', 'Correct drift and bleaching'])
      await welcome.getByText(name, { exact: true }).waitFor();
    await welcome.getByRole('button', { name: 'Try with the sample movie' }).first().click();
    await page.getByRole('button', { name: 'Skip the tour' }).click();
    await page.getByRole('application', { name: /^Picture, frame 1/ }).waitFor({ timeout: slow });
    expect(await page.locator('.react-flow__node').count()).toBeGreaterThan(10);
    expect(complaints).toEqual([]);
    await context.close();
  });

  test('checks the GPU kernels of the browser against the reference', async () => {
    const { context, page, complaints } = await newVisitor(editor);
    await openSample(page);
    await page.getByRole('button', { name: 'File', exact: true }).click();
    await page.getByRole('menuitem', { name: 'About Cellwire' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Check' }).click();
    const output = page.getByLabel('GPU check');
    await expect.poll(() => output.textContent(), { timeout: 60_000 }).toMatch(/webgl2: largest differences/);
    const found = [...((await output.textContent()) ?? '').matchAll(/ (\w+) (\d\.\de[+-]\d+)/g)];
    expect(found.length).toBeGreaterThanOrEqual(5);
    for (const [, name, value] of found) expect(Number(value), name).toBeLessThan(0.01);
    expect(complaints).toEqual([]);
    await context.close();
  });
});

describe('the main template in the editor', () => {
  test(
    'runs to the same CSV bytes as headless, selects a track everywhere, and its figure opens as a graph again',
    async () => {
      const document = await nucleiSample();
      const folder = await newFolder();
      await writeFile(join(folder, 'graph.json'), writeDocument(document));
      const headless = runCli('run', join(folder, 'graph.json'), '--out', join(folder, 'out'), '--no-cache');

      const { context, page, complaints } = await newVisitor(editor);
      await openSample(page);
      await runAll(page);
      await page.getByRole('tab', { name: /^Files/ }).click();
      expect((await headless).code).toBe(0);
      for (const name of ['objects.csv', 'tracks.csv', 'intensity.csv', 'intensity.svg']) {
        const file = await downloaded(page, () => page.getByRole('button', { name: `Download ${name}` }).click());
        expect(file, name).toBe(await readFile(join(folder, 'out', name), 'utf8'));
      }

      await page
        .getByRole('tab', { name: /Table of tracks/ })
        .first()
        .click();
      const row = page.getByRole('grid').getByRole('row').nth(2);
      await row.click();
      const number = await row
        .getByRole('gridcell')
        .nth(await columnOf(page, 'track'))
        .innerText();
      expect(Number(number)).toBeGreaterThan(0);
      await page.getByRole('button', { name: 'Selected tracks only' }).click();
      const tracks = await page.getByRole('grid').getByRole('row').count();
      expect(tracks).toBeGreaterThan(0);

      const svg = await readFile(join(folder, 'out', 'intensity.svg'), 'utf8');
      await dropOnCanvas(page, 'intensity.svg', svg, 'image/svg+xml');
      await page.getByRole('button', { name: 'Open the graph' }).click();
      await expect.poll(() => page.locator('.react-flow__node').count(), { timeout: 20_000 }).toBeGreaterThan(5);
      expect(complaints).toEqual([]);
      await context.close();
    },
    slow,
  );

  test(
    'scrubs with the keys, and a moved parameter is one step that undo takes back',
    async () => {
      const { context, page, complaints } = await newVisitor(editor);
      await openSample(page);
      await page.getByRole('application', { name: /^Picture, frame 1/ }).waitFor({ timeout: slow });
      await page
        .getByRole('application', { name: /^Picture/ })
        .first()
        .click();
      await page.keyboard.press('.');
      await page.getByRole('application', { name: /^Picture, frame 2/ }).waitFor({ timeout: 60_000 });
      await page
        .locator('.react-flow__node', { hasText: 'Gaussian' })
        .first()
        .click({ position: { x: 30, y: 12 } });
      const sigma = page.getByRole('region', { name: 'Parameters' }).getByRole('textbox').first();
      await sigma.fill('3');
      await sigma.press('Enter');
      const undo = page.getByRole('button', { name: 'Undo' });
      await undo.click();
      expect(await undo.isDisabled()).toBe(true);
      expect(complaints).toEqual([]);
      await context.close();
    },
    slow,
  );
});

describe('when things go wrong', () => {
  test(
    'a crash loses no edit older than a second, and no finished step',
    async () => {
      const { context, page } = await newVisitor(editor);
      await openSample(page);
      await runAll(page);
      await page.getByLabel('Title of the graph').fill('Before the crash');
      await page.keyboard.press('Enter');
      await page.waitForTimeout(1500);
      const devtools: CDPSession = await context.newCDPSession(page);
      void devtools.send('Page.crash').catch(() => {});
      await page.waitForEvent('crash');
      const again = await context.newPage();
      await again.goto(editor.address);
      await expect
        .poll(() => again.getByLabel('Title of the graph').inputValue(), { timeout: 20_000 })
        .toBe('Before the crash');
      await expect.poll(() => runWords(again).innerText(), { timeout: 30_000 }).toContain('Up to date');
      await context.close();
    },
    slow,
  );

  test(
    'a full disk ends in a word of warning, not in a failed run',
    async () => {
      const { context, page } = await newVisitor(editor);
      const devtools = await context.newCDPSession(page);
      await devtools.send('Storage.overrideQuotaForOrigin', { origin: editor.address.slice(0, -1), quotaSize: 20e6 });
      await openSample(page);
      await runAll(page);
      await context.close();
    },
    slow,
  );

  test(
    'offline changes nothing, as nothing is fetched',
    async () => {
      const { context, page, complaints } = await newVisitor(editor);
      await openSample(page);
      await page.getByRole('application', { name: /^Picture, frame 1/ }).waitFor({ timeout: slow });
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      await context.setOffline(true);
      await runAll(page);
      expect(complaints).toEqual([]);
      await context.close();
    },
    slow,
  );

  test(
    'a second tab reads along, and can take over',
    async () => {
      const { context, page } = await newVisitor(editor);
      await openSample(page);
      const second = await context.newPage();
      await second.goto(editor.address);
      const takeOver = second.getByRole('button', { name: 'Edit here' });
      await takeOver.waitFor({ timeout: 20_000 });
      await takeOver.click();
      await page.getByRole('button', { name: 'Edit here' }).waitFor({ timeout: 20_000 });
      await context.close();
    },
    slow,
  );
});

test('the server answers to its own name and to reading only', async () => {
  const status = (options: { method?: string; host?: string; path?: string }) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(editor.address);
      const sent = request(
        {
          port,
          host: '127.0.0.1',
          path: options.path ?? '/',
          method: options.method ?? 'GET',
          headers: { host: options.host ?? `127.0.0.1:${port}` },
        },
        (response) => {
          response.resume();
          resolve(response.statusCode);
        },
      );
      sent.on('error', reject);
      sent.end();
    });
  expect(await status({})).toBe(200);
  expect(await status({ host: 'evil.example' })).toBe(403);
  expect(await status({ method: 'POST' })).toBe(405);
  expect(await status({ path: '/no-such-file' })).toBe(404);
  expect(await status({ path: '/../package.json' })).toBe(404);
});
