// Prints how long the longest task on the main thread is while the main template runs and its results are looked at.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { longestTasks, serveBuilt } from './serve-built.mjs';

const frames = 30;
const folder = await mkdtemp(join(tmpdir(), 'cellwire-run-'));
const graph = JSON.parse(await readFile('graphs/nuclei-tracking.json', 'utf8'));
graph.nodes.open = { type: 'io.simulated-movie', version: 1, params: { frames }, at: graph.nodes.open.at };
const file = join(folder, 'graph.json');
await writeFile(file, JSON.stringify(graph));
const { browser, address, close } = await serveBuilt();
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  context.setDefaultTimeout(120_000);
  const tab = await context.newPage();
  tab.on('pageerror', (error) => console.error(error.message));
  // The picker of the system can't be driven from here; browsers that lack it give the page one of its own.
  await tab.addInitScript('window.showOpenFilePicker = undefined');
  tab.on('filechooser', () => {}); // from the start: a key is faster than a listener
  await tab.goto(address);
  await tab.getByRole('button', { name: 'Start empty' }).click();
  await tab.getByRole('dialog').waitFor({ state: 'hidden' });
  const [chooser] = await Promise.all([tab.waitForEvent('filechooser'), tab.keyboard.press('Control+o')]);
  await chooser.setFiles(file);
  await tab.getByRole('application', { name: 'Picture, frame 1' }).waitFor();
  const measure = async (what, act) => {
    const { clock_ms, processor_ms } = await longestTasks(browser, tab, act);
    console.log(
      `${what}: longest task on the main thread ${clock_ms.toFixed(0)} ms, of which the processor worked ${processor_ms.toFixed(0)} ms`,
    );
  };
  await measure(`main template runs, ${frames} frames of 512 × 512`, async () => {
    await tab.getByRole('button', { name: 'Run all' }).click();
    await tab.getByRole('region', { name: 'Run', exact: true }).getByText('Finished', { exact: true }).waitFor();
  });
  await measure('a table is opened', async () => {
    await tab.getByRole('tab', { name: 'Table of tracks' }).click();
    await tab.getByRole('row').nth(2).waitFor();
  });
  await measure('a track is selected in it', async () => {
    await tab.getByRole('row').nth(2).click();
    await tab.getByRole('row', { selected: true }).first().waitFor();
  });
  await measure('its figure is opened', async () => {
    await tab.getByRole('tab', { name: 'Line plot' }).click();
    await tab.locator('canvas[data-dimmed]').waitFor();
  });
  await measure('its lineages are opened', async () => {
    await tab.getByRole('tab', { name: 'LAP tracker' }).click();
    await tab.getByText(/^Track \d+\. /).waitFor({ state: 'attached' });
  });
} finally {
  await close();
  await rm(folder, { recursive: true });
}
