// Pictures of the editor for docs/images, and what axe finds in each state, in light and in dark.
// npm run screenshots [-- --only lineage --out folder --both]    CELLWIRE_CLI names another build than dist.

import { spawn } from 'node:child_process';
import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { chromium } from 'playwright-core';

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    out: { type: 'string', default: 'docs/images' },
    // Each state in light and in dark, to look at; the guide uses one of them.
    both: { type: 'boolean', default: false },
    size: { type: 'string', default: '1440x900' },
  },
});
mkdirSync(values.out, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const [width, height] = values.size.split('x').map(Number);
const slow = 600_000;

const server = spawn(process.execPath, [process.env.CELLWIRE_CLI ?? 'dist/headless/cli.js', 'serve', '--port', '0'], {
  stdio: ['ignore', 'ignore', 'pipe'],
});
const address = await new Promise((resolve, reject) => {
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
    const match = /http:\/\/\S+/.exec(said);
    if (match) resolve(match[0]);
  });
  server.on('exit', (code) => reject(new Error(`the server ended with code ${code}`)));
});
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--enable-unsafe-swiftshader', '--use-angle=swiftshader'],
});
const context = await browser.newContext({
  viewport: { width, height },
  colorScheme: 'light',
  bypassCSP: true,
  serviceWorkers: 'block',
});
const page = await context.newPage();
page.setDefaultTimeout(120_000);
const faults = [];
page.on('pageerror', (error) => faults.push(`the page threw ${error}`));
page.on('console', (message) => message.type() === 'error' && faults.push(`the console says ${message.text()}`));

/** Takes the picture of what is shown, and asks axe about it in light and in dark. */
async function picture(name, scheme = 'light') {
  if (values.only && values.only !== name) return;
  // Away from everything that answers to a pointer.
  await page.mouse.move(2, 2);
  await page.evaluate(() => document.activeElement?.matches('[role=slider]') && document.activeElement.blur());
  for (const colorScheme of scheme === 'light' ? ['dark', 'light'] : ['light', 'dark']) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await page.waitForTimeout(1500);
    if (values.both || colorScheme === scheme) {
      const path = `${values.out}/${name}${colorScheme === scheme ? '' : `-in-${colorScheme}`}.png`;
      await page.screenshot({ path, animations: 'disabled', timeout: slow });
    }
    await page.evaluate(axe);
    const found = await page.evaluate(async () => (await globalThis.axe.run()).violations);
    console.log(`${name} in ${colorScheme}: ${found.length} violations`);
    for (const { id, help, nodes } of found) {
      faults.push(`${name} in ${colorScheme}: ${id}`);
      console.log(`  ${id}: ${help}`);
      for (const { target, any } of nodes.slice(0, 5)) console.log(`    ${target}  ${any[0]?.message ?? ''}`);
    }
  }
}

const card = (title) => page.locator('.react-flow__node', { hasText: title }).first();
const button = (name) => page.getByRole('button', { name, exact: true }).first();
/** Zoomed to the whole graph first, so that every card is in sight. */
async function openCard(title, modifiers = []) {
  await card(title).click({ position: { x: 60, y: 14 }, modifiers });
}
async function showAll() {
  await page.locator('.react-flow__pane').click({ position: { x: 8, y: 8 } });
  await page.keyboard.press('1');
  await page.waitForTimeout(600);
}
async function type(name, value) {
  const field = page.getByRole('textbox', { name }).first();
  await field.fill(String(value));
  await field.press('Enter');
}
/** Moves a divider by a number of key steps. */
async function divide(name, key, times) {
  await page.getByRole('separator', { name }).focus();
  for (let i = 0; i < times; i++) await page.keyboard.press(key);
}
const finished = () =>
  page
    .getByRole('region', { name: 'Run', exact: true })
    .getByText('Finished', { exact: true })
    .waitFor({ timeout: slow });
const showFrame = async (frame) => {
  const time = page.getByRole('slider', { name: /^Frame/ }).first();
  await time.focus();
  await page.keyboard.press('Home');
  for (let i = 0; i < frame; i++) await page.keyboard.press('ArrowRight');
};
const resultTab = (name) => page.getByRole('tab', { name }).first().click();

await page.goto(address);
await page.getByRole('dialog', { name: 'Welcome to Cellwire' }).waitFor();
await picture('templates');

await button('Try with the sample movie').click();
await button('Skip the tour').click();
await openCard('Simulated movie');
await type(/^Frames/, 24);
await button('Run all').click();
await finished();

await openCard('Split');
await showAll();
await openCard('Split');
await showFrame(12);
await picture('canvas-light');
await picture('canvas-dark', 'dark');

await openCard('LAP tracker');
await page.keyboard.press('v');
await divide('Width of the viewer', 'ArrowLeft', 3);
await divide('Height of the viewer', 'ArrowDown', 4);
await showFrame(20);
await picture('viewer-with-tracks');

// A track with its daughters, chosen in the tree; the plot and the picture follow.
await divide('Width of the viewer', 'ArrowRight', 3);
await divide('Height of the results', 'ArrowUp', 4);
await resultTab(/LAP tracker/);
await page
  .getByLabel(/: lineages\./)
  .first()
  .focus();
for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowDown');
await picture('lineage');
await resultTab(/Line plot/);
await page
  .getByLabel(/: figure\./)
  .first()
  .waitFor();
await picture('plots-with-selection');

await divide('Height of the results', 'ArrowDown', 4);
await divide('Height of the viewer', 'ArrowUp', 8);
await openCard('Threshold');
await button('Keep A').click();
// The numbers of A are read before A is changed.
const numbers = page.getByRole('table', { name: 'Numbers downstream' });
await numbers
  .getByRole('cell', { name: /^[\d.,]+$/ })
  .first()
  .waitFor();
await type(/^Smoothing/, 1.5);
await page.getByRole('button', { name: 'Run B' }).click();
await finished();
await page.waitForTimeout(1500);
await page.getByRole('region', { name: 'Comparison of two settings' }).evaluate((panel) => panel.scrollIntoView());
await picture('a-b');
await button('Back to A').click();
await page.waitForTimeout(500);

await openCard('Split');
await type(/^Min size/, 60);
await openCard('LAP tracker');
await page.getByRole('region', { name: 'Why these results are stale' }).waitFor();
await picture('why-stale');
await button('Undo').click();

await openCard('Subtract background');
for (const title of ['Gaussian', 'Threshold', 'Fill', 'Split', 'Refine', 'Filter']) await openCard(title, ['Control']);
await page.keyboard.press('Control+Shift+G');
// Its title is asked for at once.
await page.keyboard.type('Segment nuclei');
await page.keyboard.press('Enter');
await page.waitForTimeout(500);
await page.keyboard.press('Enter');
await page.getByRole('navigation', { name: 'Subgraphs' }).waitFor();
await page.waitForTimeout(1000);
await showAll();
await openCard('Threshold');
await picture('subgraph');

await browser.close();
server.removeAllListeners('exit');
server.kill();
for (const fault of new Set(faults)) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
