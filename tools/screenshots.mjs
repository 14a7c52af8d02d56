// Pictures of the editor for docs/images, and what axe finds in each state.  npm run screenshots [-- --only lineage]

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: { only: { type: 'string' }, out: { type: 'string', default: 'docs/images' } },
});
mkdirSync(values.out, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const server = spawn(process.execPath, ['dist/headless/cli.js', 'serve', '--port', '0'], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const address = await new Promise((resolve) => {
  let said = '';
  server.stdout.on('data', (chunk) => {
    said += chunk;
    const match = /http:\/\/\S+/.exec(said);
    if (match) resolve(match[0]);
  });
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-angle=swiftshader'],
});

let violations = 0;
async function newPage(colorScheme) {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 }, colorScheme, bypassCSP: true });
  page.setDefaultTimeout(180_000);
  await page.goto(address);
  return page;
}
async function picture(page, name) {
  await page.waitForTimeout(1500);
  if (values.only && values.only !== name) return;
  await page.screenshot({ path: `${values.out}/${name}.png`, timeout: 120_000 });
  await page.evaluate(axe);
  const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
  violations += found.length;
  console.log(`${name}.png  ${found.length} violations`);
  for (const { id, help, nodes } of found) console.log(`  ${id}: ${help}; ${nodes.length} × ${nodes[0]?.target}`);
}
const card = (page, title) => page.locator('.react-flow__node', { hasText: title }).first();
const openCard = (page, title) => card(page, title).click({ position: { x: 60, y: 14 } });
async function sample(page) {
  await page.getByRole('button', { name: 'Try with the sample movie' }).first().click();
  await page.getByRole('button', { name: 'Skip the tour' }).click();
  await openCard(page, 'Simulated movie');
  const frames = page.getByRole('textbox', { name: /^Frames/ }).first();
  await frames.fill('30');
  await frames.press('Enter');
}
async function runAll(page) {
  await page.getByRole('button', { name: 'Run all' }).click();
  await page.getByRole('region', { name: 'Run' }).getByText('Finished').waitFor({ timeout: 600_000 });
}

const light = await newPage('light');
await light.getByRole('dialog', { name: 'Welcome to Cellwire' }).waitFor();
await picture(light, 'templates');
await sample(light);
await runAll(light);
await openCard(light, 'Split');
await picture(light, 'canvas-light');
await light
  .getByRole('tab', { name: /Line plot/ })
  .first()
  .click();
await light
  .getByRole('img', { name: /figure/ })
  .or(light.getByLabel(/: figure/))
  .first()
  .click({ position: { x: 300, y: 120 } });
await picture(light, 'plots-with-selection');
await light
  .getByRole('tab', { name: /LAP tracker/ })
  .first()
  .click();
await picture(light, 'lineage');
await openCard(light, 'LAP tracker');
await light.keyboard.press('v');
await picture(light, 'viewer-with-tracks');
await openCard(light, 'Threshold');
await light
  .getByRole('button', { name: /Keep A|Compare two settings/ })
  .first()
  .click();
const level = light.getByRole('region', { name: 'Parameters' }).getByRole('textbox').first();
await level.press('ArrowUp');
await level.press('Enter');
await picture(light, 'a-b');
await openCard(light, 'Split');
await picture(light, 'why-stale');
await light.close();

const dark = await newPage('dark');
await sample(dark);
await openCard(dark, 'Gaussian');
await picture(dark, 'canvas-dark');
await dark
  .getByRole('button', { name: 'Select all' })
  .or(dark.locator('.react-flow__pane'))
  .first()
  .click({ position: { x: 400, y: 300 } });
await openCard(dark, 'Estimate drift');
await card(dark, 'Drift table').click({ modifiers: ['Shift'], position: { x: 60, y: 14 } });
await dark.keyboard.press('Control+Shift+G');
await dark.keyboard.press('Enter');
await picture(dark, 'subgraph');
await dark.close();

await browser.close();
server.kill();
if (violations > 0) process.exitCode = 1;
