import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { withSample } from '../../src/nodes/sample.ts';
import type { GraphDocument } from '../../src/runtime/graph/document.ts';
import { serveEditor } from '../../src/runtime/headless/serve-editor.ts';

/** `CELLWIRE_EDITOR` names another build than that of `npm run build`. */
const built = process.env['CELLWIRE_EDITOR'] ?? new URL('../../dist/editor/', import.meta.url).href;

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
  const server: Server = await serveEditor(new URL(built), 0);
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

/** A visitor with storage of their own, and what the page complained about. */
export async function newVisitor({ browser }: ServedEditor): Promise<{
  readonly context: BrowserContext;
  readonly page: Page;
  readonly complaints: readonly string[];
}> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
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
