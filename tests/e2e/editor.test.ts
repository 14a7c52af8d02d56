import type { Server } from 'node:http';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { serveEditor } from '../../src/runtime/headless/serve-editor.ts';

let browser: Browser;
let server: Server;
let address = '';
beforeAll(async () => {
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-angle=swiftshader'],
  });
  server = await serveEditor(new URL('../../dist/editor/', import.meta.url), 0);
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(async () => {
  await browser.close();
  server.close();
});

test('the built page lists templates and nodes, and its GPU kernels agree with the reference, under its content security policy', async () => {
  const page = await browser.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  await page.goto(address);
  await page.getByRole('heading', { name: 'Track nuclei' }).waitFor();
  expect(await page.getByText('cellwire run nuclei-tracking').isVisible()).toBe(true);
  await page.getByRole('searchbox').fill('despeckle');
  expect(await page.locator('dt').allTextContents()).toEqual(
    expect.arrayContaining([expect.stringContaining('Median')]),
  );
  await page.getByRole('button', { name: 'Check' }).click();
  const output = page.getByRole('status');
  await expect.poll(() => output.textContent(), { timeout: 60_000 }).toMatch(/^webgl2: largest differences/);
  const differences = [...((await output.textContent()) ?? '').matchAll(/ (\w+) (\d\.\de[+-]\d+)/g)].map(
    ([, name, value]) => [name, Number(value)] as const,
  );
  expect(differences.length).toBeGreaterThanOrEqual(5);
  for (const [name, value] of differences) expect(value, name).toBeLessThan(0.01);
  expect(complaints).toEqual([]);
  await page.close();
});

test('the server answers to its own name and to reading only', async () => {
  const status = (options: { method?: string; host?: string; path?: string }) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(address);
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
