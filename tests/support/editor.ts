import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Download, type Page } from 'playwright-core';
import { expect } from 'vitest';
import { withSample } from '../../src/nodes/sample.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { serveEditor } from '../../src/runtime/headless/serve-editor.ts';

/** `CELLWIRE_EDITOR` names another build than that of `npm run build`. */
export const builtEditor = process.env['CELLWIRE_EDITOR'] ?? new URL('../../dist/editor/', import.meta.url).href;

export interface ServedEditor {
  readonly browser: Browser;
  readonly address: string;
  close(): Promise<void>;
}

/** The built editor as `cellwire serve` gives it, and Chromium. */
export async function startEditor(): Promise<ServedEditor> {
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-angle=swiftshader'],
  });
  const server: Server = await serveEditor(new URL(builtEditor), 0);
  const { port } = server.address() as AddressInfo;
  return {
    browser,
    address: `http://127.0.0.1:${port}/`,
    async close() {
      await browser.close();
      server.close();
    },
  };
}

const laptop = { width: 1440, height: 900 };

/** A visitor with storage of their own, and what the page complained about. */
export async function newVisitor(
  { browser }: ServedEditor,
  viewport = laptop,
): Promise<{
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: readonly string[];
}> {
  const context = await browser.newContext({ viewport, acceptDownloads: true });
  // Waiting longer costs nothing where all is well, and a busy machine is no fault.
  context.setDefaultTimeout(120_000);
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  return { context, page, complaints };
}

/** A template on a sample so small that a test can run it. */
export function smallSample(template: GraphDocument): GraphDocument {
  const document = withSample(template, new Set());
  const nodes = Object.entries(document.nodes).map(([id, node]) => {
    if (node.type !== 'io.simulated-movie') return [id, node] as const;
    return [id, { ...node, params: { ...node.params, frames: 6, width: 160, height: 160, cells: 12 } }] as const;
  });
  return { ...document, nodes: Object.fromEntries(nodes) };
}

export const runWords = (page: Page) => page.getByRole('region', { name: 'Run' });

/** The run that was begun ends well within a time, ms. */
export const isFinished = (page: Page, timeout: number) =>
  expect.poll(() => runWords(page).innerText(), { timeout }).toContain('Finished');

/** Place of a column among those that the table shows. */
export async function columnOf(page: Page, name: string): Promise<number> {
  const names = await page.getByRole('columnheader').allInnerTexts();
  return names.findIndex((text) => text.split('\n')[0]?.trim() === name);
}

/** What an act of the user downloads, as text. */
export async function downloaded(page: Page, act: () => Promise<void>): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent('download'), act()]);
  return textOf(download);
}
const textOf = async (download: Download) => readFile(await download.path(), 'utf8');

/** Drops a file from outside the page onto the canvas. */
export async function dropOnCanvas(page: Page, name: string, text: string, type: string): Promise<void> {
  const transfer = await page.evaluateHandle(
    (file) => {
      const data = new DataTransfer();
      data.items.add(new File([file.text], file.name, { type: file.type }));
      return data;
    },
    { name, text, type },
  );
  for (const event of ['dragenter', 'dragover', 'drop'])
    await page.locator('.react-flow').dispatchEvent(event, { dataTransfer: transfer });
}
