// Prints how long a moved slider takes to show new labels: built page, real Chromium, the sample movie.
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import sirv from 'sirv';
import { build } from 'vite';

const outDir = await mkdtemp(join(tmpdir(), 'cellwire-bench-'));
const page = 'tests/bench/editor-latency.html';
await build({
  configFile: 'vite.config.ts',
  logLevel: 'warn',
  build: { outDir, emptyOutDir: true, rolldownOptions: { input: page } },
});
const headers = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };
const files = sirv(outDir, {
  setHeaders: (response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  },
});
const server = createServer((request, response) => files(request, response, () => response.writeHead(404).end()));
server.listen(0, '127.0.0.1');
await once(server, 'listening');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  const tab = await browser.newPage();
  tab.on('pageerror', (error) => console.error(error.message));
  tab.on('console', (message) => console.error(message.text()));
  await tab.goto(`http://127.0.0.1:${server.address().port}/${page}`);
  await tab.waitForFunction('window.measure');
  const found = await tab.evaluate('window.measure()');
  const at = (times, share) => [...times].sort((a, b) => a - b)[Math.round(share * (times.length - 1))].toFixed(0);
  for (const [name, key] of [
    ['threshold.scale moved 20 times', 'threshold'],
    ['split.smoothing moved 20 times', 'split'],
  ]) {
    console.log(`${name}: median ${at(found[key], 0.5)} ms, p90 ${at(found[key], 0.9)} ms (aim 150, floor 300)`);
    if (process.argv.includes('--all')) console.log(found[key].map((ms) => ms.toFixed(0)).join(' '));
  }
  console.log(`labels of a frame with nothing at hand: ${found.cold_ms.toFixed(0)} ms`);
  console.log(`first picture of the movie, workers started: ${found.first_ms.toFixed(0)} ms`);
  console.log(`estimate bleaching over 100 frames: ${(found.run_ms / 1000).toFixed(1)} s`);
  console.log(`longest task on the main thread: ${found.longest_ms.toFixed(0)} ms; isolated: ${found.isolated}`);
} finally {
  await browser.close();
  server.close();
  await rm(outDir, { recursive: true });
}
